import type { Context } from '../context';
import { joinAccounts } from './join-accounts';
import { boundAccount, claimAccount } from './open-account';
import type { Account, Identity, LinkPurpose, Login } from '../ports/accounts';
import { undone, type Repositories, type Undone } from '../ports/storage';

/** An export or a proposed correction is opened in a browser, never here. */
export type OpenedPurpose = Exclude<LinkPurpose, 'export' | 'proposal' | DeskPurpose>;
type DeskPurpose = 'desk_question' | 'desk_payment';

export type Joined =
  | {
      ok: true;
      accountId: string;
      purpose: OpenedPurpose;
      /** What the link opens, as it was minted (JSON). */
      payload: string;
      /** It was opened before. */
      again: boolean;
    }
  /** `link.other_person`: the link is somebody else's; the public page is shown. */
  | { ok: false; code: 'link.unknown' | 'link.used' | 'link.expired' | 'link.other_person' | 'link.busy' };

/** Links that travel through the person's own hands between the chat and the mini program (kf.md 1). */
const BINDING: readonly LinkPurpose[] = ['scene', 'question', 'payment'];

/**
 * Links that the desk makes pass through a servicer's hands first: they open for the account's own phone, and to any other
 * one they are somebody else's, whether or not the account has a phone yet (S7, PR8).
 */
const OF_DESK: Readonly<Record<DeskPurpose, OpenedPurpose>> = {
  desk_question: 'question',
  desk_payment: 'payment',
};

/**
 * Opens a link from the chat on a signed-in phone. Its first use binds a phone that belongs to nobody else, as long as the
 * account has no phone yet; its owner may open it again, and a stranger it was passed on to is refused.
 */
export function joinPhoneByLink(
  context: Context,
  { login, token }: { login: Login; token: string },
): Promise<Joined> {
  return context.unitOfWork.run((tx) =>
    joinByLink(tx, context, {
      token,
      purposes: [...BINDING, 'desk_question', 'desk_payment'],
      identity: { kind: 'openid', value: login.openid },
      also: login.unionid === null ? [] : [{ kind: 'unionid', value: login.unionid }],
      channel: 'mini_program',
      after: (accountId) => tx.logins.attach(login.tokenHash, accountId),
    }),
  );
}

export interface Joining {
  token: string;
  purposes: readonly LinkPurpose[];
  identity: Pick<Identity, 'kind' | 'value'>;
  also: Pick<Identity, 'kind' | 'value'>[];
  channel: 'mini_program' | 'chat';
  after?: (accountId: string) => Promise<void>;
}

function openedBy(purpose: LinkPurpose): OpenedPurpose | null {
  if (purpose === 'export' || purpose === 'proposal') return null;
  return isOfDesk(purpose) ? OF_DESK[purpose] : purpose;
}

function isOfDesk(purpose: LinkPurpose): purpose is DeskPurpose {
  return purpose === 'desk_question' || purpose === 'desk_payment';
}

/** Binds one identity by a link, in the caller's unit of work. */
export async function joinByLink(
  tx: Repositories,
  context: Context,
  joining: Joining,
): Promise<Joined | Undone<Joined>> {
  const now = context.clock.now();
  const link = await tx.links.find(context.secrets.tokenHash(joining.token));
  if (!link || !joining.purposes.includes(link.purpose)) return { ok: false, code: 'link.unknown' };
  const purpose = openedBy(link.purpose);
  if (purpose === null) return { ok: false, code: 'link.unknown' };
  const opened = { accountId: link.accountId, purpose, payload: link.payload };
  const from = await accountOf(tx, joining.identity);
  const owns = from?.id === link.accountId;
  if (!owns && isOfDesk(link.purpose)) return { ok: false, code: 'link.other_person' };
  const isOther = !owns && from?.state === 'active';
  if (now >= link.expiresAt) return { ok: false, code: isOther ? 'link.other_person' : 'link.expired' };
  const first = await tx.links.use(link.tokenHash, now);
  if (owns) return { ok: true, ...opened, again: !first };
  if (!first) return { ok: false, code: isOther ? 'link.other_person' : 'link.used' };
  const into = await tx.accounts.find(link.accountId);
  if (!into || into.state === 'closed') return { ok: false, code: 'link.expired' };
  const bound = await bindFree(tx, context, { ...joining, from, into });
  // A stranger's press does not use the link up.
  if (bound === 'other_person') return undone<Joined>({ ok: false, code: 'link.other_person' });
  if (bound === 'busy') return undone<Joined>({ ok: false, code: 'link.busy' });
  await joining.after?.(into.id);
  return { ok: true, ...opened, again: false };
}

/** Binds an identity that belongs to nobody, or to a guest without a proven address, to an account with none of its kind. */
export async function bindFree(
  tx: Repositories,
  context: Context,
  input: Pick<Joining, 'identity' | 'also' | 'channel'> & { from: Account | null; into: Account },
): Promise<'joined' | 'other_person' | 'busy'> {
  const { from, into, identity, also, channel } = input;
  if (from?.id === into.id) return 'joined';
  if (from && !isBlank(from)) return 'other_person';
  const present = await tx.identities.listOf(into.id);
  if (present.some((one) => one.kind === identity.kind && one.value !== identity.value))
    return 'other_person';
  const boundAt = context.clock.now();
  if (from) {
    // Kinds the account has already stay with it: a link is no proof for replacing them.
    const actor = { role: 'candidate', id: from.id, channel } as const;
    if (await clashes(tx, from, present)) return 'other_person';
    if (!(await joinAccounts(tx, context, { from, into, actor, told: false }))) return 'busy';
  } else {
    if (!(await claimAccount(tx, into))) return 'busy';
    await tx.identities.bind({ ...identity, accountId: into.id, boundAt });
  }
  for (const one of also) {
    const free = (await tx.identities.find(one.kind, one.value)) === null;
    const lacking = !present.some((old) => old.kind === one.kind);
    if (free && lacking) await tx.identities.bind({ ...one, accountId: into.id, boundAt });
  }
  return 'joined';
}

async function clashes(tx: Repositories, from: Account, present: Identity[]): Promise<boolean> {
  const own = await tx.identities.listOf(from.id);
  return own.some((one) => present.some((old) => old.kind === one.kind && old.value !== one.value));
}

function isBlank(account: Account): boolean {
  return account.state === 'guest' && account.emailVerifiedAt === null && account.mobileVerifiedAt === null;
}

export async function accountOf(
  tx: Repositories,
  { kind, value }: Pick<Identity, 'kind' | 'value'>,
): Promise<Account | null> {
  if (kind === 'openid') return boundAccount(tx, value);
  const identity = await tx.identities.find(kind, value);
  const account = identity ? await tx.accounts.find(identity.accountId) : null;
  return account && account.state !== 'closed' ? account : null;
}
