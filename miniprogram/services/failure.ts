/** One unmet rule as the server names it, with its text in the language of the request. */
export interface FailedRule {
  code: string;
  message?: string;
  remedy?: string;
  field?: string;
  params?: Record<string, string | number>;
}

/** Why a call gave no answer. `server` failures carry the server's own sentence. */
export interface Failure {
  kind: 'offline' | 'timeout' | 'server' | 'unreadable';
  /** `error.code` of the API; upper case. Empty when no answer came. */
  code: string;
  message: string;
  /** What support needs to find the call in the log. */
  requestId: string;
  retryable: boolean;
  /** False when the call may have had its effect though no answer came. */
  nothingHappened: boolean;
  /** The very same act once more is never a second one. */
  repeatable: boolean;
  fields: FailedRule[];
  reasons: FailedRule[];
  next: string[];
}

export type Called<Body> = { ok: true; body: Body } | { ok: false; failure: Failure };

const NO_RULES = { fields: [], reasons: [], next: [] };

/** No answer came. */
export function transportFailure(
  errMsg: string,
  { requestId, wrote, repeatable }: { requestId: string; wrote: boolean; repeatable: boolean },
): Failure {
  const kind = /timeout/i.test(errMsg) ? 'timeout' : 'offline';
  const nothingHappened = !wrote;
  return {
    kind,
    code: '',
    message: '',
    requestId,
    retryable: true,
    nothingHappened,
    repeatable,
    ...NO_RULES,
  };
}

/** The failure an answer carries; null when the answer is good. A result still unknown comes with status 202. */
export function failureIn(answer: { status: number; data: unknown; requestId: string }): Failure | null {
  const { status, data, requestId } = answer;
  const error = isRecord(data) ? data['error'] : undefined;
  if (isRecord(error)) return serverFailure(error, requestId);
  if (status >= 200 && status < 300 && isRecord(data)) return null;
  return {
    kind: 'unreadable',
    code: '',
    message: '',
    requestId,
    retryable: status >= 500,
    nothingHappened: false,
    repeatable: false,
    ...NO_RULES,
  };
}

function serverFailure(error: Record<string, unknown>, requestId: string): Failure {
  const code = textOf(error['code']);
  return {
    kind: 'server',
    code,
    message: textOf(error['message']),
    requestId: textOf(error['requestId']) || requestId,
    retryable: error['retryable'] === true,
    nothingHappened: code !== 'RESULT_UNKNOWN' && code !== 'INTERNAL',
    repeatable: false,
    fields: rulesOf(error['fields']),
    reasons: rulesOf(error['reasons']),
    next: Array.isArray(error['next']) ? error['next'].filter((act) => typeof act === 'string') : [],
  };
}

function rulesOf(given: unknown): FailedRule[] {
  return Array.isArray(given) ? given.filter(isRecord).map((rule) => rule as unknown as FailedRule) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
