import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync } from 'node:fs';
import path from 'node:path';

/** A server program that cannot outlive the process that started it. */
export interface LeashedProcess {
  /** What the program wrote so far (the last 16 kB), for messages when it does not come up. */
  output(): string;
  /** True until the program has ended, by itself or by `stop()`. */
  running(): boolean;
  /** Ends the program, waits for its end and removes its folder. Safe to call twice. */
  stop(): Promise<void>;
}

// The shell waits for the program, and beside that reads its own stdin, which stays silent and closes when the
// starting process ends in whatever way, kill -9 included. Either end removes the program's folder.
const LEASH = `
folder=$1; shift
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
{ read -r _ <&3; kill -TERM "$program" 2>/dev/null; } &
reader=$!
wait "$program"; status=$?
exec 3<&-
kill "$reader" 2>/dev/null
rm -rf "$folder"
exit "$status"
`;

const STOP_WITHIN_MS = 30_000;
const KEPT_OUTPUT = 16_384;

/** Starts `command` with its private `folder`, in a process group of its own so that Ctrl-C does not reach it. */
export function startLeashed(options: { command: string[]; folder: string }): LeashedProcess {
  const child = spawn('sh', ['-c', LEASH, 'leash', options.folder, ...options.command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  let running = true;
  void ended.then(() => {
    running = false;
  });

  return {
    output: () => output,
    running: () => running,
    async stop() {
      child.stdin.end();
      const timer = setTimeout(() => killGroup(child), STOP_WITHIN_MS);
      await ended;
      clearTimeout(timer);
      rmSync(options.folder, { recursive: true, force: true });
    },
  };
}

/** Calls `attempt` until it succeeds, the program ends or the time is over; then fails with the program's output. */
export async function waitUntilReady(options: {
  name: string;
  process: LeashedProcess;
  attempt: () => Promise<void>;
  withinMs?: number;
}): Promise<void> {
  const until = Date.now() + (options.withinMs ?? 60_000);
  for (;;) {
    try {
      await options.attempt();
      return;
    } catch (cause) {
      if (options.process.running() && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      const output = options.process.output();
      await options.process.stop();
      throw new Error(`${options.name} did not come up:\n${output}`, { cause });
    }
  }
}

const MORE_FOLDERS = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
];

/** The first of the named programs found on PATH or where servers are usually installed. */
export function findProgram(...names: string[]): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean), ...MORE_FOLDERS];
  for (const name of names) {
    const found = folders.map((folder) => path.join(folder, name)).find(isExecutable);
    if (found) return found;
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group ended between the timer and this call.
  }
}
