import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Redis from 'ioredis';
import { freePort } from '../../scripts/demo/free-port';
import { findProgram, startLeashed, waitUntilReady } from './leash';

/** A private Redis server that keeps nothing on disk. */
export interface RedisServer {
  /** `redis://127.0.0.1:port`, without a database number: see `emptyRedis`. */
  url: string;
  stop(): Promise<void>;
}

/** The Redis program of this machine, or why there is none. */
export function findRedis(): { server: string } | { missing: string } {
  const server = findProgram('redis-server', 'valkey-server');
  return server ? { server } : { missing: 'redis-server is not installed' };
}

export async function startRedis(): Promise<RedisServer> {
  const program = findRedis();
  if ('missing' in program) throw new Error(program.missing);
  const folder = mkdtempSync(path.join(tmpdir(), 'ncre-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const server = startLeashed({
    folder,
    command: [
      program.server,
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ],
  });
  await waitUntilReady({
    name: 'Redis',
    process: server,
    attempt: () => withRedis(url, (redis) => redis.ping()),
  });
  return { url, stop: () => server.stop() };
}

/** Empties one of the server's numbered databases and returns its URL; each jest worker has its own number. */
export async function emptyRedis(url: string, number: number): Promise<string> {
  const target = new URL(url);
  target.pathname = `/${number}`;
  await withRedis(target.toString(), (redis) => redis.flushdb());
  return target.toString();
}

async function withRedis(url: string, act: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  // A refused connection rejects `connect()`; the event of the same name would otherwise go to the console.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await act(redis);
  } finally {
    redis.disconnect();
  }
}
