import * as contract from '../../../shared/contract/accounts';
import { isFinal } from '../../../shared/domain/lifecycle';
import type { Account } from '../../use-cases/ports/accounts';
import { joinPhoneByLink } from '../../use-cases/accounts/join-identity';
import { mintChatLink } from '../../use-cases/chat/mint-chat-link';
import { AppError } from '../../use-cases/ports/app-error';
import { requestPhoneProof } from '../../use-cases/accounts/request-phone-proof';
import { recoverPassword, setPassword } from '../../use-cases/accounts/set-password';
import { signIn } from '../../use-cases/accounts/sign-in';
import { signInWithCode } from '../../use-cases/accounts/sign-in-with-code';
import { signInWithPassword } from '../../use-cases/accounts/sign-in-with-password';
import { signOut } from '../../use-cases/accounts/sign-out';
import { verifyPhone } from '../../use-cases/accounts/verify-phone';
import { DONE, type On } from '../api/call';
import type { HttpDeps } from '../deps';
import { presentAccount } from '../presenters/account';
import { failedOutcome, failedProof } from '../presenters/failures';

/** Sign-in, addresses, password, and the ways between phone and chat. */
export function accountRoutes(on: On, deps: HttpDeps): void {
  const { context } = deps;
  const { clock } = context;

  async function accountOf(id: string): Promise<Account> {
    const account = await context.unitOfWork.read((tx) => tx.accounts.find(id));
    if (!account) throw new AppError('NOT_FOUND');
    return account;
  }

  on(contract.signIn, async ({ body }) => {
    const signed = await signIn(context, body);
    if (!signed.ok) throw failedProof(signed, clock.now());
    const account = signed.accountId === null ? null : presentAccount(await accountOf(signed.accountId));
    return { token: signed.token, expiresAt: signed.expiresAt, account, serverTime: clock.now() };
  });

  on(contract.signOut, async ({ login, query }) => {
    await signOut(context, { login, forget: query.forget === 'true' });
    return DONE;
  });

  on(contract.me, ({ account }) =>
    Promise.resolve({ account: account && presentAccount(account), serverTime: clock.now() }),
  );

  on(contract.setLocale, async ({ account, body }) => {
    const saved = await context.unitOfWork.run((tx) => tx.accounts.save({ ...account, locale: body.locale }));
    if (saved !== 'saved') throw new AppError('VERSION_CONFLICT', { next: ['repeat'] });
    return { account: presentAccount({ ...account, locale: body.locale }) };
  });

  on(contract.openLink, async ({ login, body }) => {
    const joined = await joinPhoneByLink(context, { login, token: body.token });
    if (!joined.ok) throw failedProof(joined, clock.now());
    const target = JSON.parse(joined.payload) as Record<string, unknown>;
    const own = await context.unitOfWork.read((tx) => tx.registrations.listOf(joined.accountId));
    const [live] = own
      .filter((one) => !isFinal(one.state))
      .toSorted((one, other) => other.createdAt - one.createdAt);
    return {
      account: presentAccount(await accountOf(joined.accountId)),
      purpose: joined.purpose,
      target,
      again: joined.again,
      registrationId: live?.id ?? null,
      seasonId: live?.seasonId ?? null,
    };
  });

  on(contract.chatLink, async ({ account }) => {
    if (deps.kfLink === null) throw new AppError('NOT_FOUND');
    const link = await mintChatLink(context, { accountId: account.id, kfLink: deps.kfLink });
    return { ...link, corpId: deps.corpId };
  });

  on(contract.requestProof, async ({ login, body }) => {
    const asked = await requestPhoneProof(context, { login, ...body });
    if (!asked.ok) throw failedOutcome(asked, clock.now());
    deps.wake();
    return DONE;
  });

  on(contract.confirmProof, async ({ login, body }) => {
    const confirmed = await signInWithCode(context, { login, ...body });
    if (!confirmed.ok) throw failedProof(confirmed, clock.now());
    return { kind: confirmed.kind, account: presentAccount(await accountOf(confirmed.accountId)) };
  });

  on(contract.confirmPhone, async ({ login, body }) => {
    const verified = await verifyPhone(context, { login, code: body.code });
    if (!verified.ok) throw failedProof(verified, clock.now());
    return { kind: verified.kind, account: presentAccount(await accountOf(verified.accountId)) };
  });

  on(contract.passwordSignIn, async ({ login, body }) => {
    const signed = await signInWithPassword(context, { login, ...body });
    if (!signed.ok) throw failedProof(signed, clock.now());
    return { account: presentAccount(await accountOf(signed.accountId)) };
  });

  on(contract.setPassword, async ({ account, body }) => {
    const { password, current = null } = body;
    const set = await setPassword(context, { account, password, current });
    if (!set.ok) throw failedProof(set, clock.now());
    return DONE;
  });

  on(contract.recoverPassword, async ({ login, body }) => {
    const recovered = await recoverPassword(context, { login, ...body });
    if (!recovered.ok) throw failedProof(recovered, clock.now());
    return { kind: recovered.kind, account: presentAccount(await accountOf(recovered.accountId)) };
  });
}
