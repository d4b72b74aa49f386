import { createPasswordHasher } from '../../../../server/secrets/password-hasher';

const cheap = { log2N: 4, r: 8, p: 1 };
const hasher = createPasswordHasher(cheap);

describe('createPasswordHasher', () => {
  it('verifies the password and no other', async () => {
    const stored = await hasher.hash('correct horse 电池');
    expect(stored).toMatch(/^scrypt\$4\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await hasher.verify('correct horse 电池', stored)).toBe(true);
    expect(await hasher.verify('correct horse', stored)).toBe(false);
    expect(await hasher.verify('', stored)).toBe(false);
  });

  it('salts', async () => {
    expect(await hasher.hash('a')).not.toBe(await hasher.hash('a'));
  });

  it('takes composed and decomposed letters for the same password', async () => {
    expect(await hasher.verify('Ame\u0301lie', await hasher.hash('Am\u00e9lie'))).toBe(true);
  });

  it('verifies with the parameters of the stored string', async () => {
    const stored = await hasher.hash('a');
    const dearer = createPasswordHasher({ log2N: 5, r: 8, p: 1 });
    expect(await dearer.verify('a', stored)).toBe(true);
  });

  it.each([
    null,
    '',
    'scrypt',
    'scrypt$40$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('answers false for %j', async (stored) => {
    expect(await hasher.verify('a', stored)).toBe(false);
  });
});
