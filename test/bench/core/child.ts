import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { builtContestant } from './built';
import type { Burst, Target } from './contestant';
import type { Question } from './contestant-process';
import type { LoadOrder, LoadResult } from './load-process';

/** A child process that answers one question at a time over IPC. */
export class Child {
  private waiting: { resolve: (value: never) => void; reject: (error: Error) => void } | null = null;
  private readonly first: Promise<unknown>;
  private readonly child: ChildProcess;

  constructor(script: string, args: string[], execArgv: string[] = []) {
    this.child = fork(script, args, {
      execArgv: [...(script.endsWith('.ts') ? ['--import', 'tsx'] : []), ...execArgv],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.first = this.next();
    this.child.on('message', (message: { answer?: unknown; failed?: string }) => {
      const waiting = this.waiting;
      this.waiting = null;
      if (message.failed !== undefined) waiting?.reject(new Error(`${args.join(' ')}\n${message.failed}`));
      else waiting?.resolve(message.answer as never);
    });
    this.child.on('exit', (code) => {
      this.waiting?.reject(new Error(`${script} ${args.slice(0, 2).join(' ')} ended with ${code}`));
    });
  }

  /** What the process said when it was ready. */
  ready<T>(): Promise<T> {
    return this.first as Promise<T>;
  }

  ask<T>(question: unknown): Promise<T> {
    const answer = this.next<T>();
    this.child.send(question as object);
    return answer;
  }

  kill(signal: NodeJS.Signals): Promise<void> {
    return new Promise((resolve) => {
      this.waiting = null;
      this.child.removeAllListeners('message');
      this.child.once('exit', () => resolve());
      this.child.kill(signal);
    });
  }

  private next<T>(): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting = { resolve: resolve as (value: never) => void, reject };
    });
  }
}

/** A contestant as the bench sees it. */
export interface Seat {
  name: string;
  port: number | null;
  plan: unknown;
  reset(): Promise<void>;
  kept(): Promise<number | null>;
  /** CPU of the whole process so far, in microseconds. */
  cpu(): Promise<number>;
  burst(ms: number): Promise<Burst>;
  close(): Promise<void>;
  kill(): Promise<void>;
}

export async function seat(options: {
  file: string;
  name: string;
  contestant: string;
  target: Target;
  execArgv?: string[];
}): Promise<Seat> {
  const { file, name, contestant, target, execArgv } = options;
  const child = new Child(await builtContestant(file), [contestant, JSON.stringify(target)], execArgv);
  const { port, plan } = await child.ready<{ port: number | null; plan: unknown }>();
  const ask = <T>(question: Question): Promise<T> => child.ask<T>(question);
  return {
    name,
    port,
    plan,
    reset: () => ask({ ask: 'reset' }),
    kept: () => ask({ ask: 'kept' }),
    cpu: () => ask({ ask: 'cpu' }),
    burst: (ms) => ask({ ask: 'burst', ms }),
    close: () => ask({ ask: 'close' }),
    kill: () => child.kill('SIGKILL'),
  };
}

/** The process that plays the clients. */
export interface Load {
  run(order: LoadOrder): Promise<LoadResult>;
  close(): Promise<void>;
}

export async function startLoad(): Promise<Load> {
  const child = new Child(path.join(__dirname, 'load-process.ts'), []);
  await child.ready();
  return { run: (order) => child.ask<LoadResult>(order), close: () => child.kill('SIGTERM') };
}
