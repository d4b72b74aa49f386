import { createHmac, randomBytes, randomInt, type KeyObject } from 'node:crypto';
import type { Secrets } from '../use-cases/ports/secrets';

/** Values from the system's random source; `tokenKey` is TOKEN_SECRET. */
export function createSecrets(tokenKey: KeyObject): Secrets {
  return {
    token: () => randomBytes(32).toString('base64url'),
    digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
    nonce: () => randomBytes(9).toString('base64url'),
    tokenHash: (token) =>
      createHmac('sha256', tokenKey).update('token\0').update(token, 'utf8').digest('hex'),
  };
}
