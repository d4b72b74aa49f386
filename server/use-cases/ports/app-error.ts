import type { ErrorCode } from '../../../shared/domain/codes';
import type { State } from '../../../shared/domain/lifecycle';

/** One unmet rule, or one field that was not accepted; `code` is a dotted domain code and the key of its text. */
export interface FailedPart {
  /** Path of the value in the request; null for what concerns no single field. */
  field: string | null;
  code: string;
  params?: Readonly<Record<string, string | number>>;
  /** The act that resolves it, where there is one. */
  remedy?: string;
}

/** What the error envelope says beside its code. */
export interface FailureDetails {
  fields?: FailedPart[];
  reasons?: FailedPart[];
  /** With 409: where the thing stands now. */
  present?: { state: State; version: number } | null;
  /** With 409: acts that are possible or lead on. */
  next?: string[];
  retryAfterMs?: number;
}

/** The caller's failure, thrown by the edge: `code` decides status, log level and text (shared/domain/codes.ts). */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly code: ErrorCode,
    readonly details: FailureDetails = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
