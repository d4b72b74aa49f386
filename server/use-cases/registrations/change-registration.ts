import type { Action, State } from '../../../shared/domain/lifecycle';
import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import type { Request } from '../../../shared/domain/facts';
import type { Refusal } from '../../../shared/domain/refusal';
import { transition, type Effect } from '../../../shared/domain/transition';
import type { Context } from '../context';
import { firstSessionOf, planDueWork } from '../reminders/due-work';
import { messagesOf } from './effect-messages';
import { moveSeats } from './move-seats';
import { outboxRow } from '../outbox-rows';
import type { Repositories } from '../ports/storage';
import { queuedReview } from '../review/queued-review';
import { registrationFacts } from './registration-facts';
import { applyToRow } from './row-effects';

export interface Change {
  registration: Registration;
  season: Season;
  action: Action;
  actor: Actor;
  request?: Omit<Request, 'role'>;
  /** What else changes on the registration in the same step, before effects. */
  patch?: Partial<Registration>;
  /** Coded or masked reason for the history; never personal data. */
  reason?: string | null;
  /** Members who are away and for whom the actor decides. */
  onBehalfOf?: readonly string[];
  /** Goes over a full site: money that arrived in time is honoured (race rule 3). */
  force?: boolean;
  /**
   * Guarded writes that belong to the change, asked in the same round trip as the registration's own and before it; false
   * where somebody was faster.
   */
  alongside?: () => Promise<boolean>;
}

export type Changed =
  | { ok: true; registration: Registration; from: State }
  | { ok: false; why: 'refused'; reasons: [Refusal, ...Refusal[]] }
  | { ok: false; why: 'seats_full'; siteCode: string; subjectCode: string | null }
  | { ok: false; why: 'version_conflict' }
  | { ok: false; why: 'duplicate_document' };

/**
 * The one place that writes a state. Decides by `transition`, then writes seats, row, history, audit and every message
 * or job that follows, all through the caller's unit of work: state and message commit together or not at all.
 * On any result but ok after first writes the caller must return `undone(…)`; `ok: false` is always safe to undo.
 */
export async function changeRegistration(
  tx: Repositories,
  context: Context,
  change: Change,
): Promise<Changed> {
  const { season, action, actor } = change;
  const now = context.clock.now();
  const facts = registrationFacts(change.registration, season, now);
  const decided = transition(action, facts, { ...change.request, role: actor.role });
  if (!decided.ok) return { ok: false, why: 'refused', reasons: decided.reasons };

  const from = change.registration.state;
  const patched: Registration = {
    ...change.registration,
    ...change.patch,
    state: decided.state,
    updatedAt: now,
  };
  const next = decided.effects.reduce(applyToRow, patched);
  const seated = await moveSeats(tx, context, { change, next, effects: decided.effects });
  if (!seated.ok) return seated;
  const [held, saved, firstSessionAt] = await Promise.all([
    change.alongside?.() ?? true,
    tx.registrations.save(seated.registration),
    // Who was not paid before has no tickets yet, whatever the change leads to.
    firstSessionOf(tx, change.registration),
  ]);
  if (saved !== 'saved') return { ok: false, why: saved };
  if (!held) return { ok: false, why: 'version_conflict' };

  const stored = { ...seated.registration, version: seated.registration.version + 1 };
  await record(tx, context, { change, from, stored });
  await queueForReview(tx, { stored, season, from });
  await followUp(tx, context, { change, stored, effects: decided.effects, firstSessionAt });
  return { ok: true, registration: stored, from };
}

/** What waits for reviewers stands in their queue as long as it waits. */
async function queueForReview(
  tx: Repositories,
  { stored, season, from }: { stored: Registration; season: Season; from: State },
): Promise<void> {
  if (stored.state === 'pending') await tx.reviewQueue.put(queuedReview(stored, season, stored.updatedAt));
  else if (from === 'pending') await tx.reviewQueue.remove(stored.id);
}

async function record(
  tx: Repositories,
  context: Context,
  { change, from, stored }: { change: Change; from: State; stored: Registration },
): Promise<void> {
  const entry = {
    registrationId: stored.id,
    actor: change.actor,
    revision: stored.revision,
    reason: change.reason ?? null,
    at: stored.updatedAt,
  };
  const event = eventOf(change, stored);
  const { onBehalfOf = [] } = change;
  const forOthers = onBehalfOf.length > 0 ? { onBehalfOf: [...onBehalfOf] } : {};
  await tx.history.append({ ...entry, ...forOthers, id: context.newId(), event, from, to: stored.state });
  await tx.audit.append({ ...entry, id: context.newId(), action: event, from, to: stored.state });
  for (const reason of onBehalfOf) {
    const action = 'review.decided_for';
    await tx.audit.append({ ...entry, id: context.newId(), action, from, to: stored.state, reason });
  }
}

function eventOf({ action }: Change, stored: Registration): string {
  // With an open order a deletion is only asked for; the order's end brings it about (race rule 2).
  return action === 'delete' && stored.state === 'paying' ? 'delete.requested' : EVENTS[action];
}

/** History's name of each action, in the past tense. */
export const EVENTS: Record<Action, string> = {
  edit: 'registration.edited',
  submit_information: 'information.submitted',
  apply_changes: 'changes.applied',
  discard_changes: 'changes.discarded',
  upload_photo: 'photo.uploaded',
  submit_for_review: 'review.submitted',
  approve: 'review.approved',
  reject: 'review.rejected',
  undo_decision: 'review.undone',
  open_order: 'order.opened',
  confirm_zero_fee: 'payment.zero_fee_confirmed',
  apply_payment: 'payment.received',
  close_order: 'order.closed',
  delete: 'registration.deleted',
  expire: 'registration.expired',
  lapse_unpaid: 'registration.lapsed',
  print_ticket: 'ticket.printed',
};

interface FollowUp {
  change: Change;
  stored: Registration;
  effects: Effect[];
  firstSessionAt: number | null;
}

/** Messages and jobs of the change, in one insert with the planned reminders. */
async function followUp(
  tx: Repositories,
  context: Context,
  { change, stored, effects, firstSessionAt }: FollowUp,
): Promise<void> {
  const rows = messagesOf(effects, { stored, actor: change.actor }).map((draft) => outboxRow(context, draft));
  if (effects.some((effect) => effect.kind === 'plan_reminders')) {
    const { season } = change;
    rows.push(...(await planDueWork(tx, context, { registration: stored, season, firstSessionAt })));
  }
  if (rows.length > 0) await tx.outbox.add(rows);
}
