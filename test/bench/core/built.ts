import { build, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..', '..');
const TARGET = path.join(__dirname, '..', 'node_modules', '.cache', 'contestants');
const PROCESS = path.join(__dirname, 'contestant-process.ts');

const made = new Map<string, Promise<string>>();

/**
 * A program that is a contestant's process for the row of `file`, as plain JavaScript like `npm run build` makes it. Run from
 * its sources, every inner function of the product would be given its name anew at each call: a sixth of a turn's processor
 * time, which no shipped product and no rung pays.
 */
export function builtContestant(file: string): Promise<string> {
  const known = made.get(file) ?? compile(file);
  made.set(file, known);
  return known;
}

async function compile(file: string): Promise<string> {
  const outfile = path.join(TARGET, path.basename(file).replace(/\.ts$/, '.cjs'));
  await build({
    stdin: {
      contents: `import { contestants } from ${JSON.stringify(file)};
        import { serve } from ${JSON.stringify(PROCESS)};
        serve(contestants);`,
      resolveDir: ROOT,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    plugins: [sourceFolders, packagesOfTheirOwn],
  });
  return outfile;
}

/** `__dirname` goes on to mean the folder of the source. */
const sourceFolders: Plugin = {
  name: 'source-folders',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      if (!text.includes('__dirname')) return null;
      return { contents: text.replaceAll('__dirname', JSON.stringify(path.dirname(file))), loader: 'ts' };
    });
  },
};

/** Packages stay files, each the one that its importer finds from where it stands: the peers bring another zod than ours. */
const packagesOfTheirOwn: Plugin = {
  name: 'packages-of-their-own',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./]/ }, ({ path: name, importer }) => ({
      path: name.startsWith('node:') ? name : createRequire(importer).resolve(name),
      external: true,
    }));
  },
};
