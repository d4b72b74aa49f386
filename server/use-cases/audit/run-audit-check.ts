import { addDays, HOUR_MS, instantOf, MINUTE_MS, plainDateAt } from '../../../shared/domain/time';
import { checkOn, isWhole, NOTHING_CHECKED, type Checking, type CheckLimits } from './check-audit';
import type { Context } from '../context';
import { outboxRow, type OutboxDraft } from '../outbox-rows';
import type { StoredAuditCheck } from '../ports/audit-checks';
import type { Logger } from '../ports/logger';

const NIGHTLY = 'audit.check_due';
const STEP = 'audit.check_begun';
/** When nobody registers, and before what is old is removed. */
const AT_NIGHT_MS = 2 * HOUR_MS + 30 * MINUTE_MS;
/** One that stands still so long has lost its job: another may begin. */
const STALLED_MS = 6 * HOUR_MS;

type Planning = Pick<Context, 'clock' | 'newId' | 'unitOfWork'>;

/** Makes sure that the coming night has its check, however often it is called. */
export async function planAuditCheck(context: Planning): Promise<void> {
  const date = addDays(plainDateAt(context.clock.now()), 1);
  const draft: OutboxDraft = {
    topic: NIGHTLY,
    key: `${NIGHTLY}:${date}`,
    payload: {},
    dueAt: instantOf(date) + AT_NIGHT_MS,
  };
  await context.unitOfWork.run((tx) => tx.outbox.add([outboxRow(context, draft)]));
}

/** The check of every night; plans the next one. Safe to repeat. */
export async function checkAuditNightly(context: Planning): Promise<void> {
  await beginAuditCheck(context);
  await planAuditCheck(context);
}

/** Begins a check of the whole chain, which the workers then make; one under way is left to its end. */
export async function beginAuditCheck(context: Planning): Promise<void> {
  const now = context.clock.now();
  await context.unitOfWork.run(async (tx) => {
    const latest = await tx.auditChecks.latest();
    if (latest && latest.finishedAt === null && now - latest.beganAt < STALLED_MS) return;
    const begun: StoredAuditCheck = {
      id: context.newId(),
      beganAt: now,
      finishedAt: null,
      step: 0,
      check: NOTHING_CHECKED,
    };
    await tx.auditChecks.insert(begun);
    await tx.outbox.add([outboxRow(context, stepOf(begun, now))]);
  });
}

function stepOf({ id, step }: StoredAuditCheck, dueAt: number): OutboxDraft {
  return { topic: STEP, key: `${STEP}:${id}:${step}`, payload: { check: id, step }, dueAt };
}

/**
 * One step of a check, about a second of work, and the job of the next. The end is told where the chain does not fit. Safe to
 * repeat: of two workers at one step the first counts.
 */
export async function continueAuditCheck(
  context: Checking & Planning & { logger: Logger },
  { id, step }: { id: string; step: number },
  limits?: CheckLimits,
): Promise<void> {
  const stored = await context.unitOfWork.read((tx) => tx.auditChecks.find(id));
  if (!stored || stored.finishedAt !== null || stored.step !== step) return;
  const { check, isOver } = await checkOn(context, stored.check, { limits });
  const now = context.clock.now();
  const next = { ...stored, step: step + 1, check, finishedAt: isOver ? now : null };
  const isOurs = await context.unitOfWork.run(async (tx) => {
    if (!(await tx.auditChecks.advance(next))) return false;
    if (!isOver) await tx.outbox.add([outboxRow(context, stepOf(next, now))]);
    return true;
  });
  if (!isOurs || !isOver || isWhole(check)) return;
  context.logger.error('audit.broken', { count: check.faultCount, code: check.head });
}
