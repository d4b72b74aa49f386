import type { Context } from './context';
import type { OutboxMessage } from './ports/messaging';

/** An outbox row before it has an id and times. Without `dueAt` it is due at once. */
export interface OutboxDraft {
  topic: string;
  key: string;
  payload: OutboxMessage['payload'];
  secret?: string;
  group?: string;
  place?: number;
  dueAt?: number;
}

export function outboxRow(context: Pick<Context, 'clock' | 'newId'>, draft: OutboxDraft): OutboxMessage {
  const now = context.clock.now();
  return {
    id: context.newId(),
    topic: draft.topic,
    key: draft.key,
    payload: draft.payload,
    secret: draft.secret ?? null,
    group: draft.group ?? null,
    ...(draft.place !== undefined && { place: draft.place }),
    dueAt: draft.dueAt ?? now,
    createdAt: now,
  };
}
