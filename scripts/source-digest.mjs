import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Everything the build of the server is made of. */
const SOURCES = [
  'bot',
  'server',
  'shared',
  'scripts',
  'seasons',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** Where the build notes which sources it was made of. */
export const BUILD_NOTE = 'dist/server/built-from.txt';

/**
 * A fingerprint of the sources' names and contents. Dates of files say little: copying and checking out change
 * them.
 */
export function sourceDigest(root) {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesOf(root, source)).sort((one, other) =>
    one < other ? -1 : 1,
  )) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(root, source) {
  const full = path.join(root, source);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [source];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) =>
    filesOf(root, `${source}/${entry.name}`),
  );
}
