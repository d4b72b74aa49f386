import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordHasher } from '../use-cases/ports/secrets';

interface Cost {
  /** Base-2 logarithm of scrypt's N. Memory is 128 * N * r bytes: 32 MiB at 15. */
  log2N: number;
  r: number;
  p: number;
}

const productionCost: Cost = { log2N: 15, r: 8, p: 3 };
const saltLength = 16;
const hashLength = 32;
const storedForm = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]{22})\$([A-Za-z0-9_-]{43})$/;
/** A damaged row must not make one login cost gigabytes. */
const highestLog2N = 18;

/** scrypt with the parameters written into each stored string, so that the cost can rise later. */
export function createPasswordHasher(cost: Cost = productionCost): PasswordHasher {
  return {
    hash: async (password) => {
      const salt = randomBytes(saltLength);
      const hash = await derive({ password, salt, cost });
      const { log2N, r, p } = cost;
      return ['scrypt', log2N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
    },
    verify: async (password, stored) => {
      const known = stored === null ? null : parse(stored);
      const salt = known?.salt ?? Buffer.alloc(saltLength);
      const hash = await derive({ password, salt, cost: known?.cost ?? cost });
      return known !== null && timingSafeEqual(hash, known.hash);
    },
  };
}

function parse(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } | null {
  const match = storedForm.exec(stored);
  if (!match) return null;
  const [, log2N, r, p, salt = '', hash = ''] = match;
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  if (cost.log2N < 1 || cost.log2N > highestLog2N || cost.r < 1 || cost.p < 1) return null;
  return { cost, salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') };
}

function derive(input: { password: string; salt: Buffer; cost: Cost }): Promise<Buffer> {
  const { log2N, r, p } = input.cost;
  const N = 2 ** log2N;
  const options = { N, r, p, maxmem: 128 * N * r + 128 * r * p + 1024 * 1024 };
  // The same password typed on two keyboards may differ in composition; NFKC makes it one.
  const text = input.password.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, input.salt, hashLength, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
