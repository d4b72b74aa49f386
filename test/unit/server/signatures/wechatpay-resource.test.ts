import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { decryptResource, encryptResource } from '../../../../server/signatures/wechatpay-resource';

const KEY = '0123456789abcdef0123456789abcdef';
const given = {
  plaintext: '{"trade_state":"SUCCESS"}',
  nonce: 'fdasflkja484',
  associatedData: 'transaction',
};
const sealed = encryptResource(KEY, given);

describe('decryptResource', () => {
  it('opens what the plain cipher of the platform makes: ciphertext followed by its tag', () => {
    const cipher = createCipheriv('aes-256-gcm', KEY, given.nonce).setAAD(Buffer.from(given.associatedData));
    const bytes = Buffer.concat([cipher.update(given.plaintext), cipher.final(), cipher.getAuthTag()]);
    expect(sealed.ciphertext).toBe(bytes.toString('base64'));
    expect(decryptResource(KEY, sealed)).toEqual({ ok: true, plaintext: given.plaintext });
  });

  it('opens any text, also with absent associated data', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plaintext) => {
        const { associated_data: _, ...bare } = encryptResource(KEY, {
          ...given,
          plaintext,
          associatedData: '',
        });
        expect(decryptResource(KEY, bare)).toEqual({ ok: true, plaintext });
      }),
    );
  });

  it('refuses any changed byte', () => {
    const bytes = Buffer.from(sealed.ciphertext, 'base64');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ mask;
        const resource = { ...sealed, ciphertext: changed.toString('base64') };
        expect(decryptResource(KEY, resource)).toEqual({ ok: false, reason: 'content' });
      }),
    );
  });

  it.each([
    ['another key', 'f'.repeat(32), sealed, 'content'],
    ['a key of another length', 'short', sealed, 'key'],
    ['other associated data', KEY, { ...sealed, associated_data: 'refund' }, 'content'],
    ['another algorithm', KEY, { ...sealed, algorithm: 'AEAD_SM4_GCM' }, 'algorithm'],
    ['a nonce of another length', KEY, { ...sealed, nonce: 'fdasflkja48' }, 'shape'],
    ['ciphertext that is not base64', KEY, { ...sealed, ciphertext: '!!!!' }, 'shape'],
    ['ciphertext without room for a tag', KEY, { ...sealed, ciphertext: 'QUJD' }, 'shape'],
  ])('refuses %s', (_name, key, resource, reason) => {
    expect(decryptResource(key, resource)).toEqual({ ok: false, reason });
  });
});
