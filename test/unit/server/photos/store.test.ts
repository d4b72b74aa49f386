import { createSecretKey, randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPhotoStore } from '../../../../server/photos/store';
import { createFieldCipher } from '../../../../server/secrets/field-cipher';
import { PhotoStoreError } from '../../../../server/use-cases/ports/photos';
import { SealError } from '../../../../server/use-cases/ports/secrets';

const cipher = createFieldCipher([{ id: 'v1', key: createSecretKey(randomBytes(32)) }]);
const jpeg = randomBytes(30_000);
const id = 'photo-0001';
let directory: string;

beforeEach(async () => {
  directory = path.join(await fs.mkdtemp(path.join(tmpdir(), 'ncre-photos-')), 'photos');
});

afterEach(() => fs.rm(path.dirname(directory), { recursive: true }));

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

function failingOpen(code: string): typeof fs.open {
  return async (...parts) => {
    const handle = await fs.open(...parts);
    jest.spyOn(handle, 'writeFile').mockImplementation(async () => {
      await handle.write(Buffer.from('half'));
      throw Object.assign(new Error(code), { code, syscall: 'write' });
    });
    return handle;
  };
}

describe('createPhotoStore', () => {
  it('gives back what was saved, and null for what never was', async () => {
    const store = createPhotoStore({ directory, cipher });
    await store.save(id, jpeg);
    expect(Buffer.from((await store.read(id)) ?? [])).toEqual(jpeg);
    expect(await store.read('photo-0002')).toBeNull();
  });

  it('writes one sealed file that others cannot read (PR5)', async () => {
    await createPhotoStore({ directory, cipher }).save(id, jpeg);
    const [file = '', ...others] = await filesBelow(directory);
    expect(others).toEqual([]);
    expect((await fs.readFile(file)).includes(jpeg.subarray(0, 16))).toBe(false);
    expect((await fs.stat(file)).mode & 0o077).toBe(0);
  });

  it('may be repeated', async () => {
    const store = createPhotoStore({ directory, cipher });
    await store.save(id, jpeg);
    await store.save(id, jpeg);
    expect(await filesBelow(directory)).toHaveLength(1);
  });

  it('deletes, also twice', async () => {
    const store = createPhotoStore({ directory, cipher });
    await store.save(id, jpeg);
    await store.delete(id);
    await store.delete(id);
    expect(await store.read(id)).toBeNull();
    expect(await filesBelow(directory)).toEqual([]);
  });

  it.each(['ENOSPC', 'EDQUOT', 'EFBIG'])('leaves nothing on a full disk (%s)', async (code) => {
    const store = createPhotoStore({ directory, cipher, open: failingOpen(code) });
    await expect(store.save(id, jpeg)).rejects.toMatchObject({
      name: 'PhotoStoreError',
      code: 'STORAGE_FULL',
    });
    expect(await filesBelow(directory)).toEqual([]);
  });

  it.each(['EROFS', 'EIO'])('calls another trouble of the disk by its own code (%s)', async (code) => {
    const store = createPhotoStore({ directory, cipher, open: failingOpen(code) });
    const error = await store.save(id, jpeg).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PhotoStoreError);
    expect(error).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', cause: { code } });
    expect(await filesBelow(directory)).toEqual([]);
  });

  it('keeps the former file when writing it again fails', async () => {
    await createPhotoStore({ directory, cipher }).save(id, jpeg);
    const full = createPhotoStore({ directory, cipher, open: failingOpen('ENOSPC') });
    await expect(full.save(id, randomBytes(10))).rejects.toThrow('full');
    expect(Buffer.from((await full.read(id)) ?? [])).toEqual(jpeg);
  });

  it('does not open a file that was moved to another id or damaged', async () => {
    const store = createPhotoStore({ directory, cipher });
    await store.save(id, jpeg);
    await store.save('photo-0002', randomBytes(10));
    const files = await filesBelow(directory);
    const fileOf = (name: string): string => files.find((file) => file.includes(name)) ?? '';
    await fs.copyFile(fileOf(id), fileOf('photo-0002'));
    await expect(store.read('photo-0002')).rejects.toBeInstanceOf(SealError);
    await fs.truncate(fileOf(id), 100);
    await expect(store.read(id)).rejects.toBeInstanceOf(SealError);
  });

  it('lists what is stored and sweeps what an interrupted write left', async () => {
    const store = createPhotoStore({ directory, cipher });
    expect(await store.sweep(Number.MAX_SAFE_INTEGER)).toBe(0);
    await store.save(id, jpeg);
    const [file = ''] = await filesBelow(directory);
    await fs.writeFile(`${file}.0123456789ab.part`, 'half');
    const listed: string[] = [];
    for await (const entry of store.list()) listed.push(entry.id);
    expect(listed).toEqual([id]);
    expect(await store.sweep(0)).toBe(0);
    expect(await store.sweep(Number.MAX_SAFE_INTEGER)).toBe(1);
    expect(await filesBelow(directory)).toEqual([file]);
  });

  it.each(['../../../etc/passwd', 'short', 'a/b/c/d/e', 'photo\0-0001', 'a'.repeat(65)])(
    'refuses the id %j',
    async (bad) => {
      const store = createPhotoStore({ directory, cipher });
      await expect(Promise.resolve().then(() => store.save(bad, jpeg))).rejects.toThrow('photo id');
      await expect(store.read(bad)).rejects.toThrow('photo id');
    },
  );
});
