import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { freePort } from '../../support/free-port';
import { compileServer } from '../../support/compiled-server';
import { completeSettings } from '../../support/settings';
import { spreadOf, shuffled } from '../core/figures';
import type { Bench } from '../core/race';
import type { Target } from '../core/contestant';

// From the start of a process to its first answer over HTTP, beside a process that has TypeORM, mysql2 and node:http alone.

/** Connects as the product does and answers with what the database says. */
const BARE = `
const { createServer } = require('node:http');
require('reflect-metadata');
const { DataSource } = require('typeorm');
const source = new DataSource({ type: 'mysql', url: process.env.DATABASE_URL });
source.initialize().then(() => {
  createServer(async (request, response) => {
    await source.query('SELECT 1');
    response.end('ok');
  }).listen(Number(process.env.PORT), '127.0.0.1');
});
`;

const STARTS = 7;
const ASK_AGAIN_MS = 5;
const LIMIT_MS = 60_000;

interface Program {
  main: string;
  path: string;
  environment: NodeJS.ProcessEnv;
}

export async function measureColdStart(bench: Bench): Promise<void> {
  const compiled = await compileServer();
  try {
    const target = await bench.newTarget(0);
    const bare = path.join(path.dirname(compiled.main), 'bare.js');
    writeFileSync(bare, BARE);
    const programs: Record<string, Program> = {
      ours: { main: compiled.main, path: '/healthz', environment: settingsFor(target) },
      bare: { main: bare, path: '/', environment: { DATABASE_URL: target.databaseUrl } },
    };
    const times: Record<string, number[]> = { ours: [], bare: [] };
    const starts = bench.quick ? 2 : STARTS;
    // The first start of each reads the disk.
    for (let round = 0; round <= starts; round += 1) {
      for (const name of shuffled(Object.keys(programs))) {
        const took = await firstAnswerMs(programs[name]);
        if (round > 0) times[name]?.push(took);
      }
    }
    const { ours = [], bare: others = [] } = times;
    const median = (values: number[]): string => `${Math.round(spreadOf(values).median)} ms`;
    bench.report.lines.push({
      row: 'cold-start',
      what: 'start to first answer, web process',
      clients: null,
      against: 'bare TypeORM start',
      value: spreadOf(ours.map((took, index) => took / (others[index] ?? NaN))),
      unit: 'x',
      floor: 1.3,
      goal: 1,
      lower: true,
      detail: `${median(ours)} : ${median(others)}`,
    });
  } finally {
    compiled.remove();
  }
}

function settingsFor({ databaseUrl, redisUrl }: Target): NodeJS.ProcessEnv {
  const servers = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
  return completeSettings({ ROLE: 'web', ...servers, LOG_LEVEL: 'warn', PHOTO_DIR: '/nonexistent' });
}

async function firstAnswerMs(program: Program | undefined): Promise<number> {
  if (!program) return NaN;
  const port = await freePort();
  const from = performance.now();
  const child = spawn(process.execPath, [program.main], {
    env: { PATH: process.env['PATH'], ...program.environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    while (!(await answers(port, program.path))) {
      if (child.exitCode !== null || performance.now() - from > LIMIT_MS) {
        throw new Error(`${path.basename(program.main)} did not answer`);
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
    return performance.now() - from;
  } finally {
    await killed(child);
  }
}

function answers(port: number, asked: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ port, host: '127.0.0.1', path: asked, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
  });
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
