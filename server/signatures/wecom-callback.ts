import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';

/** Cipher blocks of the platform are 32 bytes, twice the block of AES: pad values run from 1 to 32. */
const PAD_BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const FRAME_HEAD = RANDOM_BYTES + LENGTH_BYTES;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What one callback address needs to check and open messages (WeCom, customer service, mini program push). */
export interface CallbackKeys {
  token: string;
  aesKey: KeyObject;
  iv: Buffer;
  /** Corp id for WeCom and customer service, appid for the mini program push. */
  receiveId: string;
}

/** Why a message was not opened. `signature` says that it is not from the platform at all. */
export type CallbackRefusal = 'signature' | 'ciphertext' | 'padding' | 'length' | 'receiver' | 'encoding';

export type OpenedCallback = { ok: true; message: string } | { ok: false; reason: CallbackRefusal };

/** The four values that a signature covers, besides the token. */
export interface SignedCiphertext {
  timestamp: string;
  nonce: string;
  /** `Encrypt` of the body, or `echostr` of the address verification (URL-decoded exactly once). */
  ciphertext: string;
  msgSignature: string;
}

/**
 * Reads the console's EncodingAESKey: 43 characters that are 32 bytes of base64 without its last `=`.
 * Returns null when the setting has another shape, so that start-up can name it.
 */
export function createCallbackKeys(settings: {
  token: string;
  encodingAesKey: string;
  receiveId: string;
}): CallbackKeys | null {
  if (!/^[A-Za-z0-9]{43}$/.test(settings.encodingAesKey)) return null;
  const bytes = Buffer.from(`${settings.encodingAesKey}=`, 'base64');
  if (bytes.length !== 32) return null;
  return {
    token: settings.token,
    aesKey: createSecretKey(bytes),
    iv: bytes.subarray(0, 16),
    receiveId: settings.receiveId,
  };
}

/** Lower-case hex SHA-1 over the given strings, sorted as byte strings and joined without separator. */
export function sortedSha1(parts: readonly string[]): string {
  const sorted = parts.map((part) => Buffer.from(part, 'utf8')).sort(Buffer.compare);
  const hash = createHash('sha1');
  for (const part of sorted) hash.update(part);
  return hash.digest('hex');
}

/** Signature of an encrypted message, as the platform computes it and as replies must carry it. */
export function signCallback(
  token: string,
  signed: { timestamp: string; nonce: string; ciphertext: string },
): string {
  return sortedSha1([token, signed.timestamp, signed.nonce, signed.ciphertext]);
}

/** Whether two hex digests are equal, in time that does not depend on where they differ. */
function equalDigests(expected: string, given: string): boolean {
  const left = Buffer.from(expected, 'utf8');
  const right = Buffer.from(given, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Whether `msg_signature` belongs to this ciphertext. */
export function verifyCallback(token: string, signed: SignedCiphertext): boolean {
  return equalDigests(signCallback(token, signed), signed.msgSignature);
}

/**
 * The mini program's plain `signature` (address verification; plain mode). It does not cover a body: whoever saw one
 * query string can post anything under it, so an encrypted message is judged by `msg_signature` only.
 */
export function verifyPlainSignature(given: {
  token: string;
  timestamp: string;
  nonce: string;
  signature: string;
}): boolean {
  return equalDigests(sortedSha1([given.token, given.timestamp, given.nonce]), given.signature);
}

/** Encrypts a message in the platform's frame. The random head is an argument only so that tests can fix it. */
export function encryptMessage(
  keys: CallbackKeys,
  message: string,
  random: Buffer = randomBytes(RANDOM_BYTES),
): string {
  const text = Buffer.from(message, 'utf8');
  const receiver = Buffer.from(keys.receiveId, 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  const pad = PAD_BLOCK - ((FRAME_HEAD + text.length + receiver.length) % PAD_BLOCK);
  const frame = Buffer.concat([
    random.subarray(0, RANDOM_BYTES),
    length,
    text,
    receiver,
    Buffer.alloc(pad, pad),
  ]);
  const cipher = createCipheriv('aes-256-cbc', keys.aesKey, keys.iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(frame), cipher.final()]).toString('base64');
}

/**
 * Decrypts one ciphertext and checks everything the frame promises: whole blocks, every padding byte, the inner length
 * in bytes, the receiver. Call it after the signature was checked; `openCallback` does both in that order.
 */
export function decryptMessage(keys: CallbackKeys, ciphertext: string): OpenedCallback {
  const frame = decryptFrame(keys, ciphertext);
  if (frame === null) return { ok: false, reason: 'ciphertext' };
  const content = unpad(frame);
  if (content === null) return { ok: false, reason: 'padding' };
  if (content.length < FRAME_HEAD) return { ok: false, reason: 'length' };
  const end = FRAME_HEAD + content.readUInt32BE(RANDOM_BYTES);
  if (end > content.length) return { ok: false, reason: 'length' };
  if (!content.subarray(end).equals(Buffer.from(keys.receiveId, 'utf8')))
    return { ok: false, reason: 'receiver' };
  try {
    return { ok: true, message: strictUtf8.decode(content.subarray(FRAME_HEAD, end)) };
  } catch {
    return { ok: false, reason: 'encoding' };
  }
}

/** Checks the signature, then decrypts: the one way in for delivered messages. */
export function openCallback(keys: CallbackKeys, signed: SignedCiphertext): OpenedCallback {
  if (!verifyCallback(keys.token, signed)) return { ok: false, reason: 'signature' };
  return decryptMessage(keys, signed.ciphertext);
}

/**
 * Address verification of WeCom and customer service: `echostr` is ciphertext there, and the answer is the bare
 * plaintext. (The mini program's `echostr` is plain: check it by `verifyPlainSignature` and answer it as it came.)
 */
export function openUrlVerification(
  keys: CallbackKeys,
  query: { timestamp: string; nonce: string; echostr: string; msgSignature: string },
): OpenedCallback {
  return openCallback(keys, { ...query, ciphertext: query.echostr });
}

function decryptFrame(keys: CallbackKeys, ciphertext: string): Buffer | null {
  if (ciphertext.length % 4 !== 0 || !BASE64.test(ciphertext)) return null;
  const bytes = Buffer.from(ciphertext, 'base64');
  if (bytes.length === 0 || bytes.length % PAD_BLOCK !== 0) return null;
  // Automatic padding knows 16-byte blocks only and throws on pad values above 16.
  const decipher = createDecipheriv('aes-256-cbc', keys.aesKey, keys.iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

function unpad(frame: Buffer): Buffer | null {
  const pad = frame[frame.length - 1] ?? 0;
  if (pad < 1 || pad > PAD_BLOCK || pad > frame.length) return null;
  for (let at = frame.length - pad; at < frame.length; at += 1) if (frame[at] !== pad) return null;
  return frame.subarray(0, frame.length - pad);
}
