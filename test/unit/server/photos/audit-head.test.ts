import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAuditHeadFile } from '../../../../server/photos/audit-head';
import { createPhotoStore } from '../../../../server/photos/store';
import { createFieldCipher } from '../../../../server/secrets/field-cipher';

const HEAD = { lastEvent: 17, hash: 'ab'.repeat(32) };
const cipher = createFieldCipher([{ id: 'v1', key: createSecretKey(randomBytes(32)) }]);

describe('createAuditHeadFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'head-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const file = () => path.join(folder, 'audit-head.sealed');

  it('knows no head before one was kept, also without the folder', async () => {
    const anchor = createAuditHeadFile({ directory: path.join(folder, 'not-yet'), cipher });
    expect(await anchor.read()).toBeNull();
    await anchor.keep(HEAD);
    expect(await anchor.read()).toEqual(HEAD);
  });

  it('keeps the newest, sealed (PR10)', async () => {
    const anchor = createAuditHeadFile({ directory: folder, cipher });
    await anchor.keep({ ...HEAD, lastEvent: 3 });
    await anchor.keep(HEAD);
    expect(await anchor.read()).toEqual(HEAD);
    expect(await readFile(file(), 'utf8')).not.toContain(HEAD.hash);
  });

  it('refuses a file that somebody else wrote', async () => {
    await writeFile(file(), JSON.stringify(HEAD));
    await expect(createAuditHeadFile({ directory: folder, cipher }).read()).rejects.toThrow();
  });

  it('is left alone by what removes photos that no row names', async () => {
    const anchor = createAuditHeadFile({ directory: folder, cipher });
    await anchor.keep(HEAD);
    const store = createPhotoStore({ directory: folder, cipher });
    const ids: string[] = [];
    for await (const { id } of store.list()) ids.push(id);
    expect(ids).toEqual([]);
    expect(await store.sweep(Number.MAX_SAFE_INTEGER)).toBe(0);
    expect(await anchor.read()).toEqual(HEAD);
  });
});
