import type { Context } from './context';
import { outboxRow } from './outbox-rows';
import type { OutboxMessage } from './ports/messaging';
import type { Repositories } from './ports/storage';

/** A callback whose signature was verified, decrypted. */
export interface VerifiedCallback {
  /** Dotted kind, part of what makes it unique. */
  kind: string;
  /** Decrypted content; a repeat has the same, whatever its envelope. */
  content: string;
  /** Job that works on it; its payload gets `inboxId`. Null: nothing is to be done but keep that it came. */
  job: { topic: string; payload?: OutboxMessage['payload']; secret?: string } | null;
  /** The job needs the content: it is kept, sealed, until the job has finished it. */
  keepContent: boolean;
  /** Small work of ours that commits together with the row, for example counts. */
  also?(tx: Repositories): Promise<void>;
}

export type StoredCallback = 'stored' | 'repeat';

/** Stores a callback and the job for it in one unit of work, before the platform gets its answer (promise 4). */
export function storeCallback(context: Context, callback: VerifiedCallback): Promise<StoredCallback> {
  const { kind, content, job, keepContent, also } = callback;
  return context.unitOfWork.run(async (tx): Promise<StoredCallback> => {
    const id = context.newId();
    const receivedAt = context.clock.now();
    const digest = context.hash.hash('callback', content);
    const stored = await tx.inbox.add({ id, kind, digest, content, lane: null, receivedAt });
    if (stored === 'repeat') return 'repeat';
    if (!keepContent) await tx.inbox.finish(id, receivedAt);
    await also?.(tx);
    if (job) {
      const payload = { ...job.payload, inboxId: id };
      await tx.outbox.add([outboxRow(context, { ...job, payload, key: `${job.topic}:${id}` })]);
    }
    return 'stored';
  });
}
