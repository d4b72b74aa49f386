import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { SealError, type FieldCipher } from '../use-cases/ports/secrets';
import { randomPool } from './random-pool';

/** One versioned AES-256 key. */
export interface FieldKey {
  /** Lower-case letters and digits, such as `v1`. */
  id: string;
  key: KeyObject;
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
const sealedText = /^([a-z0-9]{1,16}):([A-Za-z0-9_-]+)$/;
/** First byte of a sealed file; another layout would get another number. */
const fileLayout = 1;

/**
 * AES-256-GCM with a random nonce, the context bound as additional data. The first key seals; all keys open. A
 * rotation first adds the new key at the end everywhere, then moves it to the front, so that old and new processes
 * read each other's values during a deploy.
 */
export function createFieldCipher(keys: readonly FieldKey[]): FieldCipher {
  const [current] = keys;
  if (!current) throw new Error('A field cipher needs at least one key.');
  const byId = new Map(keys.map((entry) => [entry.id, entry.key]));
  const random = randomPool();

  const keyOf = (id: string): KeyObject => {
    const key = byId.get(id);
    if (!key) throw new SealError('SEAL_KEY_UNKNOWN');
    return key;
  };

  return {
    seal: (text, context) => {
      const nonce = random(nonceLength);
      const box = encrypt({ key: current.key, nonce, context, bytes: Buffer.from(text, 'utf8') });
      return `${current.id}:${box.toString('base64url')}`;
    },
    open: (sealed, context) => {
      const { keyId, box } = splitText(sealed);
      return decrypt({ key: keyOf(keyId), context, bytes: box }).toString('utf8');
    },
    sealBytes: (bytes, context) => {
      const id = Buffer.from(current.id, 'ascii');
      const head = Buffer.concat([Buffer.of(fileLayout, id.length), id]);
      const nonce = random(nonceLength);
      return Buffer.concat([head, encrypt({ key: current.key, nonce, context, bytes })]);
    },
    openBytes: (sealed, context) => {
      const { keyId, box } = splitBytes(sealed);
      return decrypt({ key: keyOf(keyId), context, bytes: box });
    },
  };
}

interface CipherInput {
  key: KeyObject;
  context: string;
  bytes: Uint8Array;
}

/** nonce, ciphertext, tag. */
function encrypt({ key, nonce, context, bytes }: CipherInput & { nonce: Buffer }): Buffer {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function decrypt({ key, context, bytes }: CipherInput): Buffer {
  if (bytes.length < nonceLength + tagLength) throw new SealError('SEAL_BROKEN');
  const nonce = bytes.subarray(0, nonceLength);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagLength));
  const clear = decipher.update(bytes.subarray(nonceLength, bytes.length - tagLength));
  try {
    return Buffer.concat([clear, decipher.final()]);
  } catch {
    // OpenSSL's message says nothing that the code does not.
    throw new SealError('SEAL_BROKEN');
  }
}

function splitText(sealed: string): { keyId: string; box: Buffer } {
  const match = sealedText.exec(sealed);
  if (!match?.[1] || !match[2]) throw new SealError('SEAL_BROKEN');
  const box = Buffer.from(match[2], 'base64url');
  // Base64 lets the unused last bits vary; only the one spelling that sealing produces is accepted.
  if (box.toString('base64url') !== match[2]) throw new SealError('SEAL_BROKEN');
  return { keyId: match[1], box };
}

function splitBytes(sealed: Uint8Array): { keyId: string; box: Uint8Array } {
  const [layout, idLength = 0] = sealed;
  if (layout !== fileLayout || sealed.length < 2 + idLength) throw new SealError('SEAL_BROKEN');
  const keyId = Buffer.from(sealed.subarray(2, 2 + idLength)).toString('latin1');
  return { keyId, box: sealed.subarray(2 + idLength) };
}
