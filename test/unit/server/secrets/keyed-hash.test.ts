import { createHmac, createSecretKey } from 'node:crypto';
import { createKeyedHash } from '../../../../server/secrets/keyed-hash';

const key = Buffer.alloc(32, 'k');
const hash = createKeyedHash(createSecretKey(key));

describe('createKeyedHash', () => {
  it('is the HMAC-SHA256 of kind, zero byte and value in hex', () => {
    const expected = createHmac('sha256', key).update('phone\u000013800138000').digest('hex');
    expect(hash.hash('phone', '13800138000')).toBe(expected);
  });

  it('separates kinds and keys', () => {
    const other = createKeyedHash(createSecretKey(Buffer.alloc(32, 'o')));
    const hashes = [
      hash.hash('phone', 'a'),
      hash.hash('email', 'a'),
      hash.hash('phone', 'b'),
      other.hash('phone', 'a'),
    ];
    expect(new Set(hashes).size).toBe(4);
  });

  it.each(['', 'Phone', 'a\0b', '电话'])('refuses the kind %j', (kind) => {
    expect(() => hash.hash(kind, 'a')).toThrow('lower-case word');
  });
});
