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
  job: CallbackJob | null;
  /** The job needs the content: it is kept, sealed, until the job has finished it. */
  keepContent: boolean;
  /** Small work of ours that commits together with the row, for example counts. */
  also?(tx: Repositories): Promise<void>;
}

export interface CallbackJob {
  topic: string;
  payload?: OutboxMessage['payload'];
  secret?: string;
  /** One job serves all of a kind: while an equal one waits, another is not stored. A hundred bells are then one pull. */
  joinsWaiting?: boolean;
}

/** A waiting job counts when it starts about now, not after a long pause. */
const SOON_MS = 1_000;

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
    if (job && !(await isServed(tx, job, receivedAt))) {
      const { topic, secret } = job;
      const payload = { ...job.payload, inboxId: id };
      await tx.outbox.add([outboxRow(context, { topic, secret, payload, key: `${topic}:${id}` })]);
    }
    return 'stored';
  });
}

async function isServed(tx: Repositories, job: CallbackJob, now: number): Promise<boolean> {
  if (!job.joinsWaiting) return false;
  return tx.outbox.hasWaiting({ topic: job.topic, payload: job.payload ?? {}, dueBy: now + SOON_MS });
}
