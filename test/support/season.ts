import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSeason } from '../../shared/contract/season';
import { moveSeason } from '../../shared/domain/move-season';
import type { Season, SeasonPolicies, Site } from '../../shared/domain/season';

const SAMPLE = join(__dirname, '../../seasons/fujian-sample.json');

/** Sites of the sample that tests name: one that reviews and one that does not. */
export const REVIEWING_SITE = '359202';
export const OTHER_SITE = '359601';

export interface SampleChanges extends Partial<Omit<Season, 'policies' | 'sites'>> {
  /** An instant inside the window: the window opened less than a day before it, every site's within two. */
  now: number;
  policies?: Partial<SeasonPolicies>;
  /** Fees in fen by subject code; every other subject keeps its own. */
  fees?: Record<string, number>;
  /** Changes of single sites by code; the others stay. */
  sites?: Record<string, Partial<Site>>;
  /** Only these sites, by code. */
  only?: string[];
}

/** The sample file as it stands, parsed but not yet checked: tests break it on purpose. */
export function sampleSeasonFile(): Record<string, unknown> {
  return JSON.parse(readFileSync(SAMPLE, 'utf8')) as Record<string, unknown>;
}

export function sampleSeasonText(): string {
  return readFileSync(SAMPLE, 'utf8');
}

let checked: Season | undefined;

/** The sample season as it stands in its file: checked once, since that takes tens of milliseconds, and never changed. */
function sampleAsItStands(): Season {
  if (checked) return checked;
  const parsed = parseSeason(sampleSeasonFile());
  if (!parsed.ok) throw new Error(`sample season is refused: ${JSON.stringify(parsed.problems.slice(0, 5))}`);
  checked = frozen(parsed.season);
  return checked;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** The sample season with its dates moved so that the province's window is open at `now`, changed as asked. */
export function sampleSeason({ now, policies, fees = {}, sites = {}, only, ...rest }: SampleChanges): Season {
  const season = moveSeason(sampleAsItStands(), { opensAt: now });
  const kept = season.sites.filter((site) => !only || only.includes(site.code));
  return {
    ...season,
    subjects: season.subjects.map((subject) => ({
      ...subject,
      feeFen: fees[subject.code] ?? subject.feeFen,
    })),
    sites: kept.map((site) => ({ ...site, ...sites[site.code] })),
    ...rest,
    policies: { ...season.policies, ...policies },
  };
}

/** A small season of two sites, one reviewing and one not, whose subject 17 is free of charge. */
export function smallSeason(changes: SampleChanges): Season {
  return sampleSeason({ only: [REVIEWING_SITE, OTHER_SITE], ...changes, fees: { '17': 0, ...changes.fees } });
}
