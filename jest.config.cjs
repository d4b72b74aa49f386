const path = require('node:path');

const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'commonjs' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true },
    },
  ],
};

/** One kind of tests: where its files are, and how long a single test may take. */
function project(displayName, testMatch, testTimeout, { engine = 'embedded', tries = 1, without = [] } = {}) {
  return {
    displayName,
    rootDir: __dirname,
    roots: ['<rootDir>/test'],
    testMatch: testMatch.map((pattern) => `<rootDir>/test/${pattern}`),
    testEnvironment: '<rootDir>/test/support/jest/environment.cjs',
    runtime: '<rootDir>/test/support/jest/runtime.cjs',
    modulePathIgnorePatterns: ['<rootDir>/dist/'],
    // Compiled files outlive a run; its temporary folder does not.
    cacheDirectory: '<rootDir>/node_modules/.cache/jest',
    testPathIgnorePatterns: ['/node_modules/', ...without],
    restoreMocks: true,
    // The runner takes a time limit for all projects only: the set-up file gives each its own.
    globals: { TEST_TIMEOUT_MS: testTimeout, TEST_TRIES: tries, ENGINE: engine },
    setupFilesAfterEnv: ['<rootDir>/test/support/test-timeout.ts'],
    transform,
  };
}

const WHOLE_PRODUCT = [
  'integration/http/**/*.test.ts',
  'integration/review/**/*.test.ts',
  // Of the desk those where sessions, locks and races decide.
  'integration/support/{hand-back,silence}.test.ts',
  // One of the two ways to count taps is enough here.
  'transcripts/transcripts.test.ts',
];

/** Who may do what, the work of hashing passwords, and cards on embedded storage: run once, whatever servers there are. */
const ONCE_IS_ENOUGH = [
  'http/staff-matrix',
  'http/owner-matrix',
  'http/staff-passwords',
  'review/past-cards',
];

/** True where `npm test` has started MariaDB or MySQL, and Redis. */
const hasServers = Boolean(process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL);

/** Acts on embedded storage, and pages in jsdom as the built mini program draws them: kept out of the quick unit tests. */
const USE_CASES = 'unit/server/use-cases/';
const PAGES = [
  'unit/miniprogram/pages/*/{page,clash}.test.ts',
  'unit/miniprogram/{refusals,services}/*.test.ts',
];
const NOT_QUICK = [USE_CASES, 'unit/miniprogram/(refusals|services|pages/[^/]+/(page|clash)\\.test)'];

const projects = [
  project('unit', ['unit/**/*.test.ts', 'architecture.test.ts'], 10_000, { without: NOT_QUICK }),
  project('use-cases', [`${USE_CASES}**/*.test.ts`], 10_000),
  project('pages', PAGES, 10_000),
  project('integration', ['integration/**/*.test.ts', 'transcripts/**/*.test.ts'], 60_000),
  // The suites of the whole product once more, on MariaDB or MySQL and Redis, where `npm test` has started them.
  ...(hasServers
    ? [project('servers', WHOLE_PRODUCT, 60_000, { engine: 'servers', without: ONCE_IS_ENOUGH })]
    : []),
  // A browser on a busy machine may be late once; the first failure is printed all the same.
  project('e2e', ['e2e/**/*.test.ts'], 120_000, { engine: hasServers ? 'servers' : 'embedded', tries: 2 }),
];

// Sweeps that take minutes run only when asked for: npm run soak -- NAME.
const soak = project('soak', ['soak/**/*.test.ts'], 3_600_000);

module.exports = {
  // Browsers and servers of the tests let a worker wait now and then: three keep two cores busy.
  maxWorkers: 3,
  globalSetup: path.join(__dirname, 'test/support/jest/run-begins.ts'),
  globalTeardown: path.join(__dirname, 'test/support/jest/run-ends.ts'),
  testSequencer: path.join(__dirname, 'test/support/jest/sequencer.cjs'),
  // Whole products were started and stopped in a worker: a new one is faster than a full one.
  workerIdleMemoryLimit: '1GB',
  projects: process.env.SOAK === '1' ? [soak] : projects,
};
