import type { Actor, Registration } from '../../../shared/domain/registration';
import type { CandidateTopic, Effect } from '../../../shared/domain/transition';
import type { OutboxDraft } from '../outbox-rows';

/** The messages and jobs that the effects of a change ask for. */
export function messagesOf(
  effects: readonly Effect[],
  { stored, actor }: { stored: Registration; actor: Actor },
): OutboxDraft[] {
  const told = { stored, actor, paid: paidBy(effects) };
  return effects.flatMap((effect) => messageOf(effect, told));
}

/** Codes of the subjects that a change paid. */
function paidBy(effects: readonly Effect[]): readonly string[] | null {
  return effects.find((effect) => effect.kind === 'mark_paid')?.subjectCodes ?? null;
}

interface Told {
  stored: Registration;
  actor: Actor;
  paid: readonly string[] | null;
}

function messageOf(effect: Effect, { stored, actor, paid }: Told): OutboxDraft[] {
  const payload = { registrationId: stored.id, revision: stored.revision };
  const once = `${stored.id}:${stored.version}`;
  switch (effect.kind) {
    case 'tell_candidate':
      return answeredInChat(actor) ? [] : [candidateTold(stored, effect.topic, paid)];
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

/**
 * The one message record of a business event (promise 5): its key carries the version that the event made. `paid` names the
 * subjects of one payment, since by the time of sending another may have followed.
 */
export function candidateTold(
  stored: Registration,
  topic: CandidateTopic,
  paid: readonly string[] | null = null,
): OutboxDraft {
  const { id: registrationId, accountId } = stored;
  const named: OutboxDraft['payload'] = paid === null ? {} : { subjectCodes: paid.join(',') };
  return {
    topic: 'candidate.told',
    key: `${topic}:${stored.id}:${stored.version}`,
    payload: { about: topic, registrationId, accountId, ...named },
  };
}
