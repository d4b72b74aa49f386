import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp, type App } from '../../server/app';
import { listProblems, loadConfig } from '../../server/config';
import { importStaff } from '../../server/use-cases/staff/import-staff';
import { storeSeason } from '../../server/use-cases/seasons/import-season';
import type { Actor } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { startPlatform, type Platform } from '../platform/platform';
import type { Reviewer } from '../platform/hands/reviewer';
import type { Servicer } from '../platform/hands/servicer';
import { fillMigrated } from './migrated-folder';
import { emptySessions, onServers, projectStorage } from './project-storage';
import { OTHER_SITE, REVIEWING_SITE, sampleSeason, type SampleChanges } from './season';
import { completeSettings, type TestSettings } from './settings';

/** Morning of a working day inside office hours, in Beijing. */
export const STAGE_NOW = Date.parse('2026-12-28T10:00:00+08:00');

/** Userids of the people every stage has. */
export const PEOPLE = {
  reviewer: 'reviewer-xiamen',
  colleague: 'reviewer-second',
  lead: 'lead-xiamen',
  support: 'support-one',
  administrator: 'office-admin',
} as const;

export interface StageOptions {
  now?: number;
  season?: Omit<SampleChanges, 'now'>;
  /** When the sample season's window opens, if not just before `now`. */
  seasonAt?: number;
  /** Further seasons, made from the first. */
  moreSeasons?: (season: Season) => Season[];
  menuTapRefills?: boolean;
  /** Storage settings, for example of an engine of test/support/engines.ts; embedded in a folder of its own otherwise. */
  storage?: TestSettings;
  settings?: TestSettings;
}

/** The product in this process with the platforms and people around it, and a clock that only tests push. */
export interface Stage {
  clock: { now(): number; at: number };
  app: App;
  platform: Platform;
  season: Season;
  publicUrl: string;
  reviewer(userid?: string): Reviewer;
  servicer: Servicer;
  /** Until neither side has anything due. */
  settle(): Promise<void>;
  /** Pushes the clock in steps of at most an hour, so that what becomes due on the way happens on the way. */
  push(ms: number): Promise<void>;
  /** Ends the product and starts it again with no live session left, as after a flushed Redis. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const COMMAND: Actor = { role: 'system', id: 'stage', channel: 'command' };
const HOUR_MS = 3_600_000;

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const clock = { at: options.now ?? STAGE_NOW, now: () => clock.at };
  const folder = mkdtempSync(path.join(tmpdir(), 'ncre-stage-'));
  if (!onServers() && !options.storage) await fillMigrated(path.join(folder, 'data'));
  const platform = await startPlatform({
    clock,
    seed: 'stage',
    kf: { menuTapRefills: options.menuTapRefills ?? true },
  });
  // The address is known before the product starts: it stands in links and in notify addresses.
  const gate = createServer();
  const publicUrl = `http://127.0.0.1:${await listen(gate)}`;
  const settings = completeSettings({
    ...platform.settings(),
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: 'error',
    // Bells are heard here; looking without one every five minutes would fill the weeks that tests push.
    KF_LOOK_MINUTES: '1440',
    DATA_DIR: path.join(folder, 'data'),
    PHOTO_DIR: path.join(folder, 'photos'),
    ...(options.storage ?? (await projectStorage())),
    ...options.settings,
  });
  platform.connect({ publicUrl });
  const season = sampleSeason({ now: options.seasonAt ?? clock.at, ...options.season });
  let app = await open();
  for (const one of [season, ...(options.moreSeasons?.(season) ?? [])]) {
    await storeSeason(app.context, { season: one, actor: COMMAND });
  }
  await importStaff(app.context, { text: staffFile(), actor: COMMAND });
  const reviewers = new Map(
    [PEOPLE.reviewer, PEOPLE.colleague, PEOPLE.lead, PEOPLE.administrator].map((userid) => [
      userid as string,
      platform.reviewer({ userid, name: userid }),
    ]),
  );
  const servicer = platform.servicer({ userid: PEOPLE.support, name: PEOPLE.support });

  async function open(): Promise<App> {
    const loaded = loadConfig(settings);
    if (!loaded.ok) throw new Error(listProblems(loaded.problems));
    const opened = await createApp(loaded.config, { clock });
    gate.removeAllListeners('request');
    gate.on('request', opened.handler);
    return opened;
  }

  async function settle(): Promise<void> {
    for (let worked = 1; worked > 0;) {
      await platform.settle();
      worked = (await app.worker?.drain()) ?? 0;
      await platform.settle();
    }
  }

  return {
    clock,
    get app() {
      return app;
    },
    platform,
    season,
    publicUrl,
    servicer,
    settle,
    reviewer(userid = PEOPLE.reviewer) {
      const found = reviewers.get(userid);
      if (!found) throw new Error(`nobody is called ${userid}`);
      return found;
    },
    async push(ms) {
      const until = clock.at + ms;
      while (clock.at < until) {
        const dueAt = Math.min((await app.queue.nextDueAt()) ?? until, platform.nextDueAt() ?? until);
        // Hours in which nothing comes due are passed over.
        const hours = Math.max(1, Math.ceil((dueAt - clock.at) / HOUR_MS));
        clock.at = Math.min(until, clock.at + hours * HOUR_MS);
        await settle();
      }
    },
    async restart() {
      await app.stop();
      if (onServers()) await emptySessions();
      app = await open();
    },
    async stop() {
      await app.stop();
      await new Promise((resolve) => gate.close(resolve));
      await platform.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function staffFile(): string {
  const sites = [REVIEWING_SITE];
  const staff = [
    { userid: PEOPLE.reviewer, name: '审核员甲', roles: ['reviewer'], sites },
    { userid: PEOPLE.colleague, name: '审核员乙', roles: ['reviewer'], sites },
    { userid: PEOPLE.lead, name: '考点负责人', roles: ['lead'], sites: [REVIEWING_SITE, OTHER_SITE] },
    { userid: PEOPLE.support, name: '客服', roles: ['support'], sites: [] },
    { userid: PEOPLE.administrator, name: '管理员', roles: ['administrator'], sites: [] },
  ];
  return JSON.stringify({ staff });
}
