import { readJson, type JsonSource } from '../../../shared/contract/json-source';
import { parseSeason } from '../../../shared/contract/season';
import type { DataProblem } from '../../../shared/domain/data-problem';
import type { Season } from '../../../shared/domain/season';

export type CheckedSeason = { ok: true; season: Season } | { ok: false; problems: DataProblem[] };

/** Longest text of a data file, in characters; a province of 1,000 sites stays far below. */
export const MAX_FILE_CHARACTERS = 8_000_000;

/** Checks the text of a season file; every problem carries path and line. Needs no database. */
export function checkSeason(text: string): CheckedSeason {
  const source = readDataFile(text);
  if (!source.ok) return source;
  const result = parseSeason(source.value);
  const found = result.ok ? [] : result.problems.map((problem) => withLine(problem, source));
  const problems = [...source.problems, ...found].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return result.ok && problems.length === 0 ? result : { ok: false, problems };
}

export type DataFile =
  | { ok: true; value: unknown; lineOf(path: string): number; problems: DataProblem[] }
  | { ok: false; problems: DataProblem[] };

/** Reads a JSON data file whole: size, encoding, form, and keys that were given twice. */
export function readDataFile(text: string): DataFile {
  if (text.length > MAX_FILE_CHARACTERS) return refused('file.too_large', { limit: MAX_FILE_CHARACTERS });
  // U+FFFD stands where bytes were not UTF-8 (a file saved as GBK, or a broken copy).
  const broken = text.indexOf('\uFFFD');
  if (broken >= 0) return refused('file.not_text', {}, text.slice(0, broken).split('\n').length);
  const source: JsonSource = readJson(text);
  if (!source.ok) return refused(source.code, {}, source.line);
  const problems = source.duplicates.map(({ path, line }) => ({
    path,
    code: 'file.duplicate_key' as const,
    params: {},
    line,
  }));
  return { ...source, problems };
}

/** Adds the line on which the path stands in the file. */
export function withLine(problem: DataProblem, source: { lineOf(path: string): number }): DataProblem {
  return { ...problem, line: source.lineOf(problem.path) };
}

function refused(
  code: DataProblem['code'],
  params: DataProblem['params'],
  line = 1,
): { ok: false; problems: DataProblem[] } {
  return { ok: false, problems: [{ path: '', code, params, line }] };
}
