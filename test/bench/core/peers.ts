import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const FOLDER = path.join(__dirname, '..');

/** Installs the peers of `test/bench/package.json` when they are missing; their install scripts never run. */
export function installPeers(): void {
  if (existsSync(path.join(FOLDER, 'node_modules', 'bullmq'))) return;
  console.error('Installing the peers of the benchmark once (test/bench/package.json) ...');
  // Not `npm ci`: it refuses a lock that leaves out optional packages of other platforms, as some registries make it.
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The peers could not be installed.');
}

/** A peer's module. The product is not compiled against peers, so the caller states the part it uses. */
export function peer<Part>(name: string): Part {
  return createRequire(path.join(FOLDER, 'package.json'))(name) as Part;
}
