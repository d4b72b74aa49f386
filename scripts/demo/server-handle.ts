import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Season } from '../../shared/domain/season';
import type { FromServer, Seed, ToServer } from './server-process';

/** The running product as the demo holds it: to push, drain, end and kill. */
export interface DemoServer {
  isUp(): boolean;
  /** Starts it, or starts it again after a kill; the first time with the season and the staff. */
  start(input: { offset(): number; seed: Seed | null }): Promise<void>;
  push(ms: number): void;
  /** Works off what is due; resolves with how many rows this process ever worked off. */
  drain(): Promise<number>;
  /** The office imports the admission tickets of all who paid; resolves with how many. */
  importTickets(season: Season): Promise<number>;
  stop(): Promise<void>;
  /** What a power cut does: the process is gone in the middle of whatever it was doing. */
  kill(): Promise<void>;
  /** Everything it wrote to its log. */
  log(): string;
}

const FILE = path.join(__dirname, 'server-process.ts');
const LONGEST_LOG = 20_000_000;

export function createServerHandle(options: {
  environment: Record<string, string>;
  /** Looks for due rows by itself every so many milliseconds; null waits for `drain`. */
  lookEveryMs: number | null;
}): DemoServer {
  let child: ChildProcess | undefined;
  /** What may be said to the process: nothing before it is told the time, no work before it is ready. */
  let stage: 'down' | 'loading' | 'starting' | 'ready' = 'down';
  let log = '';
  let asked = 0;
  const waiting = new Map<number, (rows: number) => void>();

  const send = (message: ToServer): void => {
    if (child?.connected) child.send(message);
  };
  const keepLog = (chunk: Buffer): void => {
    log = (log + chunk.toString('utf8')).slice(-LONGEST_LOG);
  };
  function gone(): void {
    child = undefined;
    stage = 'down';
    for (const resolve of waiting.values()) resolve(0);
    waiting.clear();
  }

  /** Resolves with the number that answers it; with 0 when the process is not there to answer. */
  function ask(question: (id: number) => ToServer): Promise<number> {
    if (stage !== 'ready') return Promise.resolve(0);
    asked += 1;
    const id = asked;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      send(question(id));
    });
  }

  async function start(input: Parameters<DemoServer['start']>[0]): Promise<void> {
    const started = fork(FILE, {
      cwd: path.join(__dirname, '../..'),
      env: { ...inherited(), ...options.environment },
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = started;
    stage = 'loading';
    started.stdout?.on('data', keepLog);
    started.stderr?.on('data', keepLog);
    started.on('exit', () => {
      if (child === started) gone();
    });
    await new Promise<void>((resolve, reject) => {
      started.on('message', (message: FromServer) => {
        if (message.kind === 'loaded') {
          const { offset, seed } = input;
          send({ kind: 'start', lookEveryMs: options.lookEveryMs, offset: offset(), seed });
          stage = 'starting';
        }
        if (message.kind === 'ready') {
          stage = 'ready';
          resolve();
        }
        if (message.kind === 'failed') reject(new Error(message.why));
        if (message.kind === 'drained' || message.kind === 'imported') {
          waiting.get(message.id)?.(message.rows);
          waiting.delete(message.id);
        }
      });
      started.once('exit', (code) =>
        reject(new Error(`the server ended with ${code}\n${log.slice(-2_000)}`)),
      );
    });
  }

  async function end(how: () => void): Promise<void> {
    const ending = child;
    if (!ending) return;
    const over = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
    how();
    await over;
    gone();
  }

  return {
    isUp: () => stage === 'ready',
    start,
    push(ms) {
      if (stage === 'starting' || stage === 'ready') send({ kind: 'push', ms });
    },
    drain: () => ask((id) => ({ kind: 'drain', id })),
    importTickets: (season) => ask((id) => ({ kind: 'tickets', id, season })),
    stop: () => end(() => send({ kind: 'stop' })),
    kill: () => end(() => child?.kill('SIGKILL')),
    log: () => log,
  };
}

/** Only what a process needs to run: no setting of the outer environment reaches the product. */
function inherited(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'SystemRoot', 'NODE_EXTRA_CA_CERTS'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
