import type { DataProblem } from '../domain/data-problem';
import type { Season } from '../domain/season';
import { zodProblems } from './file-problems';
import { problemList } from './problem-list';
import { checkCalendar } from './season-calendar';
import { checkOffers } from './season-offers';
import { SEASON_FILE, type SeasonFile } from './season-schema';
import { checkTexts } from './season-texts';
import { checkTimes } from './season-times';

export type SeasonResult = { ok: true; season: Season } | { ok: false; problems: DataProblem[] };

/**
 * Turns a season file (parsed JSON) into a season of version 1, or names every problem by path. Relations between
 * fields are judged only when the shape is right, so that no problem is a mere consequence of another.
 */
export function parseSeason(json: unknown): SeasonResult {
  const shape = SEASON_FILE.safeParse(json);
  if (!shape.success) return { ok: false, problems: zodProblems(shape.error, json) };
  const problems = problemList();
  checkTimes(shape.data, problems);
  checkOffers(shape.data, problems);
  checkTexts(shape.data, problems);
  checkCalendar(shape.data, problems);
  if (problems.found.length > 0) return { ok: false, problems: problems.found };
  return { ok: true, season: seasonOf(shape.data) };
}

function seasonOf({ toReview: _toReview, ...file }: SeasonFile): Season {
  return { ...file, version: 1 };
}
