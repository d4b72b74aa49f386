import type { Channel } from '../../../shared/domain/registration';
import type { NoticeId } from '../../../shared/domain/season';

/** Language a person is spoken to in. */
export type Locale = 'zh-CN' | 'en';

/**
 * The passport of S3-S12: one per person for every exam of the deployment. A `guest` was met in a channel and has not
 * verified both e-mail and mobile yet; only an `active` account may go past the account step.
 */
export interface Account {
  id: string;
  state: 'guest' | 'active' | 'closed';
  email: string | null;
  emailVerifiedAt: number | null;
  mobile: string | null;
  mobileVerifiedAt: number | null;
  passwordHash: string | null;
  locale: Locale;
  createdAt: number;
  /** Turns taken in the in-app chat; counted by `countAppTurn` alone, `save` leaves it. */
  appTurns: number;
  version: number;
}

/** What a turn of a conversation has to know of and most accounts have none of. */
export interface AccountMatters {
  /** The guardian was asked last time and neither answered nor is it too late. */
  guardianWaits: boolean;
  /** A login link was sent, is not used and still opens. */
  loginWaits: boolean;
  hasHandoffs: boolean;
  hasProposals: boolean;
}

/** Accounts, found by id, by what belongs to them or by a proven address. */
export interface AccountRepository {
  find(id: string): Promise<Account | null>;
  /** Whose registration it is. */
  findOfRegistration(registrationId: string): Promise<Account | null>;
  /** The account a login was attached to; whether its openid is still bound there is another question. */
  findOfLogin(tokenHash: string): Promise<Account | null>;
  /** The account that a platform identity is bound to. */
  findBound(kind: IdentityKind, value: string): Promise<Account | null>;
  /** Verified addresses only: an unverified one proves nothing (S7, S9). */
  findByVerifiedEmail(email: string): Promise<Account | null>;
  findByVerifiedMobile(mobile: string): Promise<Account | null>;
  /** Asked at once, instead of each by itself. */
  mattersOf(accountId: string, now: number): Promise<AccountMatters>;
  insert(account: Account): Promise<void>;
  /** Conditional on `account.version`; stores version + 1. False = somebody else was faster, or the address is taken. */
  save(account: Account): Promise<'saved' | 'version_conflict' | 'address_taken'>;
  /** Counts one turn of the in-app chat, conditional on `account.appTurns`; false when another turn was faster. */
  countAppTurn(account: Pick<Account, 'id' | 'appTurns'>): Promise<boolean>;
}

/** Which platform name of a person it is. */
export type IdentityKind = 'openid' | 'unionid' | 'external_userid';

/** A platform identity bound to an account, by proof only. */
export interface Identity {
  kind: IdentityKind;
  value: string;
  accountId: string;
  boundAt: number;
}

/** Identities; each belongs to one account at a time. */
export interface IdentityRepository {
  find(kind: IdentityKind, value: string): Promise<Identity | null>;
  listOf(accountId: string): Promise<Identity[]>;
  /** Identities of the account a login was attached to. */
  listOfLogin(tokenHash: string): Promise<Identity[]>;
  /** Binds, or moves an identity that belonged to another account. */
  bind(identity: Identity): Promise<void>;
  /** Binds one that belongs to nobody; when somebody was faster, the unit of work runs again and finds it bound. */
  claim(identity: Identity): Promise<void>;
  unbind(kind: IdentityKind, value: string): Promise<void>;
}

/** A signed-in mini program: the token is random and stored hashed. `accountId` is null while the openid is not bound. */
export interface Login {
  tokenHash: string;
  accountId: string | null;
  openid: string;
  unionid: string | null;
  createdAt: number;
  expiresAt: number;
  /** Language the phone speaks with this call; not kept. An account that is begun now begins in it. */
  locale?: Locale;
}

/** Logins by the hash of their token. */
export interface LoginRepository {
  find(tokenHash: string): Promise<Login | null>;
  insert(login: Login): Promise<void>;
  attach(tokenHash: string, accountId: string): Promise<void>;
  remove(tokenHash: string): Promise<void>;
  removeAllOf(accountId: string): Promise<void>;
}

/** What a proof of an address is asked for. */
export type VerificationPurpose =
  'verify_email' | 'verify_mobile' | 'login' | 'guardian_consent' | 'confirm_identity';

/** A code and a link sent to one address; either of them, once, proves that the address is received (S10). */
export interface Verification {
  id: string;
  accountId: string;
  purpose: VerificationPurpose;
  via: 'email' | 'mobile';
  target: string;
  codeHash: string;
  linkHash: string;
  triesLeft: number;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
  /** Login and guardian links: what the confirmation is for (registration id, identity to bind), as JSON; sealed at rest. */
  about: string | null;
}

/** Proofs of addresses that were asked for, used or not. */
export interface VerificationRepository {
  find(id: string): Promise<Verification | null>;
  findByLink(linkHash: string): Promise<Verification | null>;
  latestOf(accountId: string, purpose: VerificationPurpose): Promise<Verification | null>;
  countSince(target: string, since: number): Promise<number>;
  /** How many one account asked for, to whatever address (PR21). */
  countOf(accountId: string, since: number): Promise<number>;
  insert(verification: Verification): Promise<void>;
  /** True for the one caller that used it first. */
  use(id: string, at: number): Promise<boolean>;
  /** Takes one try; returns what is left, never below zero. */
  miss(id: string): Promise<number>;
  /** Blanks address and purpose; the row stays for the limits (PR2: of a refused guardian nothing else is kept). */
  forget(id: string): Promise<void>;
  /** The same for all of an account that ends. */
  forgetAllOf(accountId: string): Promise<void>;
  /** Hands what is still unused of one purpose to another account of the same person. */
  moveOpen(move: { from: string; into: string; purpose: VerificationPurpose }): Promise<void>;
}

/** What a link opens. */
export type LinkPurpose =
  | 'scene'
  | 'question'
  /** As `question` and `payment`, but made by the desk: whoever serves sees it, so it binds nobody (PR8). */
  | 'desk_question'
  | 'desk_payment'
  | 'payment'
  | 'ticket'
  | 'notice'
  | 'agree'
  | 'pay_for'
  | 'photo'
  | 'export'
  | 'proposal';

/** A random token that opens one thing for one account; stored hashed. */
export interface Link {
  tokenHash: string;
  purpose: LinkPurpose;
  accountId: string;
  /** Ids only, as JSON. */
  payload: string;
  singleUse: boolean;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

/** Links by the hash of their token. */
export interface LinkRepository {
  find(tokenHash: string): Promise<Link | null>;
  insert(link: Link): Promise<void>;
  /** True for the one caller that used it first. */
  use(tokenHash: string, at: number): Promise<boolean>;
}

/** A tick or a consent: whose, which text version, when, where (S14-S16, PR1, PR2). Withdrawn ones stay as proof. */
export interface Consent {
  id: string;
  accountId: string;
  /** Null for consents that are not tied to a sitting. */
  seasonId: string | null;
  noticeId: NoticeId;
  textVersion: string;
  channel: Channel;
  givenAt: number;
  withdrawnAt: number | null;
  /** guardian_consent: name, relation and phone of the guardian, sealed at rest. */
  guardian: { name: string; relation: string; mobile: string } | null;
}

/** Ticks and consents of an account. */
export interface ConsentRepository {
  /** Consents in force. */
  listOf(accountId: string): Promise<Consent[]>;
  /** Those taken back as well, oldest first. */
  historyOf(accountId: string): Promise<Consent[]>;
  add(consent: Consent): Promise<void>;
  withdraw(accountId: string, noticeId: NoticeId, at: number): Promise<number>;
  /** The proofs themselves, once nothing has to be proven any more (PR12). */
  removeAllOf(accountId: string): Promise<void>;
}
