import { randomBytes } from 'node:crypto';
import type { Season } from '../../shared/domain/season';
import type { Reviewer } from '../../test/platform/hands/reviewer';
import type { Servicer } from '../../test/platform/hands/servicer';
import { startPlatform, type Platform } from '../../test/platform/platform';
import { createDemoClock, stepsBetween, type DemoClock } from './clock';
import { freePort } from './free-port';
import { demoPreview, demoSeason } from './season';
import { createServerHandle, type DemoServer } from './server-handle';
import { openDataFolder } from './settings';
import { isSupport, STAFF, staffFile } from './staff';

/** Platforms, product and people on this machine, with a clock that can be pushed. */
export interface Stack {
  clock: DemoClock;
  platform: Platform;
  server: DemoServer;
  season: Season;
  publicUrl: string;
  /** Origin where WeCom asks who somebody is. */
  identityUrl: string;
  dataFolder: string;
  metricsToken: string;
  reviewers: Map<string, Reviewer>;
  servicers: Map<string, Servicer>;
  /** Until nothing is due on either side. */
  settle(): Promise<void>;
  /** Pushes the clock in steps, so that what becomes due on the way happens on the way. */
  push(ms: number): Promise<void>;
  /** Ends the product without warning and starts it again on the same data. */
  killAndRestart(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  keep?: boolean;
  /** Fees in fen by subject code; the others keep their own. */
  fees?: Record<string, number>;
  logLevel?: 'debug' | 'info' | 'warn';
  /** Looks for due things by itself every so many milliseconds; without it only `settle` and `push` do. */
  pollMs?: number;
  menuTapRefills?: boolean;
}

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const data = openDataFolder(options.keep ?? false);
  const clock = createDemoClock(data.kept.clockOffset);
  const platform = await startPlatform({
    clock,
    seed: 'demo',
    run: randomBytes(6).toString('hex'),
    ...(options.pollMs && { pollMs: options.pollMs }),
    kf: { menuTapRefills: options.menuTapRefills ?? true },
  });
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  platform.connect({ publicUrl });
  const server = createServerHandle({
    lookEveryMs: options.pollMs ?? null,
    environment: {
      ...platform.settings(),
      ...data.kept.secrets,
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      ROLE: 'all',
      DATA_DIR: data.folder,
      LOG_LEVEL: options.logLevel ?? 'info',
    },
  });
  const { beganAt } = data.kept;
  const season = demoSeason(beganAt, options.fees);
  const people = hirePeople(platform);
  const seed = { seasons: [season, demoPreview(beganAt)], staff: staffFile() };
  await server.start({ offset: clock.offset, seed: data.found ? null : seed });

  async function settle(): Promise<void> {
    let before: number;
    let worked = -1;
    do {
      before = worked;
      await platform.settle();
      worked = await server.drain();
      await platform.settle();
    } while (worked !== before && server.isUp());
  }

  return {
    clock,
    platform,
    server,
    season,
    publicUrl,
    identityUrl: new URL(platform.settings()['WECOM_OAUTH_URL'] ?? publicUrl).origin,
    dataFolder: data.folder,
    metricsToken: data.kept.secrets.METRICS_TOKEN,
    ...people,
    settle,
    async push(ms) {
      for (const at of stepsBetween(clock.now(), clock.now() + ms)) {
        const step = at - clock.now();
        clock.push(step);
        server.push(step);
        await settle();
      }
      data.save(clock.offset());
    },
    async killAndRestart() {
      await server.kill();
      await server.start({ offset: clock.offset, seed: null });
    },
    async restart() {
      await server.stop();
      await server.start({ offset: clock.offset, seed: null });
    },
    async stop() {
      await server.stop();
      await platform.stop();
      data.dispose();
    },
  };
}

function hirePeople(platform: Platform): Pick<Stack, 'reviewers' | 'servicers'> {
  const reviewers = new Map<string, Reviewer>();
  const servicers = new Map<string, Servicer>();
  for (const member of STAFF) {
    const { userid, name } = member;
    if (isSupport(member)) {
      const servicer = platform.servicer({ userid, name });
      servicers.set(userid, servicer);
      reviewers.set(userid, servicer.wecom);
    } else reviewers.set(userid, platform.reviewer({ userid, name }));
  }
  return { reviewers, servicers };
}
