import { readCardPress, type CardPress } from '../../../bot/channels/wecom-review-card';
import { parseReviewTaskId } from '../../../shared/domain/ids';
import type { DecisionRefusal } from '../../../shared/i18n/staff/decision-refusal';
import type { Context } from '../context';
import { decideWithin } from './decide-registration';
import type { DecisionInput } from './judge-decision';
import { outboxRow } from '../outbox-rows';
import type { InboxMessage } from '../ports/messaging';
import type { ReviewCard, StaffMember } from '../ports/review';
import { isUndone, undone, type Repositories, type Undone } from '../ports/storage';
import { mayReview } from '../staff/staff-rights';

/** `conflict`: somebody was faster; the stored press is judged again. */
export type Pressed = 'answered' | 'nothing' | 'conflict';

/** What the presser is told: why nothing changed, or null for the present state. Kept sealed with the platform's code. */
export interface PressAnswer {
  responseCode: string | null;
  why: DecisionRefusal | null;
}

/**
 * Works on one stored card press: decision, audit, the end of the inbox row and the answer to the presser commit
 * together, so a press has its effect once however often it is delivered (promise 4).
 */
export async function pressCard(context: Context, inboxId: string): Promise<Pressed> {
  return context.unitOfWork.run(async (tx): Promise<Pressed | Undone<Pressed>> => {
    const message = await tx.inbox.find(inboxId);
    if (!message || message.content === '') return 'nothing';
    const press = readCardPress(message.content);
    if (!press) {
      await tx.inbox.finish(inboxId, context.clock.now());
      return 'nothing';
    }
    const why = await judgePress(tx, context, press);
    if (why === 'conflict') return undone<Pressed>('conflict');
    return answer(tx, context, { message, press, why });
  });
}

async function judgePress(
  tx: Repositories,
  context: Context,
  press: CardPress,
): Promise<DecisionRefusal | null> {
  const named = parseReviewTaskId(press.taskId);
  const card = named && (await tx.cards.find(press.taskId));
  const member = await tx.staff.findByUserid(press.userid);
  const refuse = (why: DecisionRefusal): Promise<DecisionRefusal> =>
    auditRefusal(tx, context, { press, card, member, why });

  if (!member) return refuse('not_staff');
  if (!named || !card) return refuse('absent');
  // The card shows who pressed, not what they may do; and a card belongs to one member.
  if (card.userid !== press.userid) return refuse('foreign_card');
  const outcome = outcomeOf(press);
  if (!outcome) return refuse('unknown_act');
  const decided = await decideWithin(tx, context, {
    registrationId: card.registrationId,
    member,
    channel: 'card',
    revisionShown: named.revision,
    roundShown: named.attempt,
    outcome,
  });
  if (isUndone(decided)) return 'conflict';
  if (!decided.ok) return decided.why;
  // The answer below shows the outcome on the presser's card; the others follow by `review.settled`.
  await tx.cards.settle(card.taskId, context.clock.now());
  return null;
}

function outcomeOf({ key, reasonCode }: CardPress): DecisionInput['outcome'] | null {
  if (key === 'approve') return { kind: 'approve' };
  if (key !== 'reject') return null;
  return { kind: 'reject', reasonCode, words: null, marked: null, finalConfirmed: false };
}

async function answer(
  tx: Repositories,
  context: Context,
  { message, press, why }: { message: InboxMessage; press: CardPress; why: DecisionRefusal | null },
): Promise<Pressed> {
  const secret: PressAnswer = { responseCode: press.responseCode, why };
  const named = parseReviewTaskId(press.taskId);
  await tx.inbox.finish(message.id, context.clock.now());
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'card.answered',
      key: `card.answered:${message.id}`,
      payload: { taskId: named ? press.taskId : null, userid: press.userid },
      secret: JSON.stringify(secret),
    }),
  ]);
  return 'answered';
}

/** Presses that never reach a decision are on record too; who is unknown to us stands there by the platform's id. */
async function auditRefusal(
  tx: Repositories,
  context: Context,
  {
    press,
    card,
    member,
    why,
  }: { press: CardPress; card: ReviewCard | null; member: StaffMember | null; why: DecisionRefusal },
): Promise<DecisionRefusal> {
  const registration = card && (await tx.registrations.find(card.registrationId));
  const entitled = member !== null && registration !== null && mayReview(member, registration);
  await tx.audit.append({
    id: context.newId(),
    action: 'review.press_refused',
    actor: { role: entitled ? 'reviewer' : 'platform', id: press.userid.slice(0, 64), channel: 'card' },
    registrationId: card?.registrationId ?? null,
    from: registration?.state ?? null,
    to: null,
    revision: card?.revision ?? null,
    reason: why,
    at: context.clock.now(),
  });
  return why;
}
