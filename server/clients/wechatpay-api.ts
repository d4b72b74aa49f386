import { randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/domain/time';
import {
  buildAuthorization,
  verifySigned,
  type MerchantSigner,
  type PlatformKeys,
} from '../signatures/wechatpay';
import { PlatformError, TransportError } from '../use-cases/ports/platform-errors';
import { classifyStatus, classifyWechatpay, normalizeWechatpayCode } from './error-classes';
import { JSON_LIMITS, addressOf, exchange, parseJsonObject, type HttpAnswer } from './http';

export interface WechatpayApiOptions {
  /** `https://api.mch.weixin.qq.com`; the other site `https://api2.mch.weixin.qq.com` has the same contract. */
  apiUrl: string;
  signer: MerchantSigner;
  /** Keys that verify answers. New merchants have a public key (`PUB_KEY_ID_…`) only. */
  platformKeys: PlatformKeys;
  clock: Clock;
  /** 32 characters, a new one for each request; tests pass their own. */
  nonce?(): string;
  timeoutMs?: number;
}

export interface SignedCall {
  /** The documented path, for messages. */
  path: string;
  /** Path and query as they are to be sent, encoded. */
  target: string;
  /** Present for POST; serialised once, so that the signed bytes are the sent ones. */
  json?: Record<string, unknown>;
}

const PLATFORM = 'wechatpay';
const BILL_LIMITS = { timeoutMs: 60_000, maxBytes: 64 * 1_048_576 } as const;

/** Signed requests and verified answers; knows nothing of orders. */
export class WechatpayApi {
  constructor(private readonly options: WechatpayApiOptions) {}

  /** The verified success of a call; its body is empty with 204. Throws PlatformError, TransportError. */
  async call(call: SignedCall): Promise<Record<string, unknown>> {
    const answer = await this.send(call);
    const verified = this.verified(answer, this.options.platformKeys);
    const where = { platform: PLATFORM, path: call.path } as const;
    if (answer.status >= 300) throw failureOf(answer, { ...where, verified });
    // The work was done before the answer was signed: an answer that cannot be verified leaves the result open.
    if (!verified) throw new TransportError({ ...where, reason: 'unverified' });
    return answer.body.length === 0 ? {} : parseJsonObject(answer.body, where);
  }

  /** As `call`, but the keys to verify with are found in the answer itself (the list of certificates). */
  async callForKeys(
    call: SignedCall,
    keysIn: (json: Record<string, unknown>) => PlatformKeys,
  ): Promise<Record<string, unknown>> {
    const answer = await this.send(call);
    const where = { platform: PLATFORM, path: call.path } as const;
    if (answer.status >= 300) throw failureOf(answer, { ...where, verified: false });
    const json = parseJsonObject(answer.body, where);
    const keys = new Map([...this.options.platformKeys, ...keysIn(json)]);
    if (!this.verified(answer, keys)) throw new TransportError({ ...where, reason: 'unverified' });
    return json;
  }

  /** A file behind a signed request. Files are not signed: the caller compares their hash. */
  async download(file: { path: string; url: string }): Promise<Buffer> {
    const where = { platform: PLATFORM, path: file.path } as const;
    const url = URL.canParse(file.url) ? new URL(file.url) : null;
    if (!url || !this.isOurs(url)) throw new TransportError({ ...where, reason: 'foreign' });
    const answer = await exchange({
      ...where,
      method: 'GET',
      url,
      headers: this.headers('GET', url, ''),
      ...BILL_LIMITS,
    });
    if (answer.status !== 200)
      throw failureOf(answer, { ...where, verified: this.verified(answer, this.options.platformKeys) });
    return answer.body;
  }

  private send({ path, target, json }: SignedCall): Promise<HttpAnswer> {
    const url = addressOf(this.options.apiUrl, target);
    const body = json === undefined ? '' : JSON.stringify(json);
    const method = json === undefined ? 'GET' : 'POST';
    const headers = this.headers(method, url, body);
    const limits = { ...JSON_LIMITS, timeoutMs: this.options.timeoutMs ?? JSON_LIMITS.timeoutMs };
    return exchange({ platform: PLATFORM, path, method, url, headers, ...(body ? { body } : {}), ...limits });
  }

  private headers(method: string, url: URL, body: string): Record<string, string> {
    const { signer, clock, nonce = randomNonce, platformKeys } = this.options;
    const timestamp = String(Math.floor(clock.now() / 1000));
    const path = url.pathname + url.search;
    const publicKeyId = [...platformKeys.keys()].find((id) => id.startsWith('PUB_KEY_ID_'));
    return {
      accept: 'application/json',
      'user-agent': 'ncre-assistant',
      authorization: buildAuthorization(signer, { method, path, timestamp, nonce: nonce(), body }),
      ...(body ? { 'content-type': 'application/json' } : {}),
      // Names the key that the answer is to be signed for; without it the platform uses a certificate.
      ...(publicKeyId ? { 'wechatpay-serial': publicKeyId } : {}),
    };
  }

  private verified(answer: HttpAnswer, keys: PlatformKeys): boolean {
    return verifySigned(keys, { ...answer, nowMs: this.options.clock.now() }).ok;
  }

  /** Our signature goes to the platform's hosts only, wherever an answer points. */
  private isOurs(url: URL): boolean {
    const known = /^api2?\.mch\.weixin\.qq\.com$/.test(url.hostname) && url.protocol === 'https:';
    return known || url.origin === new URL(this.options.apiUrl).origin;
  }
}

function randomNonce(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}

/**
 * The error in an answer. One without a valid signature may not settle anything: only what asks for the same call
 * again, or for an operator, is believed then (gateways and refused signatures come unsigned).
 */
function failureOf(
  answer: HttpAnswer,
  { verified, ...where }: { platform: typeof PLATFORM; path: string; verified: boolean },
): PlatformError | TransportError {
  const { status } = answer;
  const code = codeIn(answer.body);
  const kind = classifyWechatpay(status, code);
  const settlesNothing = kind === 'RETRY' || kind === 'UNKNOWN' || kind === 'CONFIG' || status === 429;
  const signed = answer.headers.includes('wechatpay-signature');
  if (!verified && (signed || !settlesNothing)) return new TransportError({ ...where, reason: 'unverified' });
  if (code === null) return new PlatformError({ ...where, status, code, class: classifyStatus(status) });
  return new PlatformError({ ...where, status, code: normalizeWechatpayCode(code), class: kind });
}

function codeIn(body: Buffer): string | null {
  try {
    const { code } = parseJsonObject(body, { platform: PLATFORM, path: '' });
    return typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) ? code : null;
  } catch {
    return null;
  }
}
