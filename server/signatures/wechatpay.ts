import { X509Certificate, createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto';

/** Scheme of requests and value of `Wechatpay-Signature-Type`. */
export const SIGNATURE_TYPE = 'WECHATPAY2-SHA256-RSA2048';
/** Answers and notices older or newer than this are refused, as both official SDKs do. */
export const MAX_CLOCK_DIFFERENCE_MS = 300_000;

/** Key id or certificate serial, in upper case, to public key. */
export type PlatformKeys = ReadonlyMap<string, KeyObject>;

/** Who signs our requests. */
export interface MerchantSigner {
  mchId: string;
  /** Serial number of the merchant's certificate. */
  serial: string;
  privateKey: KeyObject;
}

export type SignatureRefusal = 'headers' | 'time' | 'serial' | 'signature';
export type SignatureCheck = { ok: true; serial: string } | { ok: false; reason: SignatureRefusal };

/** Reads a platform key that is configured as public key or as certificate. Null when the PEM is neither, or not RSA. */
export function readPlatformKey(pem: string): KeyObject | null {
  try {
    const key = pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
    return key.asymmetricKeyType === 'rsa' && !pem.includes('PRIVATE KEY') ? key : null;
  } catch {
    return null;
  }
}

/** The map of verification keys; ids whose PEM cannot be read come back by name, for one clear start-up message. */
export function createPlatformKeys(pems: Readonly<Record<string, string>>): {
  keys: PlatformKeys;
  unreadable: string[];
} {
  const keys = new Map<string, KeyObject>();
  const unreadable: string[] = [];
  for (const [id, pem] of Object.entries(pems)) {
    const key = readPlatformKey(pem);
    if (key === null) unreadable.push(id);
    else keys.set(id.toUpperCase(), key);
  }
  return { keys, unreadable };
}

/** Base64 RSA-SHA256 (PKCS#1 v1.5) of the parts, in order. */
function signParts(privateKey: KeyObject, parts: readonly (string | Buffer)[]): string {
  const sign = createSign('RSA-SHA256');
  for (const part of parts) sign.update(part);
  return sign.sign(privateKey, 'base64');
}

/**
 * The `Authorization` of one request. `body` are the exact bytes that are sent (empty for GET), `path` is path and query
 * exactly as sent, `timestamp` is in seconds. A repeated request needs a fresh nonce and timestamp.
 */
export function buildAuthorization(
  signer: MerchantSigner,
  request: { method: string; path: string; timestamp: string; nonce: string; body: string },
): string {
  const { method, path, timestamp, nonce, body } = request;
  const signature = signParts(signer.privateKey, [`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`]);
  return (
    `${SIGNATURE_TYPE} mchid="${signer.mchId}",nonce_str="${nonce}",signature="${signature}",` +
    `timestamp="${timestamp}",serial_no="${signer.serial}"`
  );
}

/** Checks the `Authorization` of a request as the platform does. Serves tests. */
export function verifyAuthorization(
  publicKey: KeyObject,
  request: { authorization: string; method: string; path: string; body: Buffer },
): { ok: true; mchId: string; serial: string; timestamp: string; nonce: string } | { ok: false } {
  const [scheme, values = ''] = request.authorization.split(/ (.*)/s);
  const fields = new Map([...values.matchAll(/(\w+)="([^"]*)"/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
  const read = (name: string) => fields.get(name) ?? '';
  const [timestamp, nonce] = [read('timestamp'), read('nonce_str')];
  const verify = createVerify('RSA-SHA256')
    .update(`${request.method}\n${request.path}\n${timestamp}\n${nonce}\n`)
    .update(request.body)
    .update('\n');
  if (
    scheme !== SIGNATURE_TYPE ||
    fields.size !== 5 ||
    !verify.verify(publicKey, read('signature'), 'base64')
  ) {
    return { ok: false };
  }
  return { ok: true, mchId: read('mchid'), serial: read('serial_no'), timestamp, nonce };
}

/** `paySign` for wx.requestPayment: four lines, merchant key. `timeStamp` is a decimal string of seconds. */
export function signPayment(
  privateKey: KeyObject,
  pay: { appId: string; timeStamp: string; nonceStr: string; prepayId: string },
): string {
  return signParts(privateKey, [
    `${pay.appId}\n${pay.timeStamp}\n${pay.nonceStr}\nprepay_id=${pay.prepayId}\n`,
  ]);
}

/**
 * Verifies an answer or a notice over its raw body bytes.
 * @param signed.headers names and values in turn, as in Node's `rawHeaders`, so that a doubled header is seen.
 * @param signed.nowMs the present, epoch milliseconds.
 *
 * The four headers of the signature must be there exactly once. The signature type takes no part in the signature and
 * older deliveries lack it: it may be absent, but not doubled and not another. Deliberate probes (values starting
 * `WECHATPAY/SIGNTEST/`) fail here like any other bad signature.
 */
export function verifySigned(
  keys: PlatformKeys,
  signed: { headers: readonly string[]; body: Buffer; nowMs: number },
): SignatureCheck {
  const headers = readSignatureHeaders(signed.headers);
  if (headers === null) return { ok: false, reason: 'headers' };
  const difference = Math.abs(signed.nowMs - Number(headers.timestamp) * 1000);
  if (difference >= MAX_CLOCK_DIFFERENCE_MS) return { ok: false, reason: 'time' };
  const serial = headers.serial.toUpperCase();
  const key = keys.get(serial);
  if (key === undefined) return { ok: false, reason: 'serial' };
  if (!verifyMessage(key, { ...headers, body: signed.body })) return { ok: false, reason: 'signature' };
  return { ok: true, serial };
}

/** Whether a signature belongs to `timestamp\nnonce\nbody\n`. */
export function verifyMessage(
  key: KeyObject,
  message: { timestamp: string; nonce: string; body: Buffer; signature: string },
): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(message.signature)) return false;
  return createVerify('RSA-SHA256')
    .update(`${message.timestamp}\n${message.nonce}\n`)
    .update(message.body)
    .update('\n')
    .verify(key, message.signature, 'base64');
}

/** The five headers of a signed answer or notice. Serves tests. */
export function signAnswer(
  signer: { serial: string; privateKey: KeyObject },
  answer: { timestamp: string; nonce: string; body: string | Buffer },
): Record<string, string> {
  const head = `${answer.timestamp}\n${answer.nonce}\n`;
  return {
    'Wechatpay-Timestamp': answer.timestamp,
    'Wechatpay-Nonce': answer.nonce,
    'Wechatpay-Signature': signParts(signer.privateKey, [head, answer.body, '\n']),
    'Wechatpay-Serial': signer.serial,
    'Wechatpay-Signature-Type': SIGNATURE_TYPE,
  };
}

interface SignatureHeaders {
  timestamp: string;
  nonce: string;
  signature: string;
  serial: string;
}

/** Each value has a narrow pattern: values that were joined from doubled headers ("a, b") do not pass either. */
const HEADER_PATTERNS: Readonly<Record<keyof SignatureHeaders, RegExp>> = {
  timestamp: /^[1-9]\d{0,10}$/,
  nonce: /^[0-9A-Za-z_-]{1,128}$/,
  signature: /^[\x21-\x2b\x2d-\x7e]{1,2048}$/,
  serial: /^[0-9A-Za-z_-]{1,128}$/,
};

function readSignatureHeaders(raw: readonly string[]): SignatureHeaders | null {
  const values = new Map<string, string[]>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    if (name.startsWith('wechatpay-')) values.set(name, [...(values.get(name) ?? []), raw[at + 1] ?? '']);
  }
  const types = values.get('wechatpay-signature-type') ?? [SIGNATURE_TYPE];
  if (types.length !== 1 || types[0] !== SIGNATURE_TYPE) return null;
  const read: SignatureHeaders = { timestamp: '', nonce: '', signature: '', serial: '' };
  for (const name of Object.keys(HEADER_PATTERNS) as (keyof SignatureHeaders)[]) {
    const [value, ...more] = values.get(`wechatpay-${name}`) ?? [];
    if (value === undefined || more.length > 0 || !HEADER_PATTERNS[name].test(value)) return null;
    read[name] = value;
  }
  return read;
}
