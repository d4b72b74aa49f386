import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createFieldCipher } from '../../../../server/secrets/field-cipher';
import { SealError } from '../../../../server/use-cases/ports/secrets';

const keyOf = (id: string) => ({ id, key: createSecretKey(randomBytes(32)) });
const [first, second] = [keyOf('v1'), keyOf('v2')];
const cipher = createFieldCipher([first]);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof SealError ? error.code : 'another error';
  }
  return 'none';
}

describe('createFieldCipher', () => {
  it('opens every text in its own context and in no other (PR4)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, context, other) => {
        const sealed = cipher.seal(text, context);
        expect(cipher.open(sealed, context)).toBe(Buffer.from(text).toString());
        if (Buffer.from(other).equals(Buffer.from(context))) return;
        expect(codeOf(() => cipher.open(sealed, other))).toBe('SEAL_BROKEN');
      }),
    );
  });

  it('opens every file in its own context and in no other (PR5)', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const sealed = cipher.sealBytes(bytes, 'photo:a');
        expect(Buffer.from(cipher.openBytes(sealed, 'photo:a'))).toEqual(Buffer.from(bytes));
        expect(codeOf(() => cipher.openBytes(sealed, 'photo:b'))).toBe('SEAL_BROKEN');
      }),
    );
  });

  it('notices every changed character of a sealed text', () => {
    const sealed = cipher.seal('北京', 'c');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(codeOf(() => cipher.open(changed, 'c'))).toMatch(/^SEAL_/);
    }
    expect(codeOf(() => cipher.open(`${sealed}=`, 'c'))).toBe('SEAL_BROKEN');
  });

  it('notices every changed or missing byte of a sealed file', () => {
    const sealed = Buffer.from(cipher.sealBytes(Buffer.from('picture'), 'c'));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(codeOf(() => cipher.openBytes(changed, 'c'))).toMatch(/^SEAL_/);
      expect(codeOf(() => cipher.openBytes(sealed.subarray(0, at), 'c'))).toMatch(/^SEAL_/);
    }
  });

  it.each(['', 'v1', 'v1:', ':AAAA', 'v1:A', '13800138000', 'v1:AA AA', 'V1:AAAA'])('refuses %j', (text) => {
    expect(codeOf(() => cipher.open(text, 'c'))).toBe('SEAL_BROKEN');
  });

  it('writes ASCII that begins with the key id, differently each time', () => {
    const sealed = cipher.seal('张三', 'c');
    expect(sealed).toMatch(/^v1:[A-Za-z0-9_-]+$/);
    expect(cipher.seal('张三', 'c')).not.toBe(sealed);
  });

  it('lets processes with the old and the new key order read each other', () => {
    const before = createFieldCipher([first, second]);
    const after = createFieldCipher([second, first]);
    const old = before.seal('x', 'c');
    const young = after.seal('x', 'c');
    expect([old.slice(0, 3), young.slice(0, 3)]).toEqual(['v1:', 'v2:']);
    expect([before.open(young, 'c'), after.open(old, 'c')]).toEqual(['x', 'x']);
    expect(Buffer.from(after.openBytes(before.sealBytes(Buffer.of(1), 'c'), 'c'))).toEqual(Buffer.of(1));
  });

  it('says that a key is not configured', () => {
    const sealed = createFieldCipher([second]).seal('x', 'c');
    expect(codeOf(() => cipher.open(sealed, 'c'))).toBe('SEAL_KEY_UNKNOWN');
    expect(codeOf(() => cipher.open(sealed.replace('v2', 'v1'), 'c'))).toBe('SEAL_BROKEN');
  });
});
