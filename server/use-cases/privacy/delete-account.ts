import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Refusal } from '../../../shared/domain/refusal';
import type { NoticeId } from '../../../shared/domain/season';
import { planDeletion, type DeletionPlan } from './account-deletion';
import { closeHandoff } from '../support/close-handoff';
import type { Context } from '../context';
import { eraseRegistration } from './erase-registration';
import { endSessions, planEnd, sessionKeysOf } from '../accounts/end-sessions';
import { laneOf } from '../chat/leave-replies';
import { outboxRow, type OutboxDraft } from '../outbox-rows';
import type { Account } from '../ports/accounts';
import type { SessionStore } from '../ports/sessions';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { verifiedAddress } from '../accounts/request-address-proof';

/** Coded, so that nothing a person wrote is kept of somebody who wants to be forgotten. */
export type DeletionReason = 'not_taking_part' | 'another_account' | 'privacy' | 'other';

export type AccountDeleted =
  | { ok: true; keptUntil: number | null }
  | { ok: false; code: 'link.busy' }
  | { ok: false; why: 'refused'; reasons: [Refusal, ...Refusal[]] };

/** Where the last word goes: the addresses themselves are gone by the time of sending. */
export interface Farewell {
  email: string | null;
  mobile: string | null;
  locale: Account['locale'];
  keptUntil: number | null;
}

const CONSENTS: readonly NoticeId[] = ['general_consent', 'sensitive_consent', 'guardian_consent'];

/**
 * Deletes the account of somebody who has just proven who they are (PR14): in one unit of work everything that names them
 * goes, but for a paid registration, which stays restricted until its disputes end, and consents, which stay as proofs.
 * Both have a job that ends them. The person is told at both addresses.
 */
export async function deleteAccount(
  context: Context & { sessions: SessionStore },
  input: {
    account: Account;
    reason: DeletionReason;
    /** Commits with a success, for example the answer that a repeat gets. */
    alongside(tx: Repositories, keptUntil: number | null): Promise<void>;
  },
): Promise<AccountDeleted> {
  const { account, reason } = input;
  let keys: string[] = [];
  const deleted = await context.unitOfWork.run(
    async (tx): Promise<AccountDeleted | Undone<AccountDeleted>> => {
      const plan = await planDeletion(tx, context, account.id);
      const [first, ...others] = plan.reasons;
      if (first) return { ok: false, why: 'refused', reasons: [first, ...others] };
      const actor: Actor = { role: 'candidate', id: account.id, channel: 'mini_program' };
      keys = await sessionKeysOf(tx, context, account.id);
      const erased = await erase(tx, context, { account, plan, actor });
      if (!erased) return undone<AccountDeleted>({ ok: false, code: 'link.busy' });
      const keptUntil = latestKept(plan);
      await planEnd(tx, context, { accountId: account.id, cause: `deleted:${account.id}`, keys });
      await tx.outbox.add(jobsOf({ account, plan, keptUntil }).map((draft) => outboxRow(context, draft)));
      await tx.audit.append({
        id: context.newId(),
        action: 'account.deleted',
        actor,
        registrationId: null,
        from: account.state,
        to: 'closed',
        revision: null,
        reason,
        at: context.clock.now(),
      });
      await input.alongside(tx, keptUntil);
      return { ok: true, keptUntil };
    },
  );
  if (deleted.ok) await endSessions(context, keys);
  return deleted;
}

interface Erasing {
  account: Account;
  plan: DeletionPlan;
  actor: Actor;
}

async function erase(
  tx: Repositories,
  context: Context,
  { account, plan, actor }: Erasing,
): Promise<boolean> {
  for (const { registration, season, fate } of plan.fates) {
    if (fate === 'keep') continue;
    const erasure = { registration, season, actor, covered: null, reason: 'delete.account_deleted' };
    if (!(await eraseRegistration(tx, context, { ...erasure, registration: forgotten(registration) })))
      return false;
  }
  if (!(await closeHandoff(tx, context, { accountId: account.id, actor }))) return false;
  const now = context.clock.now();
  for (const noticeId of CONSENTS) await tx.consents.withdraw(account.id, noticeId, now);
  await tx.transcripts.removeAllOf(account.id);
  await tx.deskNotes.removeAllOf(account.id);
  await tx.handoffEvents.removeAllOf(account.id);
  await tx.proposals.removeAllOf(account.id);
  await tx.callFailures.removeAllOf(account.id);
  await tx.verifications.forgetAllOf(account.id);
  for (const { kind, value } of await tx.identities.listOf(account.id)) {
    if (kind === 'openid') await tx.permits.removeAllOf(value);
    if (kind === 'external_userid') await tx.outbox.forgetGroup(laneOf(context, value));
    await tx.identities.unbind(kind, value);
  }
  await tx.chats.removeAllOf(account.id);
  await tx.handoffs.forgetAllOf(account.id);
  await tx.logins.removeAllOf(account.id);
  const closed: Account = { ...account, state: 'closed', email: null, mobile: null, passwordHash: null };
  return (await tx.accounts.save({ ...closed, emailVerifiedAt: null, mobileVerifiedAt: null })) === 'saved';
}

/** Words that people wrote, which may name somebody. */
function forgotten(registration: Registration): Registration {
  const { decision } = registration;
  return {
    ...registration,
    deleteReason: null,
    decision: decision && { ...decision, reasonWords: null, decidedOn: undefined, before: undefined },
  };
}

function latestKept({ fates }: DeletionPlan): number | null {
  const ends = fates.filter(({ fate }) => fate === 'keep').map(({ until }) => until);
  return ends.length === 0 ? null : Math.max(...ends);
}

function jobsOf(input: { account: Account; plan: DeletionPlan; keptUntil: number | null }): OutboxDraft[] {
  const { account, plan, keptUntil } = input;
  const { id: accountId, locale } = account;
  const farewell: Farewell = {
    email: verifiedAddress(account, 'email'),
    mobile: verifiedAddress(account, 'mobile'),
    locale,
    keptUntil,
  };
  const ended = (of: string, dueAt: number, registrationId: string | null): OutboxDraft => ({
    topic: 'retention.ended',
    key: `retention.ended:${of}`,
    payload: { accountId, registrationId },
    dueAt,
  });
  return [
    {
      topic: 'account.deleted',
      key: `account.deleted:${accountId}`,
      payload: { accountId },
      secret: JSON.stringify(farewell),
    },
    ended(accountId, plan.proofsUntil, null),
    ...plan.fates
      .filter(({ fate }) => fate === 'keep')
      .map(({ registration, until }) => ended(registration.id, until, registration.id)),
  ];
}
