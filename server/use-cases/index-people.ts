import type { Context } from './context';
import { outboxRow, type OutboxDraft } from './outbox-rows';

/** Registrations of one short unit of work. */
const AT_ONCE = 200;

const TOPIC = 'search.keys_missing';

/**
 * Plans, once for ever, that registrations of before get the keys by which staff find people; from then on storage writes
 * them with the answers. However often it is called, the same rows are stored once.
 */
export async function planIndexing(context: Pick<Context, 'clock' | 'newId' | 'unitOfWork'>): Promise<void> {
  await context.unitOfWork.run((tx) => tx.outbox.add([outboxRow(context, stepRow(''))]));
}

function stepRow(after: string): OutboxDraft {
  return { topic: TOPIC, key: `${TOPIC}:1:${after}`, payload: { after } };
}

/** Writes the keys of one batch and stores its own continuation; safe to repeat. Returns how many it looked at. */
export async function indexPeople(context: Context, after: string, limit = AT_ONCE): Promise<number> {
  return context.unitOfWork.run(async (tx) => {
    const rows = await tx.registrations.listUnerased(limit, after);
    const found = await Promise.all(rows.map(({ id }) => tx.registrations.find(id)));
    const registrations = found.filter((one) => one !== null);
    // Whoever changes one meanwhile writes its keys: it is left to them.
    const isStill = await tx.registrations.lock(registrations);
    if (isStill) await tx.searchKeys.addMissing(registrations);
    const last = rows.at(-1);
    if (!isStill) await tx.outbox.add([again(context, after)]);
    else if (last && rows.length === limit) await tx.outbox.add([outboxRow(context, stepRow(last.id))]);
    return rows.length;
  });
}

function again(context: Context, after: string): ReturnType<typeof outboxRow> {
  return outboxRow(context, { ...stepRow(after), key: `${TOPIC}:1:${after}:${context.newId()}` });
}
