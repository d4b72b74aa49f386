import { randomBytes } from 'node:crypto';

const POOL_BYTES = 4096;

/**
 * Bytes of the system's random source, drawn in stock: each call of the source costs as much as sealing a short value does.
 * Every byte is given out once. For nonces and ids, which are no secrets; tokens, codes and keys are drawn one by one.
 */
export function randomPool(): (count: number) => Buffer {
  let stock = Buffer.alloc(0);
  let used = 0;
  return (count) => {
    if (count > POOL_BYTES) return randomBytes(count);
    if (used + count > stock.length) {
      stock = randomBytes(POOL_BYTES);
      used = 0;
    }
    used += count;
    return stock.subarray(used - count, used);
  };
}
