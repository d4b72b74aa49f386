import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPool, type Pool } from 'mysql2/promise';
import { createApp } from '../../../server/app';
import { listProblems, loadConfig, type Config } from '../../../server/config';
import { migrate } from '../../../server/persistence/migrate';
import { importStaff } from '../../../server/use-cases/staff/import-staff';
import { storeSeason } from '../../../server/use-cases/seasons/import-season';
import type { Season } from '../../../shared/domain/season';
import { startPlatform, type Platform } from '../../platform/platform';
import type { Reviewer } from '../../platform/hands/reviewer';
import { compileServer } from '../../support/compiled-server';
import type { StorageSettings } from '../../support/engines';
import { freePort } from '../../../scripts/demo/free-port';
import { startProcess, type ServerProcess } from '../../support/processes';
import { completeSettings } from '../../support/settings';
import { crowdSeason, REVIEWERS, staffFile } from './crowd-season';
import { startRoundRobin, type RoundRobin } from './round-robin';
import { openTcpGate, type TcpGate } from './tcp-gate';

export const NAMES = ['web-1', 'web-2', 'worker-1', 'worker-2'] as const;
export type ProcessName = (typeof NAMES)[number];

/** Two web processes behind one address, two workers, MariaDB, Redis, and the platforms with their people here. */
export interface CrowdStage {
  platform: Platform;
  season: Season;
  publicUrl: string;
  proxy: RoundRobin;
  redis: TcpGate;
  redisUrl: string;
  database: Pool;
  config: Config;
  reviewers: Map<string, Reviewer>;
  /** The process of this name that runs now, or ran last. */
  process(name: ProcessName): ServerProcess;
  /** Starts it anew with the same settings and waits until it is ready. */
  restart(name: ProcessName): Promise<void>;
  /** All that ever ran, ended ones too. */
  everyProcess(): readonly ServerProcess[];
  metrics(): Promise<string>;
  stop(): Promise<void>;
}

const COMMAND = { role: 'system', id: 'crowd', channel: 'command' } as const;
const systemClock = { now: (): number => Date.now() };

export async function startCrowdStage(
  storage: StorageSettings,
  { smallSite }: { smallSite: number },
): Promise<CrowdStage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ncre-crowd-'));
  const [platform, proxy, program] = await Promise.all([
    startPlatform({ clock: systemClock, seed: 'crowd', pollMs: 100, keepEvents: 200_000 }),
    startRoundRobin(),
    compileServer(),
  ]);
  platform.connect({ publicUrl: proxy.url });
  const direct = new URL(storage.REDIS_URL ?? '');
  const gate = await openTcpGate({ host: direct.hostname, port: Number(direct.port) });
  const settings = completeSettings({
    ...platform.settings(),
    ...storage,
    REDIS_URL: `redis://127.0.0.1:${gate.port}${direct.pathname}`,
    PUBLIC_URL: proxy.url,
    PHOTO_DIR: path.join(folder, 'photos'),
    LOG_LEVEL: 'info',
    METRICS_TOKEN: 'metrics-of-the-crowd-0123456789abcdef',
    DATA_DIR: undefined,
  });
  const config = configOf({ ...settings, ROLE: 'worker' });
  const season = crowdSeason(Date.now(), smallSite);
  await prepare(config, { databaseUrl: storage.DATABASE_URL ?? '', season });
  const environments = new Map<ProcessName, Record<string, string | undefined>>();
  for (const name of NAMES) {
    const role = name.startsWith('web') ? 'web' : 'worker';
    environments.set(name, { ...settings, ROLE: role, PORT: String(await freePort()) });
  }
  const running = new Map<ProcessName, ServerProcess>();
  const every: ServerProcess[] = [];
  const reviewers = new Map(
    REVIEWERS.map(({ userid }) => [userid, platform.reviewer({ userid, name: userid })]),
  );

  async function start(name: ProcessName): Promise<void> {
    const started = startProcess({ name, main: program.main, environment: environments.get(name) ?? {} });
    running.set(name, started);
    every.push(started);
    await started.ready();
  }
  function processOf(name: ProcessName): ServerProcess {
    const found = running.get(name);
    if (!found) throw new Error(`${name} was never started`);
    return found;
  }

  await Promise.all(NAMES.map(start));
  proxy.leadsTo([processOf('web-1').url, processOf('web-2').url]);
  const database = createPool({ uri: storage.DATABASE_URL ?? '', connectionLimit: 4 });
  return {
    platform,
    season,
    publicUrl: proxy.url,
    proxy,
    redis: gate,
    redisUrl: storage.REDIS_URL ?? '',
    database,
    config,
    reviewers,
    process: processOf,
    restart: start,
    everyProcess: () => every,
    async metrics() {
      const texts = NAMES.map(processOf).map(async ({ url }) => {
        const headers = { Authorization: `Bearer ${settings['METRICS_TOKEN']}` };
        return (await fetch(`${url}/metrics`, { headers })).text();
      });
      return (await Promise.all(texts)).join('\n');
    },
    async stop() {
      await Promise.all(every.filter((one) => one.running()).map((one) => one.terminate()));
      await Promise.all([proxy.close(), platform.stop(), gate.close(), database.end()]);
      program.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configOf(settings: Record<string, string | undefined>): Config {
  const loaded = loadConfig(settings);
  if (!loaded.ok) throw new Error(listProblems(loaded.problems));
  return loaded.config;
}

/** Schema, season and staff, as the commands bring them in. */
async function prepare(
  config: Config,
  { databaseUrl, season }: { databaseUrl: string; season: Season },
): Promise<void> {
  await migrate({ databaseUrl });
  const app = await createApp(config, { clock: systemClock });
  try {
    const stored = await storeSeason(app.context, { season, actor: COMMAND });
    if (!stored.ok) throw new Error('the season of the crowd is refused');
    const staffed = await importStaff(app.context, { text: staffFile(), actor: COMMAND });
    if (!staffed.ok) throw new Error('the staff of the crowd is refused');
  } finally {
    await app.stop();
  }
}
