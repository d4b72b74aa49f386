import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below 32768, where Linux begins to hand out ports to outgoing connections, which could take ours meanwhile.
const FIRST = 20_000;
const LAST = 32_767;
const TRIES = 100;

/** A port of 127.0.0.1 on which nobody listens, below 32768. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(FIRST, LAST + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port between ${FIRST} and ${LAST}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
