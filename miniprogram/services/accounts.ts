import type * as contract from '../../shared/contract/accounts';
import { agreeOnLanguage } from './language';
import { route } from './route';

/** Sign out; with forget=true this WeChat is not let in silently any more. */
export const signOut = route<typeof contract.signOut>({
  method: 'DELETE',
  path: '/session',
  access: 'signed-in',
});

const askWho = route<typeof contract.me>({
  method: 'GET',
  path: '/me',
  access: 'signed-in',
});

/** Who is signed in. From then on the phone and the account speak one language. */
export const me: typeof askWho = async (input) => {
  const known = await askWho(input);
  if (known.ok && known.body.account) await agreeOnLanguage(known.body.account);
  return known;
};

/** Open a link of the chat on this phone. */
export const openLink = route<typeof contract.openLink>({
  method: 'POST',
  path: '/links/open',
  access: 'signed-in',
});

/** Address of the chat that joins it to this account. */
export const chatLink = route<typeof contract.chatLink>({
  method: 'POST',
  path: '/chat-link',
  access: 'signed-in',
});

/** Send a code and a link to an e-mail address or mobile (register or log in). */
export const requestProof = route<typeof contract.requestProof>({
  method: 'POST',
  path: '/proofs',
  access: 'signed-in',
});

/** Type the code that came. */
export const confirmProof = route<typeof contract.confirmProof>({
  method: 'POST',
  path: '/proofs/confirm',
  access: 'signed-in',
});

/** Verify the mobile by the code of the phone number button. */
export const confirmPhone = route<typeof contract.confirmPhone>({
  method: 'POST',
  path: '/proofs/phone-number',
  access: 'signed-in',
});

/** Log in with e-mail or mobile and password. */
export const passwordSignIn = route<typeof contract.passwordSignIn>({
  method: 'POST',
  path: '/session/password',
  access: 'signed-in',
});

/** Set the password, or change it with the present one. */
export const setPassword = route<typeof contract.setPassword>({
  method: 'PUT',
  path: '/me/password',
  access: 'signed-in',
});

/** Set a new password with a code sent to either address. */
export const recoverPassword = route<typeof contract.recoverPassword>({
  method: 'POST',
  path: '/me/password/recovery',
  access: 'signed-in',
});
