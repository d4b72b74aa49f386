import type { DataProblem } from '../../../shared/domain/data-problem';
import type { Actor } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { checkSeason } from './check-season';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { SeatCount } from '../ports/registrations';
import { undone, type Repositories } from '../ports/storage';
import { canonicalJson, changedPaths } from './season-difference';
import { strandings, type StateCounts, type Stranding } from './season-stranding';

export type ImportedSeason =
  | { ok: true; outcome: 'created' | 'changed' | 'unchanged'; season: Season }
  | { ok: false; why: 'problems'; problems: DataProblem[] }
  | { ok: false; why: 'stranding'; strandings: Stranding[] };

const LONGEST_DIFFERENCE = 500;

/** Imports the text of a season file: checked whole, stored as the next version, or refused with every reason. */
export async function importSeason(
  context: Context,
  input: { text: string; actor: Actor },
): Promise<ImportedSeason> {
  const checked = checkSeason(input.text);
  if (!checked.ok) return { ok: false, why: 'problems', problems: checked.problems };
  return storeSeason(context, { season: checked.season, actor: input.actor });
}

/**
 * Stores a checked season. The same content again changes nothing; other content becomes the next version, unless it
 * would strand people who are on their way. The demo, whose season is moved in time, comes in here.
 */
export async function storeSeason(
  context: Context,
  input: { season: Season; actor: Actor },
): Promise<ImportedSeason> {
  const digest = context.hash.hash('season_file', canonicalJson({ ...input.season, version: 1 }));
  return context.unitOfWork.run<ImportedSeason>(async (tx) => {
    const before = await tx.seasons.find(input.season.id);
    if (before && (await tx.seasons.digestOf(before.id)) === digest) {
      return { ok: true, outcome: 'unchanged', season: before };
    }
    const season = { ...input.season, version: (before?.version ?? 0) + 1 };
    // Capacities first: the counters are then locked, and nobody takes a seat between the look and the decision.
    await tx.seats.prepare(season.id, countersOf(season));
    if (before) {
      const found = strandings(await gatherFacts(tx, { before, after: season, now: context.clock.now() }));
      if (found.length > 0) return undone({ ok: false, why: 'stranding', strandings: found });
    }
    await tx.seasons.save(season, digest, context.clock.now());
    await record(tx, context, { before, season, actor: input.actor });
    return { ok: true, outcome: before ? 'changed' : 'created', season };
  });
}

/** The seat counters of a season: one for each site and one for each subject at it. */
export function countersOf(season: Season): Omit<SeatCount, 'taken'>[] {
  return season.sites.flatMap((site) => [
    { siteCode: site.code, subjectCode: null, capacity: site.capacity },
    ...Object.entries(site.subjects).map(([subjectCode, capacity]) => ({
      siteCode: site.code,
      subjectCode,
      capacity,
    })),
  ]);
}

async function gatherFacts(tx: Repositories, seasons: { before: Season; after: Season; now: number }) {
  const { before } = seasons;
  const atSite = new Map<string, StateCounts>();
  for (const site of before.sites) {
    atSite.set(site.code, await tx.registrations.countByState(before.id, site.code));
  }
  const inSeason = await tx.registrations.countByState(before.id);
  return { ...seasons, atSite, inSeason, seats: await tx.seats.counts(before.id) };
}

/** Audit with the difference, and the job that plans deadlines and reminders of live registrations anew. */
async function record(
  tx: Repositories,
  context: Context,
  change: { before: Season | null; season: Season; actor: Actor },
): Promise<void> {
  const { before, season, actor } = change;
  const difference = before
    ? changedPaths({ ...before, version: 0 }, { ...season, version: 0 }).join(' ')
    : null;
  await tx.audit.append({
    id: context.newId(),
    action: 'season.imported',
    actor,
    registrationId: null,
    from: before ? `${season.id} ${before.version}` : null,
    to: `${season.id} ${season.version}`,
    revision: null,
    reason: difference && difference.slice(0, LONGEST_DIFFERENCE),
    at: context.clock.now(),
  });
  if (!before) return;
  const payload = { seasonId: season.id, version: season.version };
  const key = `season.changed/${season.id}/${season.version}`;
  await tx.outbox.add([outboxRow(context, { topic: 'season.changed', key, payload })]);
}
