import type { Season } from '../../shared/domain/season';
import { compareReviews } from '../../shared/domain/review-order';
import { HOUR_MS, MINUTE_MS } from '../../shared/domain/time';
import { candidatesOf } from './candidates';
import { chanceOf } from './chance';
import { simulate, type Order, type Outcome } from './review-season';

export const SEEDS = [1, 2, 3, 4, 5];
/** More than the desk below can decide in the last days of the sample season: the order matters when hands are short. */
export const CANDIDATES = 4_500;
const LOADS = [2_000, 3_000, 4_000, CANDIDATES, 5_000];
const HOLD_LOADS = [2_000, 3_000, 4_000];
const HOLD_HOURS = 72;
/** The same three people in every season, one quick, one usual, one slow. */
const REVIEWERS = [{ pace: 0.9 }, { pace: 1 }, { pace: 1.2 }];

/** What is compared: the order of arrival, and the product's own. */
const ORDERS = {
  firstCome: (one, other) => one.submittedAt - other.submittedAt,
  slack: compareReviews,
} as const satisfies Record<string, Order>;

type Compared = Record<keyof typeof ORDERS, Outcome>;

/** One season in both orders: the same candidates, the same reviewers. */
function compare({ season, seed, count }: { season: Season; seed: number; count: number }): Compared {
  const candidates = candidatesOf(chanceOf(seed), season, count);
  const played = (order: Order): Outcome => simulate({ season, candidates, reviewers: REVIEWERS, order });
  return { firstCome: played(ORDERS.firstCome), slack: played(ORDERS.slack) };
}

/** The season with its unpaid registrations ending so long after their information was submitted. */
function withHold(season: Season, hours: number): Season {
  const unpaidHoldMinutes = (hours * HOUR_MS) / MINUTE_MS;
  return {
    ...season,
    policies: { ...season.policies, unpaidHoldMinutes, holdStartsAt: 'information_submitted' },
  };
}

/** Every number that is told, as Markdown. */
export function tablesOf(season: Season): string {
  const hold = withHold(season, HOLD_HOURS);
  return [
    bySeed(seasonsBySeed(season)),
    `The sample season by its number of candidates, five seeds together:`,
    byLoad(season, LOADS),
    `The same where an unpaid registration ends ${HOLD_HOURS} hours after its information:`,
    byLoad(hold, HOLD_LOADS),
  ].join('\n\n');
}

/** The seasons that the decision rests on. */
export function seasonsBySeed(season: Season): Compared[] {
  return SEEDS.map((seed) => compare({ season, seed, count: CANDIDATES }));
}

export function bySeed(seasons: readonly Compared[]): string {
  const rows = seasons.map((compared, at) => rowOf(String(SEEDS[at]), compared));
  const title = `The sample season, ${CANDIDATES} candidates, by seed:`;
  return `${title}\n\n${table('seed', [...rows, rowOf('total', sum(seasons))])}`;
}

function byLoad(season: Season, loads: readonly number[]): string {
  const rows = loads.map((count) => {
    const seasons = SEEDS.map((seed) => compare({ season, seed, count }));
    return rowOf(`5 × ${count}`, sum(seasons));
  });
  return table('candidates', rows);
}

export function sum(seasons: readonly Compared[]): Compared {
  const total = (order: keyof Compared): Outcome =>
    seasons
      .map((compared) => compared[order])
      .reduce((one, other) => ({
        candidates: one.candidates + other.candidates,
        decisions: one.decisions + other.decisions,
        undecided: one.undecided + other.undecided,
        rejectedTooLate: one.rejectedTooLate + other.rejectedTooLate,
        approvedTooLate: one.approvedTooLate + other.approvedTooLate,
        lost: one.lost + other.lost,
      }));
  return { firstCome: total('firstCome'), slack: total('slack') };
}

const HEAD = ['lost, first come', 'lost, slack', 'undecided', 'rejected too late', 'approved too late'];

function rowOf(name: string, { firstCome, slack }: Compared): string[] {
  const both = (of: (outcome: Outcome) => number): string => `${of(firstCome)} → ${of(slack)}`;
  return [
    name,
    String(firstCome.lost),
    String(slack.lost),
    both((outcome) => outcome.undecided),
    both((outcome) => outcome.rejectedTooLate),
    both((outcome) => outcome.approvedTooLate),
  ];
}

/** Aligned as the formatter aligns it. */
function table(name: string, rows: string[][]): string {
  const cells = [[name, ...HEAD], ...rows];
  const widths = HEAD.concat(name).map((_, at) => Math.max(...cells.map((row) => row[at]!.length)));
  const line = (row: string[]): string =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`;
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [head, ...body] = cells;
  return [line(head!), `| ${rule.join(' | ')} |`, ...body.map(line)].join('\n');
}
