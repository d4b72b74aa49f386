import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// npm run build: compiles the server and the production commands to dist/server and puts beside them every file
// they read at run time. Packages (WeUI's style sheet among them) are read from node_modules as in development.

const ROOT = path.join(__dirname, '..');
const TARGET = path.join(ROOT, 'dist/server');
const WITH_ASSETS = ['bot', 'server', 'shared'];

async function build(): Promise<void> {
  const { BUILD_NOTE, sourceDigest } = await import('./source-digest.mjs');
  // Taken first: sources changed during the build must look newer than it.
  const digest = sourceDigest(ROOT);
  rmSync(TARGET, { recursive: true, force: true });
  compile();
  for (const folder of WITH_ASSETS) copyAssets(folder);
  cpSync(path.join(ROOT, 'seasons'), path.join(TARGET, 'seasons'), { recursive: true });
  writeFileSync(path.join(ROOT, BUILD_NOTE), `${digest}\n`);
}

function compile(): void {
  const compiler = require.resolve('typescript/bin/tsc');
  const result = spawnSync(process.execPath, [compiler, '-p', path.join(ROOT, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (result.status !== 0) throw new Error('The sources do not compile');
}

/** Whatever is not TypeScript and was not emitted by the compiler already (JSON that is imported). */
function copyAssets(folder: string): void {
  for (const entry of readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.ts')) continue;
    const file = path.join(entry.parentPath, entry.name);
    cpSync(file, path.join(TARGET, path.relative(ROOT, file)));
  }
}

build().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
