import type { Action, State } from '../../shared/domain/lifecycle';
import type { Actor, HeldSeat, Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import type { Request } from '../../shared/domain/facts';
import type { Refusal } from '../../shared/domain/refusal';
import { transition, type CandidateTopic, type Effect } from '../../shared/domain/transition';
import type { Context } from './context';
import { planDueWork } from './due-work';
import { outboxRow, type OutboxDraft } from './outbox-rows';
import type { Places } from './ports/registrations';
import type { Repositories } from './ports/storage';
import { registrationFacts } from './registration-facts';

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
  /** Goes over a full site: money that arrived in time is honoured (race rule 3). */
  force?: boolean;
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
  const saved = await tx.registrations.save(seated.registration);
  if (saved !== 'saved') return { ok: false, why: saved };

  const stored = { ...seated.registration, version: seated.registration.version + 1 };
  await record(tx, context, { change, from, stored });
  await followUp(tx, context, { change, stored, effects: decided.effects });
  return { ok: true, registration: stored, from };
}

function applyToRow(registration: Registration, effect: Effect): Registration {
  switch (effect.kind) {
    case 'replace_answers':
      return {
        ...registration,
        answers: registration.changeSet ?? registration.answers,
        changeSet: null,
      };
    case 'raise_revision':
      return { ...registration, revision: registration.revision + 1 };
    case 'clear_decision':
      return { ...registration, decision: null };
    case 'mark_paid':
      return withSubjects(registration, effect.subjectCodes, 'paid');
    case 'lapse_subjects':
      return withSubjects(registration, effect.subjectCodes, 'lapsed');
    default:
      return registration;
  }
}

function withSubjects(
  registration: Registration,
  codes: readonly string[],
  state: 'paid' | 'lapsed',
): Registration {
  const subjects = registration.subjects.map((subject) =>
    codes.includes(subject.code) ? { ...subject, state } : subject,
  );
  return { ...registration, subjects };
}

/** Takes new seats before old ones are returned, so that nobody loses a seat by a change that fails (race rule 5). */
async function moveSeats(
  tx: Repositories,
  context: Context,
  { change, next, effects }: { change: Change; next: Registration; effects: Effect[] },
): Promise<{ ok: true; registration: Registration } | Extract<Changed, { why: 'seats_full' }>> {
  const held = change.registration.seat;
  const wanted = wantedSeat(held, next, effects);
  if (wanted === undefined) return { ok: true, registration: next };
  const gained = difference(wanted, held);
  const lost = difference(held, wanted);
  if (gained) {
    const taken = await tx.seats.take(change.season.id, gained, change.force);
    if (!taken.ok) {
      return { ok: false, why: 'seats_full', siteCode: gained.siteCode, subjectCode: taken.full };
    }
    if (change.force) await alarmOverCapacity(tx, context, { registration: next, gained });
  }
  if (lost) await tx.seats.release(change.season.id, lost);
  return { ok: true, registration: { ...next, seat: wanted } };
}

/** The seat after the change; undefined = unchanged. */
function wantedSeat(
  held: HeldSeat | null,
  next: Registration,
  effects: Effect[],
): HeldSeat | null | undefined {
  if (effects.some((effect) => effect.kind === 'release_seats')) return null;
  const lapsed = effects.find((effect) => effect.kind === 'lapse_subjects');
  if (lapsed && held) {
    return { ...held, subjectCodes: held.subjectCodes.filter((code) => !lapsed.subjectCodes.includes(code)) };
  }
  const { siteCode } = next.answers;
  if (!siteCode) return undefined;
  if (effects.some((effect) => effect.kind === 'hold_seats')) {
    return { siteCode, subjectCodes: next.subjects.map((subject) => subject.code) };
  }
  const paid = effects.find((effect) => effect.kind === 'mark_paid');
  if (!paid) return undefined;
  // What is paid has a seat: an expired registration that is honoured after all takes those places again.
  const kept = held ?? { siteCode, subjectCodes: [] };
  return { ...kept, subjectCodes: [...new Set([...kept.subjectCodes, ...paid.subjectCodes])] };
}

/** Money that came in time is honoured even where the site is full; the office has to know (race rule 3). */
async function alarmOverCapacity(
  tx: Repositories,
  context: Context,
  { registration, gained }: { registration: Registration; gained: Places },
): Promise<void> {
  const counts = await tx.seats.counts(registration.seasonId, gained.siteCode);
  const over = counts.filter(
    ({ subjectCode, capacity, taken }) =>
      capacity !== null &&
      taken > capacity &&
      (subjectCode === null ? gained.siteTotal : gained.subjectCodes.includes(subjectCode)),
  );
  const rows = over.map(({ siteCode, subjectCode, capacity, taken }) =>
    outboxRow(context, {
      topic: 'seats.over_capacity',
      key: `seats.over_capacity:${registration.id}:${registration.version}:${subjectCode ?? ''}`,
      payload: { registrationId: registration.id, siteCode, subjectCode, capacity, taken },
    }),
  );
  if (rows.length > 0) await tx.outbox.add(rows);
}

/** What `a` holds and `b` does not; the site's own place counts when `b` is elsewhere. */
function difference(a: HeldSeat | null, b: HeldSeat | null): Places | null {
  if (!a) return null;
  const sameSite = b !== null && b.siteCode === a.siteCode;
  const subjectCodes = sameSite
    ? a.subjectCodes.filter((code) => !b.subjectCodes.includes(code))
    : a.subjectCodes;
  if (sameSite && subjectCodes.length === 0) return null;
  return { siteCode: a.siteCode, subjectCodes, siteTotal: !sameSite };
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
  await tx.history.append({ ...entry, id: context.newId(), event, from, to: stored.state });
  await tx.audit.append({ ...entry, id: context.newId(), action: event, from, to: stored.state });
}

function eventOf({ action }: Change, stored: Registration): string {
  // With an open order a deletion is only asked for; the order's end brings it about (race rule 2).
  return action === 'delete' && stored.state === 'paying' ? 'delete.requested' : EVENTS[action];
}

/** History's name of each action, in the past tense. */
const EVENTS: Record<Action, string> = {
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

/** Messages and jobs of the change, in one insert with the planned reminders. */
async function followUp(
  tx: Repositories,
  context: Context,
  { change, stored, effects }: { change: Change; stored: Registration; effects: Effect[] },
): Promise<void> {
  const rows = effects
    .flatMap((effect) => messageOf(effect, { stored, actor: change.actor }))
    .map((draft) => outboxRow(context, draft));
  if (effects.some((effect) => effect.kind === 'plan_reminders')) {
    rows.push(...(await planDueWork(tx, context, { registration: stored, season: change.season })));
  }
  if (rows.length > 0) await tx.outbox.add(rows);
}

function messageOf(effect: Effect, { stored, actor }: { stored: Registration; actor: Actor }): OutboxDraft[] {
  const payload = { registrationId: stored.id, revision: stored.revision };
  const once = `${stored.id}:${stored.version}`;
  switch (effect.kind) {
    case 'tell_candidate':
      return answeredInChat(actor) ? [] : [tellCandidate(stored, effect.topic)];
    case 'send_review_cards':
      return [{ topic: 'review.requested', key: `review.requested:${once}`, payload }];
    case 'settle_review_cards':
      return [{ topic: 'review.settled', key: `review.settled:${once}`, payload }];
    case 'close_order':
      return [
        {
          topic: 'order.close_requested',
          key: `order.close_requested:${once}`,
          payload: { orderId: stored.openOrderId },
        },
      ];
    default:
      return [];
  }
}

/** What a candidate does in the chat is told by the answer of the same turn, stored in the same unit: nobody is told twice. */
function answeredInChat({ role, channel }: Actor): boolean {
  return role === 'candidate' && channel === 'chat';
}

/** The one message record of a business event (promise 5): its key carries the version that the event made. */
export function tellCandidate(stored: Registration, topic: CandidateTopic): OutboxDraft {
  return {
    topic: 'candidate.told',
    key: `${topic}:${stored.id}:${stored.version}`,
    payload: { about: topic, registrationId: stored.id, accountId: stored.accountId },
  };
}
