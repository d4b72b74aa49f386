import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp, type App } from '../../server/app';
import { loadConfig } from '../../server/config';
import { storeSeason } from '../../server/use-cases/import-season';
import type { Actor } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { startPlatform, type Platform, type PlatformOptions } from '../platform/platform';
import { freePort } from './free-port';
import { REVIEWING_SITE, sampleSeason, OTHER_SITE } from './season';
import { completeSettings, type TestSettings } from './settings';

export interface PushedClock {
  now(): number;
  push(ms: number): void;
}

export interface Product {
  app: App;
  platform: Platform;
  clock: PushedClock;
  /** Where the product listens. */
  url: string;
  season: Season;
  settings: TestSettings;
  /** Lets everything due happen on both sides: callbacks, stored jobs, what follows from them. */
  settle(): Promise<void>;
  /** Ends product and stand-in; removes the data unless the folder was given. */
  stop(): Promise<void>;
}

export interface ProductOptions {
  now?: number;
  season?: Season;
  settings?: TestSettings;
  platform?: Partial<PlatformOptions>;
}

/** A Wednesday at ten in the morning in Beijing. */
export const NOW = Date.parse('2026-12-16T10:00:00+08:00');

/** The product on embedded storage, listening, with the stand-in as every platform and a season that is open. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const clock = pushedClock(options.now ?? NOW);
  const platform = await startPlatform({ clock, ...options.platform });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'ncre-product-'));
  const settings = completeSettings({
    ...platform.settings(),
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    ...options.settings,
  });
  const loaded = loadConfig(settings);
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ setting, problem }) => `${setting} ${problem}`).join());
  const app = await createApp(loaded.config, { clock, systemClock: { now: () => Date.now() } });
  const season = options.season ?? sampleSeason({ now: clock.now(), only: [REVIEWING_SITE, OTHER_SITE] });
  await storeSeason(app.context, { season, actor: IMPORTER });
  platform.connect({ publicUrl: url });
  // Jobs run in `settle` only, so that a test decides when.
  await app.start({ host: '127.0.0.1', jobs: false });
  return {
    app,
    platform,
    clock,
    url,
    season,
    settings,
    settle: () => settle(app, platform),
    stop: async () => {
      await app.stop();
      await platform.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const IMPORTER: Actor = { role: 'administrator', id: 'test', channel: 'command' };

export function pushedClock(now: number): PushedClock {
  let at = now;
  return {
    now: () => at,
    push: (ms) => {
      at += ms;
    },
  };
}

async function settle(app: App, platform: Platform): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    await platform.settle();
    const worked = (await app.worker?.drain()) ?? 0;
    await platform.settle();
    if (worked === 0) return;
  }
  throw new Error('the product does not come to rest');
}
