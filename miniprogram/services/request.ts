import { learnServerTime, phoneNow } from './clock';
import { failureIn, transportFailure, type Called } from './failure';
import { newId } from './ids';
import { settings } from './settings';

/** One call of the server's API. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1, with its parameters filled in and its query. */
  path: string;
  body?: unknown;
  token: string | null;
  /** Makes a repeat harmless; the same one for every try of the same act. */
  idempotencyKey?: string;
}

declare const __SERVER_URL__: string;

const TIMEOUT_MS = 10_000;
/** Pauses before the second and third try of a call that may be repeated. */
const PAUSES_MS = [400, 1_200];

export const API_URL = `${__SERVER_URL__}/api/v1`;

/** Calls the API. What may be repeated (reading, and writing with a key) is tried again when no answer comes. */
export async function request<Body>(call: ApiRequest): Promise<Called<Body>> {
  const repeatable = call.method === 'GET' || call.idempotencyKey !== undefined;
  const requestId = newId();
  for (const pause of repeatable ? PAUSES_MS : []) {
    const called = await requestOnce<Body>(call, requestId);
    if (called.ok || !isPassing(called.failure)) return called;
    await wait(pause);
  }
  return requestOnce<Body>(call, requestId);
}

function isPassing(failure: { kind: string; retryable: boolean; code: string }): boolean {
  if (failure.kind === 'server')
    return failure.code === 'SHUTTING_DOWN' || failure.code === 'IDEMPOTENCY_IN_PROGRESS';
  return failure.retryable;
}

function requestOnce<Body>(call: ApiRequest, requestId: string): Promise<Called<Body>> {
  const sentAt = phoneNow();
  return new Promise((resolve) => {
    wx.request({
      url: API_URL + call.path,
      method: call.method,
      timeout: TIMEOUT_MS,
      header: headersOf(call, requestId),
      ...(call.body !== undefined && { data: call.body as WechatMiniprogram.IAnyObject }),
      success: ({ statusCode, data }) => {
        noteServerTime(data, sentAt);
        const failure = failureIn({ status: statusCode, data, requestId });
        resolve(failure ? { ok: false, failure } : { ok: true, body: data as Body });
      },
      fail: ({ errMsg }) => {
        const wrote = call.method !== 'GET';
        const repeatable = call.idempotencyKey !== undefined || call.method === 'PUT';
        resolve({ ok: false, failure: transportFailure(errMsg, { requestId, wrote, repeatable }) });
      },
    });
  });
}

export function headersOf(
  { token, idempotencyKey, body }: Pick<ApiRequest, 'token' | 'idempotencyKey' | 'body'>,
  requestId: string,
): Record<string, string> {
  return {
    Accept: 'application/json',
    'Accept-Language': settings().locale,
    'X-Request-Id': requestId,
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(token !== null && { Authorization: `Bearer ${token}` }),
    ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
  };
}

/** Answers carry the server's time beside what was asked, or in the registration they bring. */
export function noteServerTime(data: unknown, sentAt: number): void {
  const { serverTime, registration } = (data ?? {}) as {
    serverTime?: unknown;
    registration?: { serverTime?: unknown };
  };
  const told = serverTime ?? registration?.serverTime;
  if (typeof told === 'number') learnServerTime(told, { sentAt, arrivedAt: phoneNow() });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
