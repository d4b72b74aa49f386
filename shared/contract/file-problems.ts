import type { z } from 'zod';
import type { DataProblem, DataProblemCode, FileProblemCode } from '../domain/data-problem';
import { pathOf } from './json-source';

/** Values a problem names in its text. */
export type ProblemParams = Record<string, string | number>;

/** What went wrong with a data file, in the form the schemas report it. */
export function zodProblems(error: z.ZodError, input: unknown): DataProblem[] {
  return error.issues.flatMap((issue) =>
    isAbsent(input, issue.path)
      ? [{ path: pathOf(issue.path), code: 'file.missing' as const, params: {} }]
      : problemsOfIssue(issue),
  );
}

/** Zod reports an absent field as a wrong type or value; it is told apart by looking. */
function isAbsent(input: unknown, path: readonly PropertyKey[]): boolean {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false;
    if (!Object.hasOwn(value, key)) return true;
    value = Reflect.get(value, key);
  }
  return value === undefined;
}

/** Adds a problem of our own to a zod check; `zodProblems` hands it on with its code. */
export function customIssue(code: DataProblemCode, params: ProblemParams = {}) {
  return { code: 'custom' as const, params: { problem: code, ...params } };
}

/** Makes a check of one value that reports one code; a predicate, or params of the problem found, or null. */
export function checks<T>(code: DataProblemCode, wrong: (value: T) => ProblemParams | boolean | null) {
  return (context: { value: T; issues: z.core.$ZodRawIssue[] }) => {
    const found = wrong(context.value);
    if (found === null || found === false) return;
    const params = found === true ? {} : found;
    context.issues.push({ ...customIssue(code, params), input: context.value, continue: true });
  };
}

function problemsOfIssue(issue: z.core.$ZodIssue): DataProblem[] {
  const path = pathOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: pathOf([...issue.path, key]),
        code: 'file.unknown_field',
        params: { field: key },
      }));
    case 'invalid_type':
      return [{ path, code: 'file.wrong_type', params: { expected: issue.expected } }];
    case 'too_big':
      return [sizeProblem(path, issue.origin, { limit: Number(issue.maximum) }, 'max')];
    case 'too_small':
      return [sizeProblem(path, issue.origin, { limit: Number(issue.minimum) }, 'min')];
    case 'invalid_value':
      return [{ path, code: 'file.not_allowed', params: { allowed: issue.values.map(String).join(', ') } }];
    case 'invalid_key':
      return [{ path, code: 'file.bad_form', params: { example: '' } }];
    case 'custom':
      return [customProblem(path, issue.params ?? {})];
    default:
      return [{ path, code: 'file.bad_form', params: { example: '' } }];
  }
}

function sizeProblem(path: string, origin: string, params: ProblemParams, end: 'min' | 'max'): DataProblem {
  const number = origin === 'number' || origin === 'int';
  const codes: Record<'min' | 'max', [FileProblemCode, FileProblemCode]> = {
    min: ['file.too_small', 'file.too_short'],
    max: ['file.too_big', 'file.too_long'],
  };
  return { path, code: codes[end][number ? 0 : 1], params };
}

function customProblem(path: string, params: Record<string, unknown>): DataProblem {
  const { problem, ...values } = params;
  return {
    path,
    code: typeof problem === 'string' ? (problem as DataProblemCode) : 'file.bad_form',
    params: values as ProblemParams,
  };
}
