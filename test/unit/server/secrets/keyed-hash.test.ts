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

  it('answers for names of platforms what it computed, however many are asked for in between', () => {
    const expected = createHmac('sha256', key).update('openid\0o1').digest('hex');
    for (let other = 0; other < 1_500; other += 1) {
      expect(hash.hash('external_userid', `wm${other}`)).toBe(hash.hash('external_userid', `wm${other}`));
      expect(hash.hash('openid', 'o1')).toBe(expected);
    }
    expect(hash.hash('session_key', 'o1')).not.toBe(expected);
  });

  it.each(['', 'Phone', 'a\0b', '电话'])('refuses the kind %j', (kind) => {
    expect(() => hash.hash(kind, 'a')).toThrow('lower-case word');
  });
});
