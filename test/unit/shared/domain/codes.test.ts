import {
  ERRORS,
  errorTextKey,
  FIELD_CODES,
  WARNING_CODES,
  type ErrorCode,
} from '../../../../shared/domain/codes';
import { SLIP_CODES } from '../../../../shared/domain/rules/document-slip';

describe('FIELD_CODES', () => {
  it('holds dotted snake_case codes without repeats, apart from warnings and slips', () => {
    const all = [...FIELD_CODES, ...WARNING_CODES, ...SLIP_CODES];
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((code) => !/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(code))).toEqual([]);
  });
});

describe('ERRORS', () => {
  const STATUSES: Record<string, readonly number[]> = {
    INPUT: [400, 413, 415, 422],
    AUTH: [401, 403],
    ABSENT: [404],
    STATE: [409],
    LIMIT: [429],
    DEPENDENCY: [503],
    UNKNOWN: [202],
    BUG: [500],
  };

  it.each(Object.entries(ERRORS))('gives %s a status of its class', (_code, row) => {
    expect(STATUSES[row.class]).toContain(row.status);
  });

  it('lets only what certainly did not happen be sent again', () => {
    const retryable = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => ERRORS[code].retryable);
    expect(retryable).toEqual([
      'IDEMPOTENCY_IN_PROGRESS',
      'RATE_LIMITED',
      'DEPENDENCY_UNAVAILABLE',
      'PLATFORM_BUSY',
      'STORAGE_FULL',
      'SHUTTING_DOWN',
    ]);
  });
});

describe('errorTextKey', () => {
  it('is dotted and lower case', () => {
    expect(errorTextKey('BAD_JSON')).toBe('error.bad_json');
  });
});
