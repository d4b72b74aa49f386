import { createHmac, type KeyObject } from 'node:crypto';
import type { KeyedHash } from '../use-cases/ports/secrets';

const kindForm = /^[a-z][a-z0-9_.]*$/;

/** Kinds of which every step of a turn asks for the same value: names that platforms give, and places of sessions. */
const repeated: ReadonlySet<string> = new Set(['external_userid', 'openid', 'session_key']);
const remembered = 1_000;

/** HMAC-SHA256 under INDEX_KEY. The key cannot be rotated without computing every lookup column again. */
export function createKeyedHash(key: KeyObject): KeyedHash {
  const known = new Map<string, string>();
  const compute = (kind: string, value: string): string => {
    if (!kindForm.test(kind)) throw new Error('A kind of keyed hash is a lower-case word.');
    // A kind holds no zero byte, so kind and value cannot be cut differently.
    return createHmac('sha256', key).update(`${kind}\0${value}`, 'utf8').digest('hex');
  };
  return {
    hash: (kind, value) => {
      if (!repeated.has(kind)) return compute(kind, value);
      const name = `${kind}\0${value}`;
      const found = known.get(name);
      if (found !== undefined) return found;
      if (known.size >= remembered) known.clear();
      const hash = compute(kind, value);
      known.set(name, hash);
      return hash;
    },
  };
}
