import type { Action, State } from '../../shared/domain/lifecycle';
import { isFinal } from '../../shared/domain/lifecycle';
import type { Actor, HeldSeat, Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import type { Request } from '../../shared/domain/facts';
import type { Refusal } from '../../shared/domain/refusal';
import { transition, type CandidateTopic, type Effect } from '../../shared/domain/transition';
import type { Context } from './context';
import { dueWork } from './due-work';
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
  const seated = await moveSeats(tx, change, next, decided.effects);
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
  change: Change,
  next: Registration,
  effects: Effect[],
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
  const holds = effects.some((effect) => effect.kind === 'hold_seats');
  // An expired registration that is honoured after all takes its seats again.
  const revived = held === null && effects.some((effect) => effect.kind === 'mark_paid');
  if (!holds && !revived) return undefined;
  const { siteCode } = next.answers;
  if (!siteCode) return undefined;
  return { siteCode, subjectCodes: next.subjects.map((subject) => subject.code) };
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
  const event = EVENTS[change.action];
  await tx.history.append({ ...entry, id: context.newId(), event, from, to: stored.state });
  await tx.audit.append({ ...entry, id: context.newId(), action: event, from, to: stored.state });
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
  const drafts: OutboxDraft[] = effects.flatMap((effect) => messageOf(effect, stored));
  const group = `due:${stored.id}`;
  if (effects.some((effect) => effect.kind === 'plan_reminders')) {
    await tx.outbox.cancelGroup(group);
    const due = isFinal(stored.state) ? [] : dueWork(stored, change.season, context.clock.now());
    drafts.push(...due.map((draft) => ({ ...draft, group })));
  }
  if (drafts.length > 0) await tx.outbox.add(drafts.map((draft) => outboxRow(context, draft)));
}

function messageOf(effect: Effect, stored: Registration): OutboxDraft[] {
  const payload = { registrationId: stored.id, revision: stored.revision };
  const once = `${stored.id}:${stored.version}`;
  switch (effect.kind) {
    case 'tell_candidate':
      return [tellCandidate(stored, effect.topic)];
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

/** The one message record of a business event (promise 5): its key carries the version that the event made. */
export function tellCandidate(stored: Registration, topic: CandidateTopic): OutboxDraft {
  return {
    topic: 'candidate.told',
    key: `${topic}:${stored.id}:${stored.version}`,
    payload: { about: topic, registrationId: stored.id, accountId: stored.accountId },
  };
}
