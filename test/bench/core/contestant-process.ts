import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../../../scripts/demo/free-port';
import type { Contestants, Running, Target } from './contestant';

// One contestant: `PROGRAM NAME TARGET`. Talks to the bench through IPC; ends when the bench does.

export type Question =
  { ask: 'reset' } | { ask: 'kept' } | { ask: 'cpu' } | { ask: 'burst'; ms: number } | { ask: 'close' };

/** Runs the one of `contestants` that the command line names. */
export function serve(contestants: Contestants): void {
  const [, , name = '', target = '{}'] = process.argv;
  process.on('disconnect', () => process.exit(0));
  start(contestants, { name, target: JSON.parse(target) as Target }).catch((error: unknown) => {
    process.send?.({ failed: String(error instanceof Error ? error.stack : error) });
    process.exitCode = 1;
  });
}

async function start(
  contestants: Contestants,
  { name, target }: { name: string; target: Target },
): Promise<void> {
  const make = contestants[name];
  if (!make) throw new Error(`There is no contestant ${name}`);
  const running = await make(target);
  const port = running.listener ? await listen(running) : null;
  process.on('message', (question: Question) => {
    answer(running, question).then(
      (value) => process.send?.({ answer: value ?? null }),
      (error: unknown) => process.send?.({ failed: String(error instanceof Error ? error.stack : error) }),
    );
  });
  process.send?.({ answer: { port, plan: running.plan ?? null } });
}

async function listen(running: Running): Promise<number> {
  const server = createServer(running.listener);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function answer(running: Running, question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'reset':
      return running.reset?.();
    case 'kept':
      return (await running.kept?.()) ?? null;
    case 'cpu': {
      const { user, system } = process.cpuUsage();
      return user + system;
    }
    case 'burst':
      return running.burst?.(question.ms);
    case 'close':
      await running.close();
      setTimeout(() => process.exit(0), 50);
      return null;
  }
}
