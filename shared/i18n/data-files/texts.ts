import type { CommandProblemCode, DataProblemCode, StrandingCode } from '../../domain/data-problem';

/** Whatever a command can report about a data file. */
export type DataFileCode = DataProblemCode | StrandingCode | CommandProblemCode;

export const RESULT_KEYS = [
  'result.valid',
  'result.problems',
  'result.created',
  'result.changed',
  'result.unchanged',
  'result.cloned',
  'result.staff',
  'result.staff_invited',
  'result.tickets',
  'type.int',
  'type.number',
  'type.string',
  'type.boolean',
  'type.array',
  'type.object',
  'type.record',
  'column.line',
  'column.where',
  'column.what',
  'column.fix',
] as const;
export type ResultKey = (typeof RESULT_KEYS)[number];

/** Texts of one language: a code without words does not compile. */
export interface DataFileTexts {
  /** The problem, and how to mend it. */
  problems: Record<DataFileCode, readonly [message: string, fix: string]>;
  results: Record<ResultKey, string>;
}
