import { createApp } from './app';
import { listProblems, loadConfig, type Config } from './config';

/** The one place of the product that reads the machine's clock. */
const systemClock = { now: (): number => Date.now() };

/** Longest end: whatever still hangs is cut, so that the process is gone within ten seconds of the signal. */
const EXIT_WITHIN_MS = 9_000;

async function main(): Promise<void> {
  const loaded = loadConfig();
  if (!loaded.ok) {
    console.error(listProblems(loaded.problems));
    process.exitCode = 1;
    return;
  }
  await run(loaded.config);
}

async function run(config: Config): Promise<void> {
  const app = await createApp(config, { clock: systemClock });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), EXIT_WITHIN_MS).unref();
    app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  await app.start();
}

main().catch((error: unknown) => {
  // Causes may quote an address with its password, so only the message of our own errors is shown.
  console.error(`Not started: ${error instanceof Error ? error.message : 'unknown reason'}`);
  process.exit(1);
});
