import { build, type Plugin } from 'esbuild';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');

/**
 * Packages that stay files of node_modules: those with binaries, those that look for files or modules of their own at run
 * time, and those that most starts never need. Everything else becomes part of the program: it opens one file, not
 * thousands.
 */
const BESIDE = ['@wecom/jssdk', 'heic-decode', 'libsql', 'mysql2', 'nodemailer', 'pino', 'sharp', 'weui'];

/** Drivers and loggers that packages ask for only where they are used. They are not installed. */
const NEVER = [
  '@google-cloud/spanner',
  '@sap/hana-client',
  '@sap/hana-client/*',
  'app-root-path',
  'better-sqlite3',
  'expo-sqlite',
  'mongodb',
  'mssql',
  'mysql',
  'oracledb',
  'pg',
  'pg-native',
  'pg-query-stream',
  'react-native-sqlite-storage',
  'redis',
  'sql.js',
  'sqlite3',
  'ts-node',
  'typeorm-aurora-data-api-driver',
];

const WITH_ASSETS = ['bot', 'server', 'shared'];

export interface Bundling {
  /** The program, from the root of the tree, such as `server/main.ts`. */
  entry: string;
  /** The folder that takes the place of the root. */
  target: string;
}

/** Makes one file of a program, with its map beside it. Types are not checked. */
export async function bundle({ entry, target }: Bundling): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: path.join(target, entry.replace(/\.ts$/, '.js')),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: [...BESIDE, ...NEVER],
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    // Blanks and comments would be read at each start; names stay, as error messages and stacks tell them.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
    plugins: [ownFolders(path.dirname(entry)), withoutMapsOfPackages],
  });
}

/** Copies what the programs read at run time: whatever beside the sources is not TypeScript. */
export function copyAssets(target: string): void {
  for (const folder of WITH_ASSETS) {
    for (const entry of readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('.ts')) continue;
      const file = path.join(entry.parentPath, entry.name);
      cpSync(file, path.join(target, path.relative(ROOT, file)));
    }
  }
}

/** An empty map keeps a package's lines out of ours, which is read whole at each start that shows sources in stacks. */
const EMPTY_MAP = `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(
  JSON.stringify({ version: 3, sources: [''], names: [], mappings: 'A' }),
).toString('base64')}\n`;

const withoutMapsOfPackages: Plugin = {
  name: 'without-maps-of-packages',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8') + EMPTY_MAP,
      loader: 'js',
    }));
  },
};

/** `__dirname` of a module goes on to mean the folder of its source, where the files it reads are put. */
function ownFolders(folder: string): Plugin {
  return {
    name: 'own-folders',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/](bot|server|shared|scripts)[\\/].*\.ts$/ }, ({ path: file }) => {
        const text = readFileSync(file, 'utf8');
        if (file.includes('node_modules') || !text.includes('__dirname')) return null;
        const from = path.relative(path.join(ROOT, folder), path.dirname(file));
        const own = `require('node:path').join(__dirname, ${JSON.stringify(from)})`;
        return { contents: text.replaceAll('__dirname', own), loader: 'ts' };
      });
    },
  };
}
