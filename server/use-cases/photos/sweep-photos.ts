import { addDays, DAY_MS, HOUR_MS, instantOf, plainDateAt } from '../../../shared/domain/time';
import type { Context } from '../context';
import { outboxRow, type OutboxDraft } from '../outbox-rows';
import type { Logger } from '../ports/logger';
import type { PhotoStore } from '../ports/photos';

/** Longer than any turn or upload takes from its file to its row. */
const YOUNG_MS = DAY_MS;
/** Ids of one question. */
const IDS = 200;
/** When nobody registers. */
const AT_NIGHT_MS = 4 * HOUR_MS;

const TOPIC = 'photos.aged';

type SweepContext = Context & { photoStore: PhotoStore; logger: Logger };

/** Makes sure that the coming night has its sweep, however often it is called. */
export async function planPhotoSweep(
  context: Pick<Context, 'clock' | 'newId' | 'unitOfWork'>,
): Promise<void> {
  const now = context.clock.now();
  await context.unitOfWork.run((tx) => tx.outbox.add([outboxRow(context, nextNight(now))]));
}

function nextNight(now: number): OutboxDraft {
  const date = addDays(plainDateAt(now), 1);
  return { topic: TOPIC, key: `${TOPIC}:${date}`, payload: {}, dueAt: instantOf(date) + AT_NIGHT_MS };
}

/**
 * Deletes files that no row names, as a process that died between file and row leaves them, or a database that failed (PR12);
 * plans the next night. Returns how many photos went. Safe to repeat.
 */
export async function sweepPhotos(context: SweepContext): Promise<number> {
  const { photoStore, clock } = context;
  const olderThan = clock.now() - YOUNG_MS;
  let removed = 0;
  let ids: string[] = [];
  for await (const { id, savedAt } of photoStore.list()) {
    if (savedAt < olderThan) ids.push(id);
    if (ids.length < IDS) continue;
    removed += await removeUnnamed(context, ids);
    ids = [];
  }
  removed += await removeUnnamed(context, ids);
  const parts = await photoStore.sweep(olderThan);
  await planPhotoSweep(context);
  context.logger.info('photos.swept', { count: removed + parts });
  return removed;
}

async function removeUnnamed({ unitOfWork, photoStore }: SweepContext, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const named = new Set(await unitOfWork.read((tx) => tx.photos.knownOf(ids)));
  const unnamed = ids.filter((id) => !named.has(id));
  for (const id of unnamed) await photoStore.delete(id);
  return unnamed.length;
}
