import { findChromium } from './chromium';
import { missingReason, type Part } from './engines';
import { findMariadb, startMariadb } from './mariadb';
import { findRedis, startRedis } from './redis';

/** The servers and programs of one test run. */
export interface Parts {
  /** TEST_DATABASE_URL, TEST_REDIS_URL and TEST_CHROMIUM, as far as they are here. */
  env: Record<string, string>;
  missing: { part: Part; reason: string }[];
  /** Stops what was started here; servers named by the environment stay. */
  stop(): Promise<void>;
}

interface Started {
  url: string;
  stop(): Promise<void>;
}

/** Takes the servers named by the environment, starts private ones for the rest, and finds the browser. */
export async function startParts(): Promise<Parts> {
  const parts: Parts = { env: {}, missing: [], stop: () => stopAll(started) };
  const started: Started[] = [];
  const take = async (part: Part, server: ServerPart): Promise<void> => {
    const named = process.env[server.setting];
    const result = named ? { url: named } : await startOrReason(server);
    if ('reason' in result) {
      parts.missing.push({ part, reason: result.reason });
      return;
    }
    parts.env[server.setting] = result.url;
    if ('stop' in result) started.push(result);
  };
  await Promise.all([
    take('mariadb', { setting: 'TEST_DATABASE_URL', find: findMariadb, start: startMariadb }),
    take('redis', { setting: 'TEST_REDIS_URL', find: findRedis, start: startRedis }),
  ]);

  const browser = findChromium();
  if ('program' in browser) parts.env['TEST_CHROMIUM'] = browser.program;
  const reason = missingReason('chromium');
  if (reason) parts.missing.push({ part: 'chromium', reason });
  return parts;
}

interface ServerPart {
  setting: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL';
  find: () => { server: string } | { missing: string };
  start: () => Promise<Started>;
}

async function startOrReason(server: ServerPart): Promise<Started | { reason: string }> {
  const found = server.find();
  if ('missing' in found) return { reason: found.missing };
  try {
    return await server.start();
  } catch (cause) {
    return { reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function stopAll(started: Started[]): Promise<void> {
  await Promise.all(started.map((server) => server.stop()));
}
