import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLeashed } from '../support/leash';
import { until } from '../support/until';

/** The demo as its command starts it: page, product and platforms in processes of their own. */
export interface DemoProcess {
  url: string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;

/** Runs `npm run demo` on a free port; it ends with this process, whatever happens. */
export async function startDemo(): Promise<DemoProcess> {
  const running = startLeashed({
    command: [process.execPath, '--import', 'tsx', 'scripts/demo.ts', '--port', '0'],
    folder: mkdtempSync(path.join(tmpdir(), 'ncre-demo-run-')),
  });
  try {
    const url = await until(
      () => `the demo names its address:\n${running.output()}`,
      () => {
        if (!running.running()) throw new Error(`the demo ended:\n${running.output()}`);
        return /http:\/\/127\.0\.0\.1:\d+\//.exec(running.output())?.[0];
      },
      { withinMs: READY_WITHIN_MS, everyMs: 50 },
    );
    return { url, stop: () => running.stop() };
  } catch (error) {
    await running.stop();
    throw error;
  }
}
