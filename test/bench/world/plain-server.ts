import { Redis } from 'ioredis';
import { statement, type Statement } from '../../../server/persistence/sql';
import type { Running, Target } from '../core/contestant';
import { joined, openPool, readBody, sendJson } from './plain';

/** A request's reads and writes as plain statements, merged into two round trips; the last trip commits. */
export interface PlainWork {
  /** Key of the live session to read and write; null without one. */
  session: string | null;
  reads: Statement[];
  writes: Statement[];
}

const BEGIN = statement('START TRANSACTION');
const COMMIT = statement('COMMIT');

/** A rung: node:http, ioredis and mysql2 alone, writing the rows that the product writes. */
export function plainServer(
  target: Target,
  options: {
    plan: unknown;
    work(body: string, url: string): PlainWork | null;
    reset?: string[];
    /** Counts what grows by one with each request that was kept. */
    kept?: string;
    close(): Promise<void>;
  },
): Running {
  const redis = new Redis(target.redisUrl);
  const pool = openPool(target.databaseUrl);
  const { kept } = options;
  let before = 0;
  const run = async ({ session, reads, writes }: PlainWork): Promise<void> => {
    const stored = session === null ? null : await redis.get(session);
    const connection = await pool.getConnection();
    try {
      await connection.query(joined([BEGIN, ...reads]));
      await connection.query(joined([...writes, COMMIT]));
    } finally {
      connection.release();
    }
    if (session !== null) await redis.set(session, stored ?? '{"misses":0}', 'PX', 3_600_000);
  };
  return {
    plan: options.plan,
    listener: (request, response) => {
      readBody(request)
        .then(async (body) => {
          const work = options.work(body, request.url ?? '');
          if (work) await run(work);
          sendJson(response, work ? 200 : 409, { done: work !== null });
        })
        .catch((error: unknown) => sendJson(response, 500, { error: String(error) }));
    },
    reset: async () => {
      if (options.reset) await pool.query(options.reset.join(';'));
      if (kept !== undefined) before = await keptRows(pool, kept);
    },
    kept: kept === undefined ? undefined : async () => (await keptRows(pool, kept)) - before,
    close: async () => {
      await pool.end();
      await redis.quit();
      await options.close();
    },
  };
}

async function keptRows(pool: ReturnType<typeof openPool>, question: string): Promise<number> {
  const [rows] = await pool.query(question);
  return Number((rows as { count: number | string }[])[0]?.count ?? NaN);
}
