import type { KeyedHash } from '../use-cases/ports/secrets';

/** A Redis key: an area and 128 bits of a keyed hash, so that no name of a person stands in Redis. */
export function placeOf(keyedHash: KeyedHash, area: 's' | 'l' | 'r', name: string): string {
  return `${area}:${keyedHash.hash('session_key', name).slice(0, 32)}`;
}
