import type { AccountKey } from '../../../shared/i18n/phone/account/zh-CN';
import type { Account } from '../../services/session';

export type Via = 'mobile' | 'email';

/** `phone`: by the number of WeChat; `address`: typed; `code`: the one that was sent. */
export type AccountStage = 'signed_out' | 'phone' | 'address' | 'code' | 'password' | 'done';

export interface AccountFacts {
  account: Account | null;
  stage: AccountStage;
  via: Via;
  /** What stands in the inputs; kept when it is refused. */
  typed: { address: string; code: string; password: string };
  /** A number outside mainland China: another keyboard. */
  foreign: boolean;
  /** When the code went off, by the server's clock. */
  sentAt: number;
  error: string;
  news: AccountKey | null;
}

const NOTHING_TYPED = { address: '', code: '', password: '' };

/** The first address that is still to be proven (S8): mobile before e-mail, since it takes one tap. */
export function factsOf(account: Account | null, news: AccountKey | null = null): AccountFacts {
  const rest = { account, typed: NOTHING_TYPED, foreign: false, sentAt: 0, error: '', news };
  if (!account?.mobileVerified) return { ...rest, stage: 'phone', via: 'mobile' };
  return { ...rest, stage: account.emailVerified ? 'done' : 'address', via: 'email' };
}

/** What is being typed stays, unless the account changed meanwhile, for example by the link in the mail. */
export function keepTyping(before: AccountFacts, after: AccountFacts): AccountFacts {
  const standing = ({ account, stage }: AccountFacts): string =>
    [account?.id, account?.mobileVerified, account?.emailVerified, stage === 'signed_out'].join();
  return standing(before) === standing(after) ? { ...before, account: after.account } : after;
}
