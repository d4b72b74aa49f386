import { checkMobile } from '../../../shared/domain/rules/contact';
import type { AddressConfirmed } from './confirm-address';
import type { Context } from '../context';
import { openAccount } from './open-account';
import type { Login } from '../ports/accounts';
import { undone, type Undone } from '../ports/storage';
import type { WechatPort } from '../ports/wechat';
import { proveAddress } from './prove-address';

export type PhoneVerified = AddressConfirmed | { ok: false; code: 'phone.code_invalid' | 'phone.not_usable' };

/**
 * Proves the mobile that WeChat itself has verified (miniprogram.md 3), without an SMS. The platform checks that code and
 * openid belong together. A number of an account of earlier leads to login there (S7).
 */
export async function verifyPhone(
  context: Context & { wechat: Pick<WechatPort, 'getUserPhoneNumber'> },
  { login, code }: { login: Login; code: string },
): Promise<PhoneVerified> {
  const answer = await context.wechat.getUserPhoneNumber({ code, openid: login.openid });
  if (!answer.ok) return { ok: false, code: 'phone.code_invalid' };
  const checked = checkMobile(`+${answer.countryCode}${answer.number}`);
  if (!checked.ok) return { ok: false, code: 'phone.not_usable' };
  const target = checked.value;
  return context.unitOfWork.run(async (tx): Promise<PhoneVerified | Undone<PhoneVerified>> => {
    const account = await openAccount(tx, context, login);
    const actor = { role: 'candidate', id: account.id, channel: 'mini_program' } as const;
    const proof = { account, via: 'mobile', target, actor, proofId: context.newId() } as const;
    const proven = await proveAddress(tx, context, proof);
    if (!proven) return undone<PhoneVerified>({ ok: false, code: 'link.busy' });
    await tx.logins.attach(login.tokenHash, proven.account.id);
    const { id: accountId, state, locale } = proven.account;
    return { ok: true, kind: proven.kind, via: 'mobile', accountId, active: state === 'active', locale };
  });
}
