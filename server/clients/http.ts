import { PlatformError, TransportError, type PlatformName } from '../use-cases/ports/platform-errors';
import { classifyStatus } from './error-classes';

/** One outgoing request. `path` is the documented path, for messages and logs; the address itself may hold a token. */
export interface HttpRequest {
  platform: PlatformName;
  path: string;
  method: 'GET' | 'POST';
  url: URL;
  headers?: Readonly<Record<string, string>>;
  body?: string | FormData;
  /** For the whole exchange: connecting, sending and reading to the end. */
  timeoutMs: number;
  /** The longest answer that is read, unpacked. */
  maxBytes: number;
}

export interface HttpAnswer {
  status: number;
  /** Lower-cased names and values in turn, like Node's `rawHeaders`. */
  headers: string[];
  body: Buffer;
}

type Where = Pick<HttpRequest, 'platform' | 'path'>;

/** Limits that suit an answer of JSON. */
export const JSON_LIMITS = { timeoutMs: 8_000, maxBytes: 1_048_576 } as const;

/** Failures before a single byte of the request could leave, beside those of the system calls below. */
const NOT_CONNECTED =
  /^UND_ERR_CONNECT_TIMEOUT$|^CERT_|^ERR_TLS_CERT_|SELF_SIGNED_CERT|^UNABLE_TO_(GET|VERIFY)/;
/** The same codes (EHOSTUNREACH) may also end a connection that had carried the request. */
const CONNECTING_CALLS = ['connect', 'getaddrinfo'];

/**
 * Sends one request and reads the whole answer, whatever its status. Redirects are not followed: the token in the
 * address must not travel, and no platform uses them. Connections are kept alive by the runtime.
 * Throws TransportError only.
 */
export async function exchange(request: HttpRequest): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal,
    });
    const body = await withSignal(signal, readBody(response, request));
    return { status: response.status, headers: [...response.headers].flat(), body };
  } catch (error) {
    throw asTransportError(error, { where: request, timedOut: signal.aborted });
  }
}

/** The JSON object in an answer, judged by content: some platforms call JSON text/plain. */
export function parseJsonObject(body: Buffer, where: Where): Record<string, unknown> {
  const value = tryParse(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new TransportError({ ...where, reason: 'unreadable' });
}

/** The error for an answer whose status says failure and whose body holds no error number. */
export function statusError(status: number, where: Where): PlatformError {
  return new PlatformError({ ...where, status, code: null, class: classifyStatus(status) });
}

/** Base address and path joined; a base may have a path of its own. */
export function addressOf(baseUrl: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(baseUrl.replace(/\/+$/, '') + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

async function readBody(response: Response, request: HttpRequest): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > request.maxBytes) {
      // Not awaited: an endless sender must not hold us.
      reader.cancel().catch(() => undefined);
      throw new TransportError({ platform: request.platform, path: request.path, reason: 'too_large' });
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** Ends the wait when the time is over, even if the body ignores its signal. */
function withSignal<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new Error('timeout'));
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function asTransportError(error: unknown, facts: { where: Where; timedOut: boolean }): TransportError {
  if (error instanceof TransportError) return error;
  const { platform, path } = facts.where;
  const failures = failuresBeneath(error);
  const cause = failures.map(({ code }) => code).join(' ') || undefined;
  if (failures.length > 0 && failures.every(isBeforeSending)) {
    return new TransportError({ platform, path, reason: 'connect', cause });
  }
  return new TransportError({ platform, path, reason: facts.timedOut ? 'timeout' : 'broken_off', cause });
}

/** Code and system call of a failure. Nothing else is kept: texts may hold the address, and with it a token. */
interface Failure {
  code: string;
  call: string;
}

function isBeforeSending({ code, call }: Failure): boolean {
  return CONNECTING_CALLS.includes(call) || NOT_CONNECTED.test(code);
}

/** The failures beneath fetch's error, several when more than one address was tried. */
function failuresBeneath(error: unknown): Failure[] {
  const cause = fieldOf(error, 'cause');
  const several = fieldOf(cause, 'errors');
  if (Array.isArray(several)) return several.flatMap(failureOf);
  const beneath = failureOf(cause);
  return beneath.length > 0 ? beneath : failureOf(error);
}

function failureOf(error: unknown): Failure[] {
  const [code, call] = [fieldOf(error, 'code'), fieldOf(error, 'syscall')];
  return typeof code === 'string' ? [{ code, call: typeof call === 'string' ? call : '' }] : [];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Message ids are printed as numbers beyond 2^53; as text they stay exact. */
const LONG_MESSAGE_ID = /(?<!\\)("msgid"\s*:\s*)(\d{16,})(?=\s*[,}])/g;

function tryParse(body: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return JSON.parse(text.replace(LONG_MESSAGE_ID, '$1"$2"'));
  } catch {
    return undefined;
  }
}
