import { DAY_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { outboxRow, type OutboxDraft } from '../outbox-rows';

/** Registrations of one short unit of work. */
const AT_ONCE = 200;

const TOPIC = 'search.keys_missing';

/** By then no process of a version that writes no keys is at work any more. */
const DEPLOYED_MS = DAY_MS;

/**
 * A place in one of the two passes over all registrations. The first adds keys where there are none, so that people are found
 * at once. While a version without keys still wrote beside it, answers were changed and erased without them: the second, later
 * pass puts that right (PR12, PR14).
 */
export interface IndexingStep {
  pass: 1 | 2;
  /** The last registration that is done; empty for none. */
  after: string;
}

/**
 * Plans that registrations of before get the keys by which staff find people; from then on storage writes them with the
 * answers. However often it is called, the same rows are stored once.
 */
export async function planIndexing(context: Pick<Context, 'clock' | 'newId' | 'unitOfWork'>): Promise<void> {
  const dueAt = context.clock.now() + DEPLOYED_MS;
  await context.unitOfWork.run((tx) =>
    tx.outbox.add([
      outboxRow(context, stepRow({ pass: 1, after: '' })),
      outboxRow(context, { ...stepRow({ pass: 2, after: '' }), dueAt }),
    ]),
  );
}

function stepRow({ pass, after }: IndexingStep): OutboxDraft {
  return { topic: TOPIC, key: `${TOPIC}:${pass}:${after}`, payload: { pass, after } };
}

/** Writes the keys of one batch and stores its own continuation; safe to repeat. Returns how many it looked at. */
export async function indexPeople(context: Context, step: IndexingStep, limit = AT_ONCE): Promise<number> {
  const { pass, after } = step;
  return context.unitOfWork.run(async (tx) => {
    const rows = await tx.registrations.listUnerased(limit, after);
    const found = await Promise.all(rows.map(({ id }) => tx.registrations.find(id)));
    const registrations = found.filter((one) => one !== null);
    const last = rows.length === limit ? (rows.at(-1)?.id ?? null) : null;
    // Whoever changes one meanwhile writes its keys: it is left to them.
    const isStill = await tx.registrations.lock(registrations);
    if (!isStill) {
      await tx.outbox.add([again(context, step)]);
      return rows.length;
    }
    if (pass === 1) await tx.searchKeys.addMissing(registrations);
    else {
      await tx.searchKeys.replaceStale(registrations);
      await tx.searchKeys.removeErased({ after, upTo: last });
    }
    if (last !== null) await tx.outbox.add([outboxRow(context, stepRow({ pass, after: last }))]);
    return rows.length;
  });
}

function again(context: Context, step: IndexingStep): ReturnType<typeof outboxRow> {
  const row = stepRow(step);
  return outboxRow(context, { ...row, key: `${row.key}:${context.newId()}` });
}
