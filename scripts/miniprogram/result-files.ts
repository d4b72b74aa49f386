import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A built mini program as the checks read it: texts by path from its root, with `/`. */
export interface ResultFiles {
  paths: ReadonlySet<string>;
  read(file: string): string;
}

export function resultFilesIn(folder: string): ResultFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  return { paths: new Set(paths), read: (file) => readFileSync(path.join(folder, file), 'utf8') };
}
