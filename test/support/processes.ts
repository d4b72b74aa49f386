import { spawn } from 'node:child_process';
import path from 'node:path';
import { until } from './until';

/** How a process ended: by itself with a code, or by a signal. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** One line of the product's log. */
export interface LogLine {
  level: string;
  event: string;
  [field: string]: unknown;
}

/** A real process of the product. */
export interface ServerProcess {
  name: string;
  pid: number;
  port: number;
  url: string;
  running(): boolean;
  /** Everything it wrote, on both streams. */
  output(): string;
  lines(): LogLine[];
  /** Until `/readyz` answers 200. Fails with the output when the process ends before. */
  ready(withinMs?: number): Promise<void>;
  /** kill -9: nothing is finished, nothing is said. */
  kill(): Promise<Ended>;
  /** SIGTERM; resolves with the end and how long it took. */
  terminate(): Promise<Ended & { tookMs: number }>;
}

export interface ProcessOptions {
  name: string;
  /** Path of the compiled program. */
  main: string;
  /** Settings, `PORT` among them: of 127.0.0.1, below the ports that connections take. */
  environment: Record<string, string | undefined>;
}

const GUARD = path.join(__dirname, 'end-with-parent.cjs');

/** Starts one process of the product; it ends with this one, whatever happens. */
export function startProcess({ name, main, environment }: ProcessOptions): ServerProcess {
  const port = Number(environment['PORT']);
  const child = spawn(process.execPath, ['--enable-source-maps', '--require', GUARD, main], {
    // Only the settings: nothing of the machine's environment may change how the product starts.
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const written: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => written.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => written.push(chunk));
  const output = (): string => Buffer.concat(written).toString('utf8');
  let end: Ended | undefined;
  const ended = new Promise<Ended>((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  void ended.then((how) => (end = how));
  const url = `http://127.0.0.1:${port}`;

  return {
    name,
    pid: child.pid ?? 0,
    port,
    url,
    running: () => end === undefined,
    output,
    lines: () => output().split('\n').flatMap(readLine),
    async ready(withinMs = 60_000) {
      await until(
        () => `${name} is ready:\n${output().slice(-4_000)}`,
        async () => {
          if (end)
            throw new Error(`${name} ended with ${end.code ?? end.signal}:\n${output().slice(-4_000)}`);
          return isReady(url);
        },
        { withinMs, everyMs: 50 },
      );
    },
    async kill() {
      child.kill('SIGKILL');
      return ended;
    },
    async terminate() {
      const startedAt = Date.now();
      child.kill('SIGTERM');
      return { ...(await ended), tookMs: Date.now() - startedAt };
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** What is not a line of the log, a message of Node for example, becomes an error of its own. */
function readLine(text: string): LogLine[] {
  if (text.trim() === '') return [];
  try {
    return [JSON.parse(text) as LogLine];
  } catch {
    return [{ level: 'error', event: 'unreadable', text }];
  }
}
