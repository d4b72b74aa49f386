import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';

/** Name of a file that is not whole yet. */
export const PART_SUFFIX = '.part';

/** Temporary name, sync, rename, sync of the folder: after a power loss the file is whole or absent. */
export async function writeWhole({
  file,
  bytes,
  open,
}: {
  file: string;
  bytes: Uint8Array;
  open: typeof fs.open;
}): Promise<void> {
  const part = `${file}.${randomBytes(6).toString('hex')}${PART_SUFFIX}`;
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(part, file);
  } catch (error) {
    await fs.rm(part, { force: true });
    throw error;
  }
  await syncPath(path.dirname(file), open);
}

/** Makes names in a folder durable. */
export async function syncPath(target: string, open: typeof fs.open): Promise<void> {
  const handle = await open(target, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The result, or null when the file is not there. */
export async function absentAsNull<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
