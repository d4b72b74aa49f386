import { addDays, DAY_MS, HOUR_MS, instantOf, MINUTE_MS, plainDateAt } from '../../shared/domain/time';
import type { Context } from './context';
import { eraseAged } from './privacy/erase-aged';
import { outboxRow, type OutboxDraft } from './outbox-rows';
import type { Logger } from './ports/logger';
import { PRUNED, type AgingKind, type PrunedKind } from './ports/retention';

/**
 * How long rows stay once they have ended. What is done keeps others from doing it again, by its key or its digest, so it
 * stays longer than any sitting lasts from the first window to the exam, and as long as the log (PR12).
 */
export const KEPT_MS: Readonly<Record<AgingKind, number>> = {
  logins: 30 * DAY_MS,
  verifications: 30 * DAY_MS,
  links: 30 * DAY_MS,
  staff_links: 30 * DAY_MS,
  calls: 190 * DAY_MS,
  inbox: 190 * DAY_MS,
  // What was given up may be given back by an operator, who has looked at it by then.
  parked_text: 30 * DAY_MS,
  outbox: 190 * DAY_MS,
  // What was sent tells a repeated job what not to send again: as long as its job, and never before it.
  deliveries: 190 * DAY_MS,
  // A leave to send lasts until it is used, and two sittings a year let whoever still comes renew it.
  permits: 365 * DAY_MS,
  // Numbers are counted within a day (PR21): nothing asks for those of an earlier one.
  document_tries: 2 * DAY_MS,
  // Whoever calls for help does so soon.
  call_failures: 30 * DAY_MS,
  // As long as the log: who proposed what, and what came of it; values are gone once it is settled.
  proposals: 190 * DAY_MS,
  // Until the next sitting is near, so that whoever serves sees what was said in this one (PR12).
  chat_text: 180 * DAY_MS,
  desk_notes: 180 * DAY_MS,
  handoff_events: 180 * DAY_MS,
  // A conversation outlives what was said in it until the same sitting of the next year: how it came and ended, not its words.
  handoffs: 365 * DAY_MS,
  // A card is pressed within 72 hours; until the sitting is over the press is answered by what its row names.
  desk_cards: 190 * DAY_MS,
  review_cards: 365 * DAY_MS,
  review_views: 365 * DAY_MS,
  // Who was away when, and who acted for them: as long as somebody may ask about a decision of the sitting.
  staff_leaves: 365 * DAY_MS,
  audit_checks: 365 * DAY_MS,
  // A tick of a sitting proves what was agreed to for it.
  consents: 3 * 365 * DAY_MS,
};

/** Rows of one short unit of work, and units of one run: others wait for neither. */
const LIMITS = { rows: 500, units: 100 };
/** When nobody registers. */
const AT_NIGHT_MS = 3 * HOUR_MS + 30 * MINUTE_MS;

const TOPIC = 'records.aged';

/** How far a run has come. */
export interface PruneStep {
  kind: PrunedKind;
  after: string | null;
  /** Runs of this night before this one. */
  run: number;
}

const FIRST: PruneStep = { kind: PRUNED[0], after: null, run: 0 };

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
 * Removes what has ended long ago: logins, verifications, links, answered calls, processed callbacks, done jobs and what they
 * sent, unused leaves to send, document numbers of earlier days, old failures and
 * proposals, chat text, what the staff side no longer needs, old ticks; before them what registrations hold that
 * ended. Stores its own continuation: a minute later when much is left, else the next night. Safe to repeat.
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
    const { removed, next } = await removeSome(context, { kind, after, limit: rows });
    total += removed;
    after = next;
    if (after !== null) continue;
    const following = PRUNED[PRUNED.indexOf(kind) + 1];
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

async function removeSome(
  context: Context,
  { kind, after, limit }: { kind: PrunedKind; after: string | null; limit: number },
): Promise<{ removed: number; next: string | null }> {
  if (kind === 'registrations') return eraseAged(context, { after, limit });
  const endedBy = context.clock.now() - KEPT_MS[kind];
  return context.unitOfWork.run((tx) => tx.retention.removeAged({ kind, endedBy, after, limit }));
}

async function store(context: Context, draft: OutboxDraft): Promise<void> {
  await context.unitOfWork.run((tx) => tx.outbox.add([outboxRow(context, draft)]));
}
