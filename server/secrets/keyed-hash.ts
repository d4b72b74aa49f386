import { createHmac, type KeyObject } from 'node:crypto';
import type { KeyedHash } from '../use-cases/ports/secrets';

const kindForm = /^[a-z][a-z0-9_.]*$/;

/** HMAC-SHA256 under INDEX_KEY. The key cannot be rotated without computing every lookup column again. */
export function createKeyedHash(key: KeyObject): KeyedHash {
  return {
    hash: (kind, value) => {
      if (!kindForm.test(kind)) throw new Error('A kind of keyed hash is a lower-case word.');
      // A kind holds no zero byte, so kind and value cannot be cut differently.
      return createHmac('sha256', key).update(`${kind}\0`).update(value, 'utf8').digest('hex');
    },
  };
}
