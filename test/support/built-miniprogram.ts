import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildMiniProgram } from '../../scripts/miniprogram/build';
import { bundleMiniProgram, type Bundle } from '../platform/miniprogram-runner/bundle';

const ROOT = path.join(__dirname, '../..');
const CACHE = path.join(ROOT, 'node_modules/.cache/miniprogram');
const SOURCES = ['miniprogram', 'shared', 'scripts/miniprogram', 'test/platform/miniprogram-runner'];

let built: Promise<Bundle> | undefined;

/** The mini program built and bundled: once for each state of its sources, kept between test files and runs. */
export function builtMiniProgram(): Promise<Bundle> {
  built ??= keptOrBuilt();
  return built;
}

async function keptOrBuilt(): Promise<Bundle> {
  const file = path.join(CACHE, `${digestOfSources()}.json`);
  const kept = readKept(file);
  if (kept) return kept;
  const bundle = await build();
  mkdirSync(CACHE, { recursive: true });
  // Another worker may write the same file: each writes its own and puts it in place in one step.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(bundle));
  renameSync(own, file);
  return bundle;
}

function readKept(file: string): Bundle | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Bundle;
  } catch {
    return null;
  }
}

async function build(): Promise<Bundle> {
  const target = mkdtempSync(path.join(tmpdir(), 'ncre-mp-'));
  try {
    buildMiniProgram({ target, serverUrl: 'https://ncre.example.org' });
    return await bundleMiniProgram(target);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

/** Changes with every file of the sources: by name, size and time of the last change. */
function digestOfSources(): string {
  const digest = createHash('sha256');
  for (const folder of SOURCES) {
    for (const name of readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      const { size, mtimeMs, isFile } = statOf(path.join(ROOT, folder, name));
      if (isFile) digest.update(`${folder}/${name} ${size} ${mtimeMs}\n`);
    }
  }
  return digest.digest('hex').slice(0, 24);
}

function statOf(file: string): { size: number; mtimeMs: number; isFile: boolean } {
  const stat = statSync(file);
  return { size: stat.size, mtimeMs: stat.mtimeMs, isFile: stat.isFile() };
}
