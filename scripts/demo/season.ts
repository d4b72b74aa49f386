import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSeason } from '../../shared/contract/season';
import { moveSeason } from '../../shared/domain/move-season';
import type { Season } from '../../shared/domain/season';
import { isWorkTime, nextWorkTime } from '../../shared/domain/work-hours';

const FOLDER = path.join(__dirname, '../../seasons');

const AT_WORK_MS = 2 * 3_600_000;

/** When a fresh demo begins: now while both desks work for two more hours, else once they do. */
export function beginningOf(now: number): number {
  const { reviewHours, supportHours, workCalendar: calendar } = demoSeason(now);
  const times = [reviewHours ?? supportHours, supportHours].map((hours) => ({ hours, calendar }));
  const soon = now + AT_WORK_MS;
  if (times.every((time) => isWorkTime(time, now) && isWorkTime(time, soon))) return now;
  return Math.max(...times.map((time) => nextWorkTime(time, soon) ?? now));
}

/** The sample season with its dates moved so that the window is open at `now`; fees in fen by subject code. */
export function demoSeason(now: number, fees: Record<string, number> = {}): Season {
  const season = readMoved('fujian-sample.json', now);
  const subjects = season.subjects.map((subject) => ({
    ...subject,
    feeFen: fees[subject.code] ?? subject.feeFen,
  }));
  return { ...season, subjects };
}

/** The sample of a preview season, open at `now` to the accounts it names. */
export function demoPreview(now: number): Season {
  return readMoved('fujian-preview.json', now);
}

function readMoved(name: string, now: number): Season {
  const parsed = parseSeason(JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')));
  if (!parsed.ok) {
    const [first] = parsed.problems;
    throw new Error(`${name} is refused: ${first?.path} ${first?.code}`);
  }
  return moveSeason(parsed.season, { opensAt: now });
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
