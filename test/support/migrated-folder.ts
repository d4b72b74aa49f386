import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../server/persistence/migrate';

/** A folder of one run of `npm test`: the migrations have run once for all of its test files. */
const SHARED = process.env['TEST_RUN_FOLDER'] ? path.join(process.env['TEST_RUN_FOLDER'], 'migrated') : null;

let template: Promise<string> | null = null;

// The benchmark takes parts of what tests stand on, outside of a test.
if (typeof afterAll === 'function') {
  afterAll(async () => {
    if (template && !SHARED) rmSync(await template, { recursive: true, force: true });
  });
}

/** Makes `dataDir` hold the embedded database with its schema and no rows. The migrations run once per test file, or once per run. */
export async function fillMigrated(dataDir: string): Promise<void> {
  template ??= makeTemplate();
  const folder = await template;
  mkdirSync(dataDir, { recursive: true });
  for (const name of readdirSync(folder)) copyFileSync(path.join(folder, name), path.join(dataDir, name));
}

async function makeTemplate(): Promise<string> {
  if (SHARED && existsSync(SHARED)) return SHARED;
  const folder = mkdtempSync(path.join(tmpdir(), 'ncre-template-'));
  await migrate({ dataDir: folder });
  return SHARED ? shared(folder, SHARED) : folder;
}

/** Under its shared name a template is whole; a worker that was later keeps the first one. */
function shared(folder: string, target: string): string {
  try {
    renameSync(folder, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(folder, { recursive: true });
  }
  return target;
}
