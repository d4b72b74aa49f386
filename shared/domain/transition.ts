import type { Facts, Request } from './facts';
import { GUARDS } from './guards';
import { allowedRole, movesOf, type Action, type State } from './lifecycle';
import type { Refusal } from './refusal';
import type { ChosenSubject } from './registration';
import { stateRefusal } from './state-refusal';

/** What has to happen in the same unit of work as the change of state. */
export type Effect =
  | { kind: 'hold_seats' }
  | { kind: 'release_seats' }
  | { kind: 'replace_answers' }
  | { kind: 'raise_revision' }
  | { kind: 'clear_decision' }
  | { kind: 'take_decision_back' }
  | { kind: 'send_review_cards' }
  | { kind: 'settle_review_cards' }
  | { kind: 'close_order' }
  | { kind: 'mark_paid'; subjectCodes: readonly string[] }
  | { kind: 'lapse_subjects'; subjectCodes: readonly string[] }
  | { kind: 'tell_candidate'; topic: CandidateTopic }
  | { kind: 'plan_reminders' };

/** Business events a candidate is told of, each exactly once (promise 5). Topics are in the past tense. */
export type CandidateTopic =
  | 'review.submitted'
  | 'review.approved'
  | 'review.rejected'
  | 'review.undone'
  | 'payment.received'
  | 'payment.refund_started'
  | 'payment.refunded'
  | 'payment.refund_stuck'
  | 'registration.deleted'
  | 'registration.expired'
  | 'registration.lapsed'
  | 'delete.failed_paid';

export type Verdict = { ok: true } | { ok: false; reasons: [Refusal, ...Refusal[]] };
export type Transition =
  { ok: true; state: State; effects: Effect[] } | { ok: false; reasons: [Refusal, ...Refusal[]] };

/**
 * Judges an act without doing it: every unmet condition at once, each with the act that resolves it.
 * Used to explain a blocked act, to offer what is possible, and by `transition`.
 */
export function judge(action: Action, facts: Facts, request: Request): Verdict {
  if (!allowedRole(action, request.role)) return refused({ code: 'role.not_allowed', remedy: 'none' });
  if (movesOf(action, facts.state).length === 0) return refused(stateRefusal(action, facts));
  const reasons = GUARDS[action].map((guard) => guard(facts, request)).filter((refusal) => refusal !== null);
  return isNonEmpty(reasons) ? { ok: false, reasons } : { ok: true };
}

/** The next state and effects of an act, or every reason why not. Pure; the one place that decides a state. */
export function transition(action: Action, facts: Facts, request: Request): Transition {
  const verdict = judge(action, facts, request);
  if (!verdict.ok) return verdict;
  const state = nextState(action, facts, request);
  if (!movesOf(action, facts.state).includes(state)) {
    throw new Error(`lifecycle table does not allow ${action} from ${facts.state} to ${state}`);
  }
  return { ok: true, state, effects: effectsOf(action, facts, state, request) };
}

/** Payment state of a registration after `codes` are paid: every subject kept is paid or some remain. */
export function stateAfterPayment(subjects: readonly ChosenSubject[], codes: readonly string[]): State {
  const unpaid = subjects.filter((subject) => subject.state === 'chosen' && !codes.includes(subject.code));
  return unpaid.length === 0 ? 'paid' : 'part_paid';
}

function nextState(action: Action, facts: Facts, request: Request): State {
  switch (action) {
    case 'submit_information':
      return 'saved';
    case 'apply_changes':
      return facts.state === 'rejected' && request.movesSite ? 'ready' : facts.state;
    case 'upload_photo':
      return facts.state === 'saved' ? 'ready' : facts.state;
    case 'submit_for_review':
    case 'undo_decision':
      return 'pending';
    case 'approve':
      return 'approved';
    case 'reject':
      return 'rejected';
    case 'open_order':
      return facts.state === 'part_paid' ? 'part_paid' : 'paying';
    case 'confirm_zero_fee':
    case 'apply_payment':
      return stateAfterPayment(facts.subjects, request.subjectCodes ?? []);
    case 'close_order':
      return afterClosedOrder(facts);
    case 'delete':
      return facts.state === 'paying' ? 'paying' : 'deleted';
    case 'expire':
      return 'expired';
    case 'lapse_unpaid':
      return 'paid';
    default:
      return facts.state;
  }
}

/** An order the platform confirmed closed: a delete asked for meanwhile is done, an expiry that waited is due. */
function afterClosedOrder(facts: Facts): State {
  const overdue = facts.now >= facts.deadlines.paymentDueAt;
  if (facts.state === 'part_paid') return overdue ? 'paid' : 'part_paid';
  if (facts.deleteRequested) return 'deleted';
  if (overdue) return 'expired';
  return facts.reviews ? 'approved' : 'ready';
}

function effectsOf(action: Action, facts: Facts, state: State, request: Request): Effect[] {
  const plan: Effect = { kind: 'plan_reminders' };
  switch (action) {
    case 'submit_information':
      return [{ kind: 'hold_seats' }, { kind: 'raise_revision' }, plan];
    case 'apply_changes':
      return [
        { kind: 'replace_answers' },
        { kind: 'hold_seats' },
        { kind: 'raise_revision' },
        // The decision of the former site says nothing about the new one.
        ...(facts.state !== state ? [{ kind: 'clear_decision' } as const] : []),
        plan,
      ];
    case 'upload_photo':
      return [{ kind: 'raise_revision' }, plan];
    case 'submit_for_review':
      return [{ kind: 'send_review_cards' }, tell('review.submitted'), plan];
    case 'approve':
      return [{ kind: 'settle_review_cards' }, tell('review.approved'), plan];
    case 'reject':
      return [{ kind: 'settle_review_cards' }, tell('review.rejected'), plan];
    case 'undo_decision':
      return [{ kind: 'take_decision_back' }, { kind: 'send_review_cards' }, tell('review.undone'), plan];
    case 'confirm_zero_fee':
    case 'apply_payment':
      return [
        { kind: 'mark_paid', subjectCodes: request.subjectCodes ?? [] },
        tell('payment.received'),
        plan,
      ];
    case 'close_order':
      return effectsOfClosedOrder(facts, state);
    case 'delete':
      if (state === 'paying') return [{ kind: 'close_order' }];
      return [...endEffects(facts), tell('registration.deleted'), plan];
    case 'expire':
      return [...endEffects(facts), tell('registration.expired'), plan];
    case 'lapse_unpaid':
      return [lapse(facts), tell('registration.lapsed'), plan];
    default:
      return action === 'open_order' ? [plan] : [];
  }
}

function effectsOfClosedOrder(facts: Facts, state: State): Effect[] {
  const plan: Effect = { kind: 'plan_reminders' };
  if (state === 'deleted') return [...endEffects(facts), tell('registration.deleted'), plan];
  if (state === 'expired') return [...endEffects(facts), tell('registration.expired'), plan];
  if (facts.state === 'part_paid' && state === 'paid')
    return [lapse(facts), tell('registration.lapsed'), plan];
  return [plan];
}

function endEffects(facts: Facts): Effect[] {
  const effects: Effect[] = [{ kind: 'release_seats' }];
  return facts.state === 'pending' ? [...effects, { kind: 'settle_review_cards' }] : effects;
}

function lapse(facts: Facts): Effect {
  const unpaid = facts.subjects.filter((subject) => subject.state === 'chosen');
  return { kind: 'lapse_subjects', subjectCodes: unpaid.map((subject) => subject.code) };
}

function tell(topic: CandidateTopic): Effect {
  return { kind: 'tell_candidate', topic };
}

function refused(refusal: Refusal): { ok: false; reasons: [Refusal, ...Refusal[]] } {
  return { ok: false, reasons: [refusal] };
}

function isNonEmpty<T>(list: T[]): list is [T, ...T[]] {
  return list.length > 0;
}
