import { CHOICE_CODES, CHOICE_WARNINGS } from './rules/choice';
import { CONTACT_CODES, CONTACT_WARNINGS } from './rules/contact';
import { DOCUMENT_CODES } from './rules/document';
import { IDENTITY_CODES } from './rules/identity';
import { NAME_CODES, NAME_WARNINGS } from './rules/name';
import { TEXT_CODES } from './rules/plain-text';
import { REASON_CODES } from './rules/decision-reason';
import { SCHOOL_CODES } from './rules/school';

/**
 * Refusals that belong to no single rule file. `id.already_used` says nothing about the other account (domain.md 3), and
 * `id.too_many_numbers` nothing about the number (PR21).
 */
export const GENERAL_CODES = [
  'field.required',
  'field.wrong_type',
  'field.not_a_choice',
  'field.not_applicable',
  'id.already_used',
  'id.too_many_numbers',
] as const;

/** Every code a field rule may answer with, each a text key; without repeats. */
export const FIELD_CODES = unique([
  ...GENERAL_CODES,
  ...TEXT_CODES,
  ...DOCUMENT_CODES,
  ...NAME_CODES,
  ...IDENTITY_CODES,
  ...CONTACT_CODES,
  ...SCHOOL_CODES,
  ...CHOICE_CODES,
  ...REASON_CODES,
]);
export type FieldCode = (typeof FIELD_CODES)[number];

/** What is told beside an accepted value. */
export const WARNING_CODES = [...NAME_WARNINGS, ...CONTACT_WARNINGS, ...CHOICE_WARNINGS] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

export type ErrorClass = 'INPUT' | 'AUTH' | 'ABSENT' | 'STATE' | 'LIMIT' | 'DEPENDENCY' | 'UNKNOWN' | 'BUG';

interface ErrorRow {
  status: 202 | 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  class: ErrorClass;
  /** The very same request may be sent again, after `Retry-After` where that is given. */
  retryable: boolean;
  logLevel: 'info' | 'warn' | 'error';
}

/**
 * `error.code` of the API with its HTTP status (reliability.md 6). DEPENDENCY means that nothing happened, for sure;
 * UNKNOWN that the result is unclear: ask for it, never start another.
 */
export const ERRORS = {
  BAD_JSON: { status: 400, class: 'INPUT', retryable: false, logLevel: 'info' },
  BODY_TOO_LARGE: { status: 413, class: 'INPUT', retryable: false, logLevel: 'info' },
  UNSUPPORTED_MEDIA: { status: 415, class: 'INPUT', retryable: false, logLevel: 'info' },
  VALIDATION_FAILED: { status: 422, class: 'INPUT', retryable: false, logLevel: 'info' },
  UNKNOWN_FIELD: { status: 422, class: 'INPUT', retryable: false, logLevel: 'info' },
  INCOMPLETE: { status: 422, class: 'INPUT', retryable: false, logLevel: 'info' },
  PHOTO_UNREADABLE: { status: 422, class: 'INPUT', retryable: false, logLevel: 'info' },
  PHOTO_REFUSED: { status: 422, class: 'INPUT', retryable: false, logLevel: 'info' },
  PHOTO_TOO_LARGE: { status: 413, class: 'INPUT', retryable: false, logLevel: 'info' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, class: 'INPUT', retryable: false, logLevel: 'warn' },
  IDEMPOTENCY_IN_PROGRESS: { status: 409, class: 'STATE', retryable: true, logLevel: 'info' },
  UNAUTHENTICATED: { status: 401, class: 'AUTH', retryable: false, logLevel: 'info' },
  LOGIN_CODE_INVALID: { status: 401, class: 'AUTH', retryable: false, logLevel: 'info' },
  FORBIDDEN: { status: 403, class: 'AUTH', retryable: false, logLevel: 'warn' },
  CONSENT_REQUIRED: { status: 403, class: 'AUTH', retryable: false, logLevel: 'info' },
  CONFLICT_OF_INTEREST: { status: 403, class: 'AUTH', retryable: false, logLevel: 'warn' },
  NOT_FOUND: { status: 404, class: 'ABSENT', retryable: false, logLevel: 'info' },
  STATE_CONFLICT: { status: 409, class: 'STATE', retryable: false, logLevel: 'info' },
  VERSION_CONFLICT: { status: 409, class: 'STATE', retryable: false, logLevel: 'info' },
  DUPLICATE_REGISTRATION: { status: 409, class: 'STATE', retryable: false, logLevel: 'info' },
  SEATS_FULL: { status: 409, class: 'STATE', retryable: false, logLevel: 'info' },
  DEADLINE_PASSED: { status: 409, class: 'STATE', retryable: false, logLevel: 'info' },
  RATE_LIMITED: { status: 429, class: 'LIMIT', retryable: true, logLevel: 'info' },
  DEPENDENCY_UNAVAILABLE: { status: 503, class: 'DEPENDENCY', retryable: true, logLevel: 'error' },
  PLATFORM_BUSY: { status: 503, class: 'DEPENDENCY', retryable: true, logLevel: 'warn' },
  STORAGE_FULL: { status: 503, class: 'DEPENDENCY', retryable: true, logLevel: 'error' },
  SHUTTING_DOWN: { status: 503, class: 'DEPENDENCY', retryable: true, logLevel: 'info' },
  RESULT_UNKNOWN: { status: 202, class: 'UNKNOWN', retryable: false, logLevel: 'warn' },
  INTERNAL: { status: 500, class: 'BUG', retryable: false, logLevel: 'error' },
} as const satisfies Record<string, ErrorRow>;
export type ErrorCode = keyof typeof ERRORS;

/** Text key of an error, for example `error.bad_json`. */
export function errorTextKey<Code extends ErrorCode>(code: Code): `error.${Lowercase<Code>}` {
  return `error.${code.toLowerCase()}` as `error.${Lowercase<Code>}`;
}

function unique<Code extends string>(codes: readonly Code[]): readonly Code[] {
  return [...new Set(codes)];
}
