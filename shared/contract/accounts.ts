import { z } from 'zod';
import { done, endpoint, id, instant, locale, seasonId, token } from './api';

const MINUTE_MS = 60_000;
const via = z.enum(['email', 'mobile']);
const address = z.string().min(1).max(320);
const password = z.string().min(1).max(1024);
const code = z.string().regex(/^\d{6}$/);

export const account = z.strictObject({
  id,
  state: z.enum(['guest', 'active']),
  /** Masked. */
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  mobile: z.string().nullable(),
  mobileVerified: z.boolean(),
  hasPassword: z.boolean(),
  locale,
});

/** Silent login by the code of wx.login; `account` is null while this WeChat belongs to nobody. */
export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  summary: 'Sign in with the code of wx.login',
  access: 'public',
  body: z.strictObject({ code: z.string().min(1).max(512) }),
  answer: z.strictObject({ token, expiresAt: instant, account: account.nullable(), serverTime: instant }),
  status: 201,
});

export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  summary: 'Sign out; with forget=true this WeChat is not let in silently any more',
  access: 'login',
  query: z.strictObject({ forget: z.enum(['true', 'false']).optional() }),
  answer: done,
});

export const me = endpoint({
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in',
  access: 'login',
  answer: z.strictObject({ account: account.nullable(), serverTime: instant }),
});

export const setLocale = endpoint({
  method: 'PUT',
  path: '/me/locale',
  summary: 'Choose the language of chat, mails and messages',
  access: 'account',
  body: z.strictObject({ locale }),
  answer: z.strictObject({ account }),
});

/** Opens an item of the chat: its first use binds this phone to the account of the chat. */
export const openLink = endpoint({
  method: 'POST',
  path: '/links/open',
  summary: 'Open a link of the chat on this phone',
  access: 'login',
  body: z.strictObject({ token }),
  answer: z.strictObject({
    account,
    purpose: z.enum(['scene', 'question', 'payment', 'ticket', 'notice', 'agree', 'pay_for', 'photo']),
    /** What it opens: `{open: 'question', field}`, `{open: 'payment', subjectCodes}` and the like. */
    target: z.record(z.string(), z.unknown()),
    /** Its owner has opened it before: what it leads to may be answered by now. */
    again: z.boolean(),
    /** The newest registration that is not ended, which the target is about; null before the first. */
    registrationId: id.nullable(),
    seasonId: seasonId.nullable(),
  }),
});

/** From the mini program into the chat: a single-use value for the chat's link. */
export const chatLink = endpoint({
  method: 'POST',
  path: '/chat-link',
  summary: 'Address of the chat that joins it to this account',
  access: 'account',
  /** `corpId` is what wx.openCustomerServiceChat asks for besides the address. */
  answer: z.strictObject({ url: z.string(), corpId: z.string(), sceneParam: token, expiresAt: instant }),
  limit: { calls: 30, spanMs: 10 * MINUTE_MS },
});

export const requestProof = endpoint({
  method: 'POST',
  path: '/proofs',
  summary: 'Send a code and a link to an e-mail address or mobile (register or log in)',
  access: 'login',
  body: z.strictObject({ via, value: address }),
  answer: done,
  status: 202,
  limit: { calls: 30, spanMs: 10 * MINUTE_MS },
});

const entered = z.strictObject({
  /** `joined`: the address belonged to an account of earlier, and this phone is now in it (S7). */
  kind: z.enum(['verified', 'joined']),
  account,
});

export const confirmProof = endpoint({
  method: 'POST',
  path: '/proofs/confirm',
  summary: 'Type the code that came',
  access: 'login',
  body: z.strictObject({ via, code }),
  answer: entered,
  limit: { calls: 60, spanMs: 10 * MINUTE_MS },
});

export const confirmPhone = endpoint({
  method: 'POST',
  path: '/proofs/phone-number',
  summary: 'Verify the mobile by the code of the phone number button',
  access: 'login',
  body: z.strictObject({ code: z.string().min(1).max(512) }),
  answer: entered,
  limit: { calls: 20, spanMs: 10 * MINUTE_MS },
});

export const passwordSignIn = endpoint({
  method: 'POST',
  path: '/session/password',
  summary: 'Log in with e-mail or mobile and password',
  access: 'login',
  body: z.strictObject({ via, value: address, password }),
  answer: z.strictObject({ account }),
});

export const setPassword = endpoint({
  method: 'PUT',
  path: '/me/password',
  summary: 'Set the password, or change it with the present one',
  access: 'account',
  body: z.strictObject({ password, current: password.optional() }),
  answer: done,
});

export const recoverPassword = endpoint({
  method: 'POST',
  path: '/me/password/recovery',
  summary: 'Set a new password with a code sent to either address',
  access: 'login',
  body: z.strictObject({ via, code, password }),
  answer: entered,
});
