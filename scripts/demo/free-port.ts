import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below 32768, where Linux begins to hand out ports to outgoing connections, which could take ours before we listen.
const FIRST = 20_000;
const LAST = 32_767;
const TRIES = 100;

/** A TCP port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(FIRST, LAST + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port between ${FIRST} and ${LAST} is free.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
