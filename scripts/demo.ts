import { appendFileSync } from 'node:fs';
import { createWorld } from './demo/demo-world';
import { readOptions, USAGE, type DemoOptions } from './demo/options';
import { startPageServer } from './demo/page-server';
import { buildPhoneBundle } from './demo/phone-bundle';
import { playScript } from './demo/script';
import { startStack } from './demo/stack';

const LOOK_EVERY_MS = 250;

/** Serves the demo page until it is interrupted. */
async function servePage({ keep, port, log }: DemoOptions): Promise<void> {
  const [stack, bundle] = await Promise.all([
    startStack({ keep, pollMs: LOOK_EVERY_MS }),
    buildPhoneBundle(),
  ]);
  const world = createWorld({ stack, bundle });
  await world.newPhone().candidate.entersChat();
  const page = await startPageServer(world, port);
  process.stdout.write(
    `\n  报考助手 · 演示   NCRE Assistant · Demo\n\n  ${page.url}\n\n  Ctrl+C: 结束 / stop\n`,
  );
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    if (log) appendFileSync(log, stack.server.log());
    void Promise.all([page.close(), stack.stop()]).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if ('wrong' in options) {
    process.stderr.write(`${options.wrong}?\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  if (options.script) process.exitCode = await playScript(options);
  else await servePage(options);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exit(1);
});
