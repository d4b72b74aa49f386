import { MINUTE_MS } from '../../shared/domain/time';
import type { Context } from './context';
import { outboxRow } from './outbox-rows';
import type { AuditSeal, StoredAuditEvent } from './ports/records';
import type { KeyedHash } from './ports/secrets';

/** Stands before the first link. */
export const AUDIT_BEGINNING = '0'.repeat(64);

const TOPIC = 'audit.sealed';
const EVERY_MS = 15 * MINUTE_MS;
/**
 * Events get their numbers before they commit, so a smaller number may appear after a greater one. No unit of work lasts
 * this long: what is older stands, or never will.
 */
const SETTLED_MS = MINUTE_MS;
const LIMITS = { events: 1_000, batches: 20 };

type Sealing = Pick<Context, 'clock' | 'newId' | 'unitOfWork' | 'hash'>;

/** Makes sure that the next sealing is stored, however often it is called. */
export async function planSealing(context: Pick<Context, 'clock' | 'newId' | 'unitOfWork'>): Promise<void> {
  const slot = Math.floor(context.clock.now() / EVERY_MS) + 1;
  const next = outboxRow(context, {
    topic: TOPIC,
    key: `${TOPIC}:${slot}`,
    payload: {},
    dueAt: slot * EVERY_MS,
  });
  await context.unitOfWork.run((tx) => tx.outbox.add([next]));
}

/**
 * Chains the events that are not chained yet, in batches, and plans the next time. Whoever changes, removes or adds an
 * event afterwards breaks the chain, which `checkAudit` finds (PR10). Safe to repeat; of two at once one seals.
 */
export async function sealAudit(context: Sealing, limits = LIMITS): Promise<number> {
  let sealed = 0;
  for (let batch = 0; batch < limits.batches; batch += 1) {
    const count = await sealBatch(context, limits.events);
    sealed += count;
    if (count < limits.events) break;
  }
  await planSealing(context);
  return sealed;
}

async function sealBatch({ unitOfWork, clock, hash }: Sealing, limit: number): Promise<number> {
  const now = clock.now();
  return unitOfWork.run(async (tx) => {
    const last = await tx.audit.lastSeal();
    const range = { writtenBy: now - SETTLED_MS, limit };
    const events = await tx.audit.listAfter(last?.lastEvent ?? 0, range);
    const [first, newest] = [events[0], events.at(-1)];
    if (!first || !newest) return 0;
    const link = {
      firstEvent: first.seq,
      lastEvent: newest.seq,
      events: events.length,
      previousHash: last?.hash ?? AUDIT_BEGINNING,
      sealedAt: now,
    };
    return (await tx.audit.addSeal({ ...link, hash: sealHash(hash, link, events) })) ? events.length : 0;
  });
}

/** Every value of every event in a fixed order; JSON keeps an empty text and an absent one apart. */
export function sealHash(hash: KeyedHash, link: Omit<AuditSeal, 'hash'>, events: StoredAuditEvent[]): string {
  const lines = events.map(({ seq, id, action, actor, registrationId, from, to, revision, reason, at }) =>
    JSON.stringify([
      ...[seq, id, action, actor.role, actor.id, actor.channel],
      ...[registrationId, from, to, revision, reason, at],
    ]),
  );
  const { previousHash, firstEvent, lastEvent, sealedAt } = link;
  return hash.hash('audit_chain', [previousHash, firstEvent, lastEvent, sealedAt, ...lines].join('\n'));
}
