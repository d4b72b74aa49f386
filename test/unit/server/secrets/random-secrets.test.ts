import { createSecretKey } from 'node:crypto';
import { createSecrets } from '../../../../server/secrets/random-secrets';

const secrets = createSecrets(createSecretKey(Buffer.alloc(32, 's')));

describe('createSecrets', () => {
  it('makes tokens of 256 bits and marks of 72 bits, without repeats', () => {
    expect(secrets.token()).toMatch(/^[\w-]{43}$/);
    expect(secrets.nonce()).toMatch(/^[\w-]{12}$/);
    expect(new Set(Array.from({ length: 500 }, () => secrets.nonce())).size).toBe(500);
  });

  it('makes codes of the asked length from all digits', () => {
    const codes = Array.from({ length: 200 }, () => secrets.digits(6));
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(new Set(codes.join('')).size).toBe(10);
  });

  it('hashes tokens one way, under its key', () => {
    const other = createSecrets(createSecretKey(Buffer.alloc(32, 'o')));
    expect(secrets.tokenHash('a')).toMatch(/^[0-9a-f]{64}$/);
    expect(secrets.tokenHash('a')).toBe(secrets.tokenHash('a'));
    expect(new Set([secrets.tokenHash('a'), secrets.tokenHash('b'), other.tokenHash('a')]).size).toBe(3);
  });
});
