import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Ids } from './ids';

/** Token, EncodingAESKey and receiver id of one callback setting. */
export interface CallbackKeys {
  token: string;
  aesKey: string;
  receiveId: string;
}

const BLOCK = 32;

/** Encrypts one message in the frame that WeCom and the mini program push share. `salt` is 16 random bytes. */
export function encryptFrame(keys: CallbackKeys, message: string, salt: Buffer): string {
  const body = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([salt, length, body, Buffer.from(keys.receiveId, 'utf8')]);
  const fill = BLOCK - (plain.length % BLOCK);
  const key = aesKeyBytes(keys.aesKey);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(fill, fill)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** Opens a frame and throws when the padding, the length or the receiver is wrong. */
export function decryptFrame(keys: CallbackKeys, ciphertext: string): string {
  const key = aesKeyBytes(keys.aesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64')), decipher.final()]);
  const fill = padded[padded.length - 1] ?? 0;
  const tail = padded.subarray(padded.length - fill);
  if (fill < 1 || fill > BLOCK || !tail.every((value) => value === fill)) throw new Error('bad padding');
  const plain = padded.subarray(0, padded.length - fill);
  const end = 20 + plain.readUInt32BE(16);
  if (end > plain.length) throw new Error('bad length');
  if (plain.subarray(end).toString('utf8') !== keys.receiveId) throw new Error('other receiver');
  return plain.subarray(20, end).toString('utf8');
}

/** sha1 over the sorted parts: token, timestamp, nonce and, for bodies, the ciphertext. */
export function sha1Signature(...parts: string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/** 43 letters and digits that decode to 32 bytes without stray bits at the end. */
export function newAesKey(ids: Ids): string {
  return `${ids.secret(42)}E`;
}

function aesKeyBytes(aesKey: string): Buffer {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  if (key.length !== 32) throw new Error('the AES key must give 32 bytes');
  return key;
}
