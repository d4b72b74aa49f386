import { siteClose, windowsOf } from '../../shared/domain/calendar';
import type { Season } from '../../shared/domain/season';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/domain/time';
import type { Chance } from './chance';

/** What happens in one round of a candidate, whatever order the desk works in. */
export interface Round {
  rejected: boolean;
  /** How long a reviewer of usual speed takes. */
  reviewMs: number;
  /** From the rejection until the candidate submits again. */
  fixMs: number;
}

export interface Candidate {
  id: string;
  siteCode: string;
  submitsAt: number;
  /** The machine found something about the photo that reviewers often send back. */
  hasFindings: boolean;
  rounds: Round[];
  /** From the approval until the candidate pays. */
  payMs: number;
}

/** More rounds than anybody comes to. */
const MOST_ROUNDS = 5;
/** Who does not come at an even pace comes near the end of the window: so long before it, on average. */
const SHARE_LATE = 0.7;
const LATE_MEAN_MS = 36 * HOUR_MS;
const SHARE_WITH_FINDINGS = 0.18;
const REJECTED_WITH_FINDINGS = 0.55;
const REJECTED_WITHOUT = 0.15;
const REJECTED_AGAIN = 0.12;
const WAKES_MINUTE = 7 * 60;
const SHARE_AWAKE_AT_NIGHT = 0.1;

/** The candidates of one season; those of the same seed are the same people for every order of the desk. */
export function candidatesOf(chance: Chance, season: Season, count: number): Candidate[] {
  const sites = season.sites
    .filter((site) => site.reviews)
    .map((site) => ({ value: site.code, weight: site.capacity ?? 1_000 }));
  return Array.from({ length: count }, (_, index) => {
    const siteCode = chance.oneOf(sites);
    const hasFindings = chance.next() < SHARE_WITH_FINDINGS;
    const rejectedFirst = hasFindings ? REJECTED_WITH_FINDINGS : REJECTED_WITHOUT;
    return {
      id: `candidate-${String(index).padStart(5, '0')}`,
      siteCode,
      submitsAt: submission(chance, season, siteCode),
      hasFindings,
      rounds: Array.from({ length: MOST_ROUNDS }, (_round, round) => ({
        rejected: chance.next() < (round === 0 ? rejectedFirst : REJECTED_AGAIN),
        reviewMs: chance.logNormal(1.3 * MINUTE_MS, 0.5),
        fixMs: chance.logNormal(5 * HOUR_MS, 1),
      })),
      payMs: chance.logNormal(2 * HOUR_MS, 1),
    };
  });
}

/** Nobody does it at night: it waits for the morning. */
export function awake(at: number): number {
  const minute = minuteOfDay(at);
  return minute >= WAKES_MINUTE ? at : at + (WAKES_MINUTE - minute) * MINUTE_MS;
}

/** In Asia/Shanghai, which is UTC+8; without the text of the date, since this is asked a million times. */
function minuteOfDay(at: number): number {
  return Math.floor(((at + 8 * HOUR_MS) % DAY_MS) / MINUTE_MS);
}

function submission(chance: Chance, season: Season, siteCode: string): number {
  const windows = windowsOf(season, siteCode);
  const opensAt = Math.min(...windows.map((window) => window.opensAt));
  const closesAt = siteClose(windows);
  for (;;) {
    const isLate = chance.next() < SHARE_LATE;
    const at = isLate
      ? closesAt - chance.exponential(LATE_MEAN_MS)
      : opensAt + chance.next() * (closesAt - opensAt);
    const isNight = minuteOfDay(at) < WAKES_MINUTE;
    if (at >= opensAt && at < closesAt && (!isNight || chance.next() < SHARE_AWAKE_AT_NIGHT)) {
      return Math.floor(at);
    }
  }
}
