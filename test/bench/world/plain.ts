import type { IncomingMessage, ServerResponse } from 'node:http';
import { createPool, type Pool } from 'mysql2/promise';

// The least code that could do the job: what the rungs are made of.

export function openPool(databaseUrl: string, size = 20): Pool {
  const pool = createPool({
    uri: databaseUrl,
    connectionLimit: size,
    multipleStatements: true,
    charset: 'UTF8MB4_BIN',
    supportBigNumbers: true,
    timezone: 'Z',
  });
  // As the product's own connections: the server's default would deadlock where this does not.
  pool.pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  });
  return pool;
}

export async function rowCount(pool: Pool, from: string): Promise<number> {
  const [rows] = await pool.query(`SELECT COUNT(*) AS count FROM ${from}`);
  return (rows as { count: number }[])[0]?.count ?? NaN;
}

export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Statements as one text, so that they travel in one round trip. */
export function joined(statements: { text: string; values: readonly unknown[] }[]): {
  sql: string;
  values: unknown[];
} {
  return {
    sql: statements.map((one) => one.text).join(';'),
    values: statements.flatMap((one) => [...one.values]),
  };
}

/** Sum of all versions of registrations: grows by one with each change that was kept. */
export async function versionsIn(pool: Pool): Promise<number> {
  const [rows] = await pool.query('SELECT CAST(SUM(version) AS SIGNED) AS total FROM registrations');
  return Number((rows as { total: number }[])[0]?.total ?? 0);
}
