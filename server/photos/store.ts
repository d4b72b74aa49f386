import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { types } from 'node:util';
import { PhotoStoreError, type PhotoStore } from '../use-cases/ports/photos';
import type { FieldCipher } from '../use-cases/ports/secrets';
import { absentAsNull, PART_SUFFIX, syncPath, writeWhole } from './whole-file';

export interface PhotoStoreOptions {
  directory: string;
  cipher: FieldCipher;
  /** How files are opened; tests pass one whose disk is full. */
  open?: typeof fs.open;
}

const idForm = /^[A-Za-z0-9_-]{8,64}$/;
const sealedSuffix = '.sealed';
const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** One sealed file per photo, in 256 folders so that none grows to hundreds of thousands of entries. */
export function createPhotoStore({ directory, cipher, open = fs.open }: PhotoStoreOptions): PhotoStore {
  const folderOf = (id: string): string => {
    if (!idForm.test(id)) throw new Error('A photo id is 8 to 64 letters, digits, "_" or "-".');
    return path.join(directory, createHash('sha256').update(id).digest('hex').slice(0, 2));
  };
  const fileOf = (id: string): string => path.join(folderOf(id), id + sealedSuffix);

  return {
    save: (id, jpeg) => {
      const file = fileOf(id);
      return withTypedErrors(async () => {
        const sealed = cipher.sealBytes(jpeg, contextOf(id));
        await ensureFolder({ directory, folder: path.dirname(file), open });
        await writeWhole({ file, bytes: sealed, open });
      });
    },
    read: async (id) => {
      const file = fileOf(id);
      const sealed = await withTypedErrors(() => absentAsNull(fs.readFile(file)));
      return sealed && cipher.openBytes(sealed, contextOf(id));
    },
    delete: (id) => {
      const file = fileOf(id);
      return withTypedErrors(async () => {
        const removed = await absentAsNull(fs.unlink(file).then(() => true));
        if (removed) await syncPath(path.dirname(file), open);
      });
    },
    list: async function* () {
      for await (const { name, file } of filesIn(directory)) {
        if (!name.endsWith(sealedSuffix)) continue;
        const stat = await absentAsNull(fs.stat(file));
        if (stat) yield { id: name.slice(0, -sealedSuffix.length), savedAt: stat.mtimeMs };
      }
    },
    sweep: async (olderThan) => {
      let removed = 0;
      for await (const { name, file } of filesIn(directory)) {
        if (!name.endsWith(PART_SUFFIX)) continue;
        const stat = await absentAsNull(fs.stat(file));
        if (!stat || stat.mtimeMs >= olderThan) continue;
        await fs.rm(file, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

/** Bound into the seal: a file moved to another id does not open. */
function contextOf(id: string): string {
  return `photo:${id}`;
}

async function ensureFolder(input: {
  directory: string;
  folder: string;
  open: typeof fs.open;
}): Promise<void> {
  const created = await fs.mkdir(input.folder, { recursive: true, mode: 0o700 });
  if (created) await syncPath(input.directory, input.open);
}

async function* filesIn(directory: string): AsyncIterable<{ name: string; file: string }> {
  const folders = (await absentAsNull(fs.readdir(directory))) ?? [];
  for (const folder of folders.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const names = (await absentAsNull(fs.readdir(path.join(directory, folder)))) ?? [];
    for (const name of names) yield { name, file: path.join(directory, folder, name) };
  }
}

/** System errors become the port's; their message holds a path and stays in `cause`. */
async function withTypedErrors<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    const code = systemCode(cause);
    if (!code) throw cause;
    throw new PhotoStoreError(fullDisk.has(code) ? 'STORAGE_FULL' : 'DEPENDENCY_UNAVAILABLE', { cause });
  }
}

function systemCode(error: unknown): string | null {
  const isSystem = types.isNativeError(error) && 'syscall' in error && 'code' in error;
  return isSystem && typeof error.code === 'string' ? error.code : null;
}
