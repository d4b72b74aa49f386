import { createHash } from 'node:crypto';

/** Every id, code, secret and nonce of the stand-in comes from here, so that one seed gives one run. */
export interface Ids {
  /** A readable id: prefix, running number per prefix, and a short seeded tail. */
  next(prefix: string): string;
  /** A running number per name, from 1. */
  count(name: string): number;
  /** `length` characters of A-Z a-z 0-9. */
  secret(length: number): string;
  bytes(length: number): Buffer;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function createIds(seed: string): Ids {
  const counters = new Map<string, number>();
  let drawn = 0;

  function block(): Buffer {
    drawn += 1;
    return createHash('sha256').update(`${seed}:${drawn}`).digest();
  }
  function bytes(length: number): Buffer {
    const parts: Buffer[] = [];
    for (let have = 0; have < length; have += 32) parts.push(block());
    return Buffer.concat(parts).subarray(0, length);
  }
  function secret(length: number): string {
    return [...bytes(length)].map((value) => LETTERS[value % LETTERS.length]).join('');
  }
  function count(name: string): number {
    const value = (counters.get(name) ?? 0) + 1;
    counters.set(name, value);
    return value;
  }
  return {
    next: (prefix) => `${prefix}${String(count(prefix)).padStart(4, '0')}${secret(6)}`,
    count,
    secret,
    bytes,
  };
}
