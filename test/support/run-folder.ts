import { accessSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 1024 ** 3;
/** Followed by the id of the process that runs the tests. */
const NAME = /^ncre-test-(\d+)-/;

export interface RunFolder {
  folder: string;
  remove(): void;
}

/**
 * Makes the folder of one run of tests: what its processes, jest's workers and servers alike, keep for a while goes in
 * there, and none of it outlives the run.
 */
export function openRunFolder(): RunFolder {
  const parent = inMemory() ?? tmpdir();
  removeLeftIn(parent);
  const folder = mkdtempSync(path.join(parent, `ncre-test-${process.pid}-`));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  process.env['TEST_RUN_FOLDER'] = folder;
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
    delete process.env['TEST_RUN_FOLDER'];
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  };
  return { folder, remove };
}

/**
 * A folder in memory for what tests throw away, or null where there is none or too little room. Each commit still waits
 * for its data to be stored, but no disk makes the tests slow; nothing tested here pulls the plug of the machine.
 */
function inMemory(): string | null {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ROOM_BYTES ? MEMORY : null;
  } catch {
    return null;
  }
}

/** Takes away the folders of runs that were killed. */
function removeLeftIn(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(NAME.exec(name)?.[1] ?? process.pid);
    if (!isAlive(pid)) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
