import type { z } from 'zod';
import { pathOf } from '../../../shared/contract/json-source';
import { AppError, type FailedPart } from '../../use-cases/ports/app-error';

/** Checks a body or query by its schema: unknown fields are refused by name, nothing is converted. */
export function checkInput<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap(problemsOf);
  const unknown = fields.filter((field) => field.code === 'field.unknown');
  if (unknown.length > 0) throw new AppError('UNKNOWN_FIELD', { fields: unknown });
  throw new AppError('VALIDATION_FAILED', { fields });
}

/** Never repeats a value: it may be somebody's. Names of unknown fields are capped, as they come from outside too. */
function problemsOf(issue: z.core.$ZodIssue): FailedPart[] {
  const field = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, 20).map((key) => ({
      field: pathOf([...issue.path, key.slice(0, 60)]),
      code: 'field.unknown',
    }));
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  const choice = issue.code === 'invalid_value';
  return [{ field, code: missing ? 'field.required' : choice ? 'field.not_a_choice' : 'field.wrong_type' }];
}

/** Each key once; a repeated one would be read differently by different readers. */
export function readQuery(query: URLSearchParams): Record<string, string> {
  const repeated = [...new Set(query.keys())].filter((key) => query.getAll(key).length > 1);
  if (repeated.length > 0) {
    const fields = repeated
      .slice(0, 20)
      .map((key) => ({ field: key.slice(0, 60), code: 'field.wrong_type' }));
    throw new AppError('VALIDATION_FAILED', { fields });
  }
  return Object.fromEntries(query);
}
