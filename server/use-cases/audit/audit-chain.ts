import { MINUTE_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { AuditAnchor, AuditHead } from '../ports/audit-checks';
import type { Logger } from '../ports/logger';
import type { AuditSeal, StoredAuditEvent } from '../ports/records';
import type { KeyedHash } from '../ports/secrets';
import type { Repositories } from '../ports/storage';

/** Stands before the first link. */
export const AUDIT_BEGINNING = '0'.repeat(64);

const TOPIC = 'audit.sealed';
const EVERY_MS = 15 * MINUTE_MS;
/**
 * Events get their numbers before they commit, so a smaller number may appear after a greater one. No unit of work lasts
 * this long: what is older stands, or never will.
 */
const SETTLED_MS = MINUTE_MS;
/** Of one run: far more than a quarter of an hour of the busiest day brings. */
const LIMITS = { events: 1_000, batches: 100 };

export type Sealing = Pick<Context, 'clock' | 'newId' | 'unitOfWork' | 'hash'> & {
  auditAnchor: AuditAnchor;
  logger: Logger;
};

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
 * event afterwards breaks the chain, which `checkAudit` finds (PR10). Its head goes to two places that the database's users
 * cannot reach, the anchor and the log, so that an end that was cut off is missed. Safe to repeat; of two at once one seals.
 */
export async function sealAudit(context: Sealing, limits = LIMITS): Promise<number> {
  const mayMove = await headIsHeld(context);
  let sealed = 0;
  for (let batch = 0; batch < limits.batches; batch += 1) {
    const count = await sealBatch(context, limits.events);
    sealed += count;
    if (count < limits.events) break;
  }
  await tellHead(context, { mayMove, isNew: sealed > 0 });
  await planSealing(context);
  return sealed;
}

/** Whether the chain still has the link that was kept last. While it has not, that link stays the anchor, as the proof. */
async function headIsHeld({ unitOfWork, auditAnchor, logger }: Sealing): Promise<boolean> {
  try {
    const kept = await auditAnchor.read();
    if (!kept || (await unitOfWork.read((tx) => holdsHead(tx, kept)))) return true;
    logger.error('audit.cut_off', { count: kept.lastEvent, code: kept.hash });
  } catch (error) {
    logger.error('audit.head_not_kept', { error });
  }
  return false;
}

async function tellHead(
  { unitOfWork, auditAnchor, logger }: Sealing,
  { mayMove, isNew }: { mayMove: boolean; isNew: boolean },
): Promise<void> {
  const last = await unitOfWork.read((tx) => tx.audit.lastSeal());
  if (!last) return;
  const { lastEvent, hash } = last;
  if (isNew) logger.info('audit.sealed', { count: lastEvent, code: hash });
  if (!mayMove) return;
  await auditAnchor.keep({ lastEvent, hash }).catch((error: unknown) => {
    logger.error('audit.head_not_kept', { error });
  });
}

/** Whether the chain has this link. Retention never drops the one that was kept last: `pruneAudit` refuses to go past it. */
export async function holdsHead(tx: Repositories, { lastEvent, hash }: AuditHead): Promise<boolean> {
  const link = await tx.audit.sealHolding(lastEvent);
  return link?.lastEvent === lastEvent && link.hash === hash;
}

/**
 * What the event of retention says of the last link it dropped. Under the key: whoever has the database alone could else
 * empty any link, call its events dropped, and pass a removal off as retention.
 */
export function prunedMark(hash: KeyedHash, link: AuditHead): string {
  return hash.hash('audit_pruned', `${link.lastEvent}\n${link.hash}`);
}

/** When the oldest event was written that should be chained by now; null when sealing keeps up. */
export async function unsealedSince({
  unitOfWork,
  clock,
}: Pick<Context, 'unitOfWork' | 'clock'>): Promise<number | null> {
  return unitOfWork.read(async (tx) => {
    const last = await tx.audit.lastSeal();
    const range = { writtenBy: clock.now(), limit: 1 };
    const [oldest] = await tx.audit.listAfter(last?.lastEvent ?? 0, range);
    return oldest?.at ?? null;
  });
}

async function sealBatch({ unitOfWork, clock, hash }: Sealing, limit: number): Promise<number> {
  const now = clock.now();
  return unitOfWork.run(async (tx) => {
    const last = await tx.audit.lastSeal();
    const range = { writtenBy: Number.MAX_SAFE_INTEGER, limit };
    const events = settled(await tx.audit.listAfter(last?.lastEvent ?? 0, range), now - SETTLED_MS);
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

/**
 * The events up to the first that is too new. Of two units at once the greater number may have the earlier time: sealed
 * alone it would close over the other, which then looked like one put in afterwards.
 */
function settled(events: StoredAuditEvent[], writtenBy: number): StoredAuditEvent[] {
  const end = events.findIndex(({ at }) => at > writtenBy);
  return end < 0 ? events : events.slice(0, end);
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
