import { parseStaff, type StaffEntry } from '../../../shared/contract/staff';
import type { DataProblem } from '../../../shared/domain/data-problem';
import type { PlainDate } from '../../../shared/domain/time';
import { readDataFile, withLine } from '../seasons/check-season';

export type CheckedStaff = { ok: true; staff: StaffEntry[] } | { ok: false; problems: DataProblem[] };

/** Checks the text of a staff file; problems carry path and line and never a name. Needs no database. */
export function checkStaff(text: string, today: PlainDate): CheckedStaff {
  const source = readDataFile(text);
  if (!source.ok) return source;
  const result = parseStaff(source.value, today);
  const found = result.ok ? [] : result.problems.map((problem) => withLine(problem, source));
  const problems = [...source.problems, ...found];
  return result.ok && problems.length === 0 ? result : { ok: false, problems };
}
