import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundle, copyAssets } from './bundle';

// npm run build: checks the types, makes one file each of the server and of the production commands in dist/server, and puts
// beside them every file they read at run time. Some packages stay in node_modules (bundle.ts).

const ROOT = path.join(__dirname, '..');
const TARGET = path.join(ROOT, 'dist/server');
const PROGRAMS = [
  'server/main.ts',
  'scripts/migrate.ts',
  'scripts/season.ts',
  'scripts/staff.ts',
  'scripts/tickets.ts',
];

async function build(): Promise<void> {
  const { BUILD_NOTE, sourceDigest } = await import('./source-digest.mjs');
  // Taken first: sources changed during the build must look newer than it.
  const digest = sourceDigest(ROOT);
  rmSync(TARGET, { recursive: true, force: true });
  checkTypes();
  for (const entry of PROGRAMS) await bundle({ entry, target: TARGET });
  copyAssets(TARGET);
  cpSync(path.join(ROOT, 'seasons'), path.join(TARGET, 'seasons'), { recursive: true });
  writeFileSync(path.join(ROOT, BUILD_NOTE), `${digest}\n`);
}

function checkTypes(): void {
  const compiler = require.resolve('typescript/bin/tsc');
  const result = spawnSync(
    process.execPath,
    [compiler, '-p', path.join(ROOT, 'tsconfig.build.json'), '--noEmit'],
    {
      stdio: 'inherit',
    },
  );
  if (result.status !== 0) throw new Error('The sources do not compile');
}

build().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
