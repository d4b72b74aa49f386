import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSeason } from '../../shared/contract/season';
import { moveSeason } from '../../shared/domain/move-season';
import type { Season } from '../../shared/domain/season';

const SAMPLE = path.join(__dirname, '../../seasons/fujian-sample.json');

/** The sample season with its dates moved so that the window is open at `now`; fees in fen by subject code. */
export function demoSeason(now: number, fees: Record<string, number> = {}): Season {
  const parsed = parseSeason(JSON.parse(readFileSync(SAMPLE, 'utf8')));
  if (!parsed.ok) {
    const [first] = parsed.problems;
    throw new Error(`the sample season is refused: ${first?.path} ${first?.code}`);
  }
  const season = moveSeason(parsed.season, { opensAt: now });
  const subjects = season.subjects.map((subject) => ({
    ...subject,
    feeFen: fees[subject.code] ?? subject.feeFen,
  }));
  return { ...season, subjects };
}

/** Instants of the season that the clock can be pushed to, earliest first. */
export interface Milestone {
  key: 'window_closes' | 'review_ends' | 'payment_ends' | 'ticket_from' | 'exam';
  at: number;
}

const EXAM_MORNING_MS = 8 * 3_600_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;

export function milestonesOf(season: Season): Milestone[] {
  const closesAt = season.windows.at(-1)?.closesAt ?? season.paymentEndsAt;
  const examAt = Date.parse(`${season.examFrom}T00:00:00Z`) - CHINA_OFFSET_MS + EXAM_MORNING_MS;
  return [
    { key: 'window_closes', at: closesAt },
    { key: 'review_ends', at: season.reviewEndsAt },
    { key: 'payment_ends', at: season.paymentEndsAt },
    { key: 'ticket_from', at: season.ticketFrom },
    { key: 'exam', at: examAt },
  ];
}
