import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle, copyAssets } from '../../scripts/bundle';

const ROOT = path.join(__dirname, '../..');

/** The product as `npm run build` makes it, in a folder of its own. */
export interface CompiledServer {
  /** The program of one process. */
  main: string;
  remove(): void;
}

/** Bundles the sources as they are now, without checking types; later changes of the tree do not reach it. */
export async function compileServer(): Promise<CompiledServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ncre-server-'));
  await bundle({ entry: 'server/main.ts', target: folder });
  copyAssets(folder);
  cpSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  return {
    main: path.join(folder, 'server/main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
