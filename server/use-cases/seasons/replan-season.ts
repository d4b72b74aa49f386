import type { Context } from '../context';
import { planDueWorkAnew } from '../reminders/due-work';
import { queuedReview } from '../review/queued-review';
import { undone, type Undone } from '../ports/storage';

/** Registrations planned anew in one unit of work. */
const PAGE = 100;

/**
 * A season was changed: what time will do to each live registration, and every reminder, is planned anew from the season
 * in force (promise 9: nothing fires for a moved deadline, nothing is missed for an earlier one). Safe to repeat.
 */
export async function replanSeason(context: Context, seasonId: string): Promise<number> {
  let planned = 0;
  for (let afterId: string | undefined; ;) {
    const page = await planPage(context, { seasonId, afterId });
    if (page === 'moved') continue;
    planned += page.count;
    if (page.lastId === null) return planned;
    afterId = page.lastId;
  }
}

interface Page {
  count: number;
  lastId: string | null;
}

/**
 * `moved`: somebody changed one of these registrations meanwhile. A plan from its former state would replace the one that
 * its change has made, so the page is planned once more.
 */
async function planPage(
  context: Context,
  { seasonId, afterId }: { seasonId: string; afterId: string | undefined },
): Promise<Page | 'moved'> {
  return context.unitOfWork.run(async (tx): Promise<Page | 'moved' | Undone<'moved'>> => {
    const season = await tx.seasons.find(seasonId);
    if (!season) return { count: 0, lastId: null };
    const registrations = await tx.registrations.listLiveIn(seasonId, PAGE, afterId);
    const planned = registrations.map((registration) => ({ registration, season }));
    const rows = await planDueWorkAnew(tx, context, planned);
    if (!rows) return undone<'moved'>('moved');
    // A moved deadline moves those that wait within the reviewers' queue.
    for (const registration of registrations.filter(({ state }) => state === 'pending'))
      await tx.reviewQueue.put(queuedReview(registration, season, context.clock.now()));
    // Once a page: the cost of a row is a third of what it is by statements of a few rows.
    if (rows.length > 0) await tx.outbox.add(rows);
    const full = registrations.length === PAGE;
    return { count: registrations.length, lastId: full ? (registrations.at(-1)?.id ?? null) : null };
  });
}
