import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startParts, type Parts } from './support/parts';
import { openRunFolder } from './support/run-folder';

// npm test [-- jest's arguments]: every test this machine can run.
// npm run soak -- NAME [jest's arguments]: the long sweep test/soak/NAME.test.ts.

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface JestCall {
  env: Record<string, string>;
  args: string[];
}

interface SkippedSuite {
  suite: string;
  name: string;
  reasons: string[];
}

async function main(): Promise<number> {
  const call = jestCall(process.argv.slice(2));
  const { folder, remove } = openRunFolder();
  const parts = await startParts();
  try {
    const status = await runJest({ call, parts, folder });
    const skipped = skippedSuites(path.join(folder, 'missing.jsonl'));
    const incomplete = reportMissing(parts, skipped);
    const counts = countResults(path.join(folder, 'results.json'));
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    return status === 0 && incomplete ? 1 : status;
  } finally {
    await parts.stop();
    remove();
  }
}

/** Room for what lives shortly, also in jest's workers: without it they spend a tenth of their time on collecting garbage. */
const NODE_FLAGS = ['--max-semi-space-size=64'];

/** Runs jest in a process of its own and returns its exit code. A signal stops jest first, then the servers. */
function runJest(options: { call: JestCall; parts: Parts; folder: string }): Promise<number> {
  const { parts, folder } = options;
  const { env, args } = options.call;
  const results = path.join(folder, 'results.json');
  const jest = spawn(
    process.execPath,
    [...NODE_FLAGS, require.resolve('jest/bin/jest'), ...args, '--json', `--outputFile=${results}`],
    {
      // With --json jest prints the results on stdout too; people read stderr.
      stdio: ['inherit', 'ignore', 'inherit'],
      env: {
        ...process.env,
        ...env,
        ...parts.env,
        TEST_MISSING_FILE: path.join(folder, 'missing.jsonl'),
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => jest.kill(signal));
  return new Promise((resolve, reject) => {
    jest.once('error', reject);
    jest.once('close', (code) => resolve(code ?? 130));
  });
}

function jestCall(args: string[]): JestCall {
  if (args[0] !== '--soak') return { env: {}, args };
  const [, name, ...rest] = args;
  if (!name) throw new Error('Name the sweep: npm run soak -- NAME');
  return { env: { SOAK: '1' }, args: ['--runTestsByPath', `test/soak/${name}.test.ts`, ...rest] };
}

function skippedSuites(file: string): SkippedSuite[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as SkippedSuite);
}

/** Says what could not run and why. True when that is a failure: `REQUIRE_ALL=1` asks for everything. */
function reportMissing(parts: Parts, skipped: SkippedSuite[]): boolean {
  if (parts.missing.length === 0 && skipped.length === 0) return false;
  console.log('\nCould not run everything here:');
  for (const { part, reason } of parts.missing) console.log(`  ${part}: ${reason}`);
  for (const { suite, name, reasons } of skipped) console.log(`  ${suite} › ${name}: ${reasons.join('; ')}`);
  if (process.env['REQUIRE_ALL'] !== '1') return false;
  console.log('REQUIRE_ALL=1: what is missing counts as a failure.');
  return true;
}

/** A file that did not even load has no tests to count and counts as one failure. */
function countResults(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  const of = (key: string): number => results[key] ?? 0;
  return {
    passed: of('numPassedTests'),
    failed: of('numFailedTests') + of('numRuntimeErrorTestSuites'),
    skipped: of('numPendingTests') + of('numTodoTests'),
  };
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
