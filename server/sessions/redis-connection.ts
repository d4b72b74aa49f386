import { createHash } from 'node:crypto';
import Redis from 'ioredis';

/** An answer of Redis, or the news that there was none in time. */
export type Answer<T> = { up: true; value: T } | { up: false };

export interface RedisConnection {
  /** For stores that handle failures themselves; configured to fail within two seconds. */
  readonly redis: Redis;
  /** Never throws because of Redis. While Redis is known to be frozen it answers `up: false` at once. */
  ask<T>(work: (redis: Redis) => Promise<T>): Promise<Answer<T>>;
  close(): void;
}

export interface RedisConnectionOptions {
  url: string;
  /** Longest wait for one answer. */
  commandMs?: number;
  /** Told once when Redis is lost, and once when it is back; `code` holds no value. */
  report?: (news: 'lost' | 'back', code: string) => void;
}

export interface Script {
  text: string;
  digest: string;
}

const CONNECT_MS = 1_000;
/** As ioredis calls it. */
const TIMED_OUT = 'Command timed out';
/** After an answer that did not come, nobody waits for another during this span. */
const SUSPEND_MS = 500;

/**
 * One connection that may be lost at any time (promise 10). As installed, ioredis waits ten seconds for a Redis that
 * is down and for ever for one that is frozen: here nothing is queued, retried or waited for beyond a short limit,
 * while the connection comes back by itself.
 */
export async function openRedis(options: RedisConnectionOptions): Promise<RedisConnection> {
  const { url, commandMs = 400, report = () => undefined } = options;
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    // Its timers also count time in which this process itself did not get on; `inTime` is juster and comes first.
    commandTimeout: 5 * commandMs,
    // Closes a connection on which an answer is long due; a cut network gives no other sign.
    socketTimeout: 5_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(times * 50, SUSPEND_MS),
    // After a failover this connection may lead to a replica.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  // Without a listener ioredis writes to the console. What matters is seen by the commands.
  redis.on('error', () => undefined);
  await connectBriefly(redis);

  let isUp = true;
  let suspended = false;
  const note = (up: boolean, code: string): void => {
    if (up !== isUp) report(up ? 'back' : 'lost', code);
    isUp = up;
  };
  return {
    redis,
    ask: async (work) => {
      if (suspended) return { up: false };
      try {
        const value = await inTime(work(redis), commandMs);
        note(true, 'OK');
        return { up: true, value };
      } catch (error) {
        const code = codeOf(error);
        note(false, code);
        if (code === 'TIMEOUT') {
          suspended = true;
          setTimeout(() => (suspended = false), SUSPEND_MS).unref();
        }
        return { up: false };
      }
    },
    close: () => redis.disconnect(),
  };
}

/**
 * The answer, unless none has come after so long. A process that was held up finds timers and answers waiting side by side:
 * what has arrived is read before anything is called late, or one stall would cost everybody their live session.
 */
async function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => reject(new Error(TIMED_OUT));
    // Between two turns of the loop sockets are read.
    timer = setTimeout(() => setImmediate(() => setImmediate(giveUp)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    // The other one may still fail; nobody waits for it any more.
    answer.catch(() => undefined);
    late.catch(() => undefined);
  }
}

export function script(text: string): Script {
  return { text, digest: createHash('sha1').update(text).digest('hex') };
}

/** Runs a script by its digest; sends the text when Redis does not know it (new or emptied). */
export async function runScript(
  redis: Redis,
  { text, digest }: Script,
  key: string,
  values: (string | number | Buffer)[],
): Promise<unknown> {
  try {
    return await redis.evalsha(digest, 1, key, ...values);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return redis.eval(text, 1, key, ...values);
  }
}

/** A Redis that is down at start is a Redis that is down: the process starts all the same. */
async function connectBriefly(redis: Redis): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CONNECT_MS);
  });
  await Promise.race([redis.connect().catch(() => undefined), late]);
  clearTimeout(timer);
}

/** The kind of failure, without the text, which may quote keys. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if (error.message === TIMED_OUT) return 'TIMEOUT';
  return /^[A-Z]{3,}/.exec(error.message)?.[0] ?? error.name;
}
