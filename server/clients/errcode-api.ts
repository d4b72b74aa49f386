import {
  PlatformError,
  TransportError,
  type PlatformErrorClass,
  type PlatformName,
} from '../use-cases/ports/platform-errors';
import type { AccessTokens } from './access-token';
import { JSON_LIMITS, addressOf, exchange, parseJsonObject, statusError } from './http';

type Query = Readonly<Record<string, string>>;
export type JsonObject = Record<string, unknown>;

/** A token request has no token to refresh. */
export function asSetting(kind: PlatformErrorClass): PlatformErrorClass {
  return kind === 'REFRESH' ? 'CONFIG' : kind;
}

/** Whether a platform refused with one of these numbers. */
export function hasCode(error: unknown, codes: readonly (number | string)[]): boolean {
  return error instanceof PlatformError && error.code !== null && codes.includes(error.code);
}

export interface ErrcodeApiOptions {
  platform: PlatformName;
  baseUrl: string;
  /** Class of a non-zero `errcode` of this host. */
  classify(code: number): PlatformErrorClass;
  timeoutMs?: number;
}

interface Call {
  path: string;
  query?: Query;
  /** Present for POST. */
  json?: JsonObject;
  /** Where answers are longer than JSON usually is. */
  maxBytes?: number;
}

/**
 * The manner that WeCom and WeChat share: JSON over HTTP 200 with `errcode`, which successes of some calls lack
 * altogether. A failure is `errcode` present and not 0.
 */
export class ErrcodeApi {
  constructor(private readonly options: ErrcodeApiOptions) {}

  /** One call without a token of its own: token requests and logins. */
  async call({ path, query = {}, json, maxBytes }: Call): Promise<JsonObject> {
    const { platform, baseUrl } = this.options;
    const answer = await exchange({
      platform,
      path,
      method: json === undefined ? 'GET' : 'POST',
      url: addressOf(baseUrl, path, query),
      ...(json === undefined ? {} : { body: JSON.stringify(json), headers: JSON_HEADERS }),
      ...this.limits(),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
    return this.read(path, answer);
  }

  /** One call under an access token, refreshed and repeated once when the platform refuses the token. */
  callAs(tokens: AccessTokens, { query, ...call }: Call): Promise<JsonObject> {
    return tokens.run((token) => this.call({ ...call, query: { ...query, access_token: token } }));
  }

  /** Sends one file as multipart form. */
  uploadAs(
    tokens: AccessTokens,
    upload: { path: string; query: Query; form: FormData },
  ): Promise<JsonObject> {
    const { platform, baseUrl } = this.options;
    const { path, query, form } = upload;
    return tokens.run(async (token) => {
      const url = addressOf(baseUrl, path, { ...query, access_token: token });
      const limits = { ...this.limits(), timeoutMs: FILE_TIMEOUT_MS };
      return this.read(path, await exchange({ platform, path, method: 'POST', url, body: form, ...limits }));
    });
  }

  /** Fetches a file. The platform answers a failure with JSON in place of the file. */
  downloadAs(
    tokens: AccessTokens,
    download: { path: string; query: Query; maxBytes: number },
  ): Promise<{ bytes: Buffer; contentType: string }> {
    const { platform, baseUrl } = this.options;
    const { path, query, maxBytes } = download;
    return tokens.run(async (token) => {
      const url = addressOf(baseUrl, path, { ...query, access_token: token });
      const limits = { timeoutMs: FILE_TIMEOUT_MS, maxBytes };
      const answer = await exchange({ platform, path, method: 'GET', url, ...limits });
      const at = answer.headers.indexOf('content-type');
      const contentType = at < 0 ? 'application/octet-stream' : (answer.headers[at + 1] ?? '');
      if (answer.status !== 200 || startsLikeJson(answer.body)) {
        this.read(path, answer);
        throw new TransportError({ platform, path, reason: 'unreadable' });
      }
      return { bytes: answer.body, contentType };
    });
  }

  private limits() {
    return { ...JSON_LIMITS, ...(this.options.timeoutMs ? { timeoutMs: this.options.timeoutMs } : {}) };
  }

  /** The object of a success; throws for everything else. */
  private read(path: string, answer: { status: number; body: Buffer }): JsonObject {
    const { platform, classify } = this.options;
    const { status, body } = answer;
    const where = { platform, path };
    if (status !== 200 && !startsLikeJson(body)) throw statusError(status, where);
    const json = parseJsonObject(body, where);
    const code = json.errcode ?? 0;
    if (typeof code !== 'number') throw new TransportError({ ...where, reason: 'unreadable' });
    if (code !== 0) {
      const field = fieldNamed(json.errmsg);
      throw new PlatformError({ ...where, status, code, class: classify(code), field });
    }
    if (status !== 200) throw statusError(status, where);
    return json;
  }
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };
const FILE_TIMEOUT_MS = 20_000;

function startsLikeJson(body: Buffer): boolean {
  return body[0] === 0x7b;
}

/** `data.thing3.value` in a refusal names the key that breaks its kind; nothing else of the text is used. */
function fieldNamed(text: unknown): string | null {
  return typeof text === 'string' ? (/\bdata\.([a-z_]{1,20}\d{0,3})\b/.exec(text)?.[1] ?? null) : null;
}
