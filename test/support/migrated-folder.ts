import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../server/persistence/migrate';

let template: Promise<string> | null = null;

// The benchmark takes parts of what tests stand on, outside of a test.
if (typeof afterAll === 'function') {
  afterAll(async () => {
    if (template) rmSync(await template, { recursive: true, force: true });
  });
}

/** Makes `dataDir` hold the embedded database with its schema and no rows. The migrations run once per test file. */
export async function fillMigrated(dataDir: string): Promise<void> {
  template ??= makeTemplate();
  const folder = await template;
  mkdirSync(dataDir, { recursive: true });
  for (const name of readdirSync(folder)) copyFileSync(path.join(folder, name), path.join(dataDir, name));
}

async function makeTemplate(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ncre-template-'));
  await migrate({ dataDir: folder });
  return folder;
}
