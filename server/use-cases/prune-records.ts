import { addDays, DAY_MS, HOUR_MS, instantOf, MINUTE_MS, plainDateAt } from '../../shared/domain/time';
import type { Context } from './context';
import { outboxRow, type OutboxDraft } from './outbox-rows';
import type { Logger } from './ports/logger';
import { AGING, type AgingKind } from './ports/retention';

/**
 * How long rows stay once they have ended. What is done keeps others from doing it again, by its key or its digest, so it
 * stays longer than any sitting lasts from the first window to the exam, and as long as the log (PR12).
 */
export const KEPT_MS: Readonly<Record<AgingKind, number>> = {
  logins: 30 * DAY_MS,
  verifications: 30 * DAY_MS,
  links: 30 * DAY_MS,
  calls: 190 * DAY_MS,
  inbox: 190 * DAY_MS,
  outbox: 190 * DAY_MS,
};

/** Rows of one short unit of work, and units of one run: others wait for neither. */
const LIMITS = { rows: 500, units: 100 };
/** When nobody registers. */
const AT_NIGHT_MS = 3 * HOUR_MS + 30 * MINUTE_MS;

const TOPIC = 'records.aged';

/** How far a run has come. */
export interface PruneStep {
  kind: AgingKind;
  after: string | null;
  /** Runs of this night before this one. */
  run: number;
}

const FIRST: PruneStep = { kind: AGING[0], after: null, run: 0 };

/** Makes sure that the coming night has its run, however often it is called. */
export async function planPruning(context: Pick<Context, 'clock' | 'newId' | 'unitOfWork'>): Promise<void> {
  const now = context.clock.now();
  await context.unitOfWork.run((tx) => tx.outbox.add([outboxRow(context, nextNight(now))]));
}

function nextNight(now: number): OutboxDraft {
  const date = addDays(plainDateAt(now), 1);
  return stepRow({ date, dueAt: instantOf(date) + AT_NIGHT_MS, step: FIRST });
}

function stepRow({ date, dueAt, step }: { date: string; dueAt: number; step: PruneStep }): OutboxDraft {
  return { topic: TOPIC, key: `${TOPIC}:${date}:${step.run}`, payload: { ...step, date }, dueAt };
}

/**
 * Removes what has ended long ago: logins, verifications, links, answered calls, processed callbacks, done jobs. Stores its
 * own continuation: a minute later when much is left, else the next night. Safe to repeat.
 */
export async function pruneRecords(
  context: Context & { logger: Logger },
  { date, ...step }: PruneStep & { date: string },
  { rows, units } = LIMITS,
): Promise<number> {
  const now = context.clock.now();
  let total = 0;
  let { kind, after }: Pick<PruneStep, 'kind' | 'after'> = step;
  for (let unit = 0; unit < units; unit += 1) {
    const batch = { kind, endedBy: now - KEPT_MS[kind], after, limit: rows };
    const { removed, next } = await context.unitOfWork.run((tx) => tx.retention.removeAged(batch));
    total += removed;
    after = next;
    if (after !== null) continue;
    const following = AGING[AGING.indexOf(kind) + 1];
    if (following === undefined) {
      await store(context, nextNight(now));
      context.logger.info('records.pruned', { count: total });
      return total;
    }
    kind = following;
  }
  await store(context, stepRow({ date, dueAt: now + MINUTE_MS, step: { kind, after, run: step.run + 1 } }));
  context.logger.info('records.pruned', { count: total });
  return total;
}

async function store(context: Context, draft: OutboxDraft): Promise<void> {
  await context.unitOfWork.run((tx) => tx.outbox.add([outboxRow(context, draft)]));
}
