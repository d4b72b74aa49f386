import type { DataProblem, DataProblemCode } from '../domain/data-problem';
import type { ProblemParams } from './file-problems';

/** Collects what is wrong while the checks of a file run one after the other. */
export interface ProblemList {
  readonly found: DataProblem[];
  add(path: string, code: DataProblemCode, params?: ProblemParams): void;
}

export function problemList(): ProblemList {
  const found: DataProblem[] = [];
  return { found, add: (path, code, params = {}) => void found.push({ path, code, params }) };
}

/** Two values that people would take for one: width, case and blanks aside, leading zeros too. */
export function lookAlikeKey(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .toLowerCase()
    .replace(/^0+(?=\d)/, '');
}

/** Calls back for every value that looks like an earlier one of the list. */
export function eachLookAlike(
  values: readonly string[],
  found: (index: number, earlier: string) => void,
): void {
  const seen = new Map<string, string>();
  values.forEach((value, index) => {
    const earlier = seen.get(lookAlikeKey(value));
    if (earlier === undefined) seen.set(lookAlikeKey(value), value);
    else found(index, earlier);
  });
}
