// npm start: builds when dist/server is missing or made of other sources, then becomes the server. Plain Node:
// with a build at hand nothing is needed that `npm ci --omit=dev` leaves out.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD_NOTE, sourceDigest } from './source-digest.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const main = path.join(root, 'dist/server/server/main.js');

if (!isBuilt()) build();
becomeServer();

function isBuilt() {
  const note = path.join(root, BUILD_NOTE);
  if (!existsSync(main) || !existsSync(note)) return false;
  // An image may carry the build alone.
  if (!existsSync(path.join(root, 'server'))) return true;
  return readFileSync(note, 'utf8').trim() === sourceDigest(root);
}

function build() {
  if (!canBuild()) {
    console.error('There is no build of these sources, and the compiler is not installed here.');
    console.error('Run "npm ci && npm run build" first; then "npm prune --omit=dev" is fine.');
    process.exit(1);
  }
  console.error('Building dist/server');
  const tsx = createRequire(import.meta.url).resolve('tsx/cli');
  const result = spawnSync(process.execPath, [tsx, path.join(root, 'scripts/build.ts')], {
    stdio: 'inherit',
  });
  if (result.status !== 0) process.exit(1);
}

/** The compiler alone may be there as somebody's peer: the types are needed too. */
function canBuild() {
  const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const needed = Object.keys(devDependencies).filter(
    (name) => name === 'typescript' || name.startsWith('@types/'),
  );
  return needed.every((name) => existsSync(path.join(root, 'node_modules', name)));
}

/** Runs the compiled main in this process, as if named on the command line: signals reach it directly. */
function becomeServer() {
  process.setSourceMapsEnabled(true);
  process.argv[1] = main;
  Module.runMain();
}
