/** What one folder or file may import; everything else is refused. The table of the house, as data. */
export interface ImportRow {
  /**
   * Paths the row speaks about: a folder ends with `/`, a beginning with `*`, everything else is one file.
   * The first matching row counts.
   */
  where: string[];
  /** Folders, files and packages that may be imported. A package includes its subpaths; `@koa/*` is a scope. */
  may: string[];
  /** Folders of which only types may be imported. */
  types?: string[];
  /** Node built-ins: all of them, or the named ones. Without it none. */
  node?: 'all' | string[];
  /** Every package may be imported: this file wires. */
  anyPackage?: boolean;
}

/** The ports of the use-cases: one file, or a folder of files with the same rights. */
const PORTS = ['server/use-cases/ports.ts', 'server/use-cases/ports/'];
const SHARED = ['shared/'];
const BUILD_TOOLS = ['esbuild', 'postcss', 'typescript', '@swc/core'];
/** What implements a port: ports, types of the bot, shared; never another implementing folder. */
const implementing = (folder: string, libraries: string[]): ImportRow => ({
  where: [`server/${folder}/`],
  may: [`server/${folder}/`, ...PORTS, ...SHARED, ...libraries],
  types: ['bot/'],
  node: 'all',
});

export const IMPORT_TABLE: ImportRow[] = [
  { where: ['shared/domain/'], may: ['shared/domain/'] },
  { where: ['shared/i18n/'], may: ['shared/i18n/', 'shared/domain/'] },
  { where: ['shared/contract/'], may: ['shared/contract/', 'shared/domain/', 'zod'] },
  { where: ['bot/'], may: ['bot/', ...SHARED, 'i18next', 'zod'] },
  { where: ['server/use-cases/'], may: ['server/use-cases/', 'bot/', ...SHARED] },
  {
    where: ['server/http/'],
    may: [
      'server/http/',
      'server/use-cases/',
      'server/signatures/',
      'bot/channels/',
      'bot/replies/',
      ...SHARED,
      'koa',
      '@koa/*',
      'zod',
      'busboy',
      'prom-client',
      'weui',
      '@wecom/jssdk',
      'echarts',
      'uqr',
    ],
    node: 'all',
  },
  // The configuration may be split in a folder of its name; only config.ts itself reads the environment.
  { where: ['server/config.ts', 'server/config/'], may: ['server/config/', ...SHARED, 'zod'], node: 'all' },
  // The logger implements a port, like the folders below, and takes no more of it than the type.
  { where: ['server/logger.ts'], may: [...SHARED, 'pino'], types: PORTS, node: 'all' },
  {
    where: ['server/worker/'],
    may: ['server/worker/', 'server/use-cases/', 'bot/channels/', 'bot/replies/', ...SHARED],
    node: 'all',
  },
  implementing('persistence', ['typeorm', 'mysql2', 'libsql', 'reflect-metadata']),
  implementing('sessions', ['ioredis']),
  implementing('clients', ['server/signatures/', 'nodemailer', 'zod']),
  implementing('photos', ['sharp', 'heic-decode']),
  implementing('secrets', []),
  { where: ['server/signatures/'], may: ['server/signatures/'], node: ['node:crypto'] },
  {
    // What app.ts wires may be parted into a folder of its name.
    where: ['server/app.ts', 'server/app/', 'server/main.ts'],
    may: ['server/', 'bot/', ...SHARED],
    node: 'all',
    anyPackage: true,
  },
  {
    where: ['miniprogram/'],
    may: ['miniprogram/', 'shared/domain/', 'shared/i18n/'],
    types: ['shared/contract/'],
  },
  {
    where: ['scripts/demo*'],
    may: ['scripts/', 'server/', 'bot/', ...SHARED, 'test/platform/', ...BUILD_TOOLS],
    node: 'all',
  },
  {
    where: ['scripts/'],
    may: ['scripts/', 'server/', 'bot/', ...SHARED, ...BUILD_TOOLS],
    node: 'all',
  },
];
