import { createServer, type Server } from 'node:http';
import { createApp, type App } from '../../server/app';
import { listProblems, loadConfig } from '../../server/config';
import { createLogger } from '../../server/logger';
import { importStaff } from '../../server/use-cases/staff/import-staff';
import { storeSeason } from '../../server/use-cases/seasons/import-season';
import { importTickets } from '../../server/use-cases/tickets/import-tickets';
import type { Season } from '../../shared/domain/season';
import { createDemoClock } from './clock';
import { ticketFileOf } from './tickets';

export interface Seed {
  seasons: Season[];
  staff: string;
}

/** The product in a process of its own, so that it can be killed like any process; the demo speaks to it by these messages. */
export type ToServer =
  | { kind: 'start'; offset: number; lookEveryMs: number | null; seed: Seed | null }
  | { kind: 'push'; ms: number }
  /** Works off what is due and answers `drained` with the same id and how many rows were ever worked off. */
  | { kind: 'drain'; id: number }
  /** Imports tickets for everybody who has paid and answers `imported` with the same id and their number. */
  | { kind: 'tickets'; id: number; season: Season }
  | { kind: 'stop' };

export type FromServer =
  | { kind: 'loaded' }
  | { kind: 'ready' }
  | { kind: 'drained'; id: number; rows: number }
  | { kind: 'imported'; id: number; rows: number }
  | { kind: 'failed'; why: string };

const ACTOR = { role: 'administrator', id: 'demo', channel: 'command' } as const;

function tell(message: FromServer): void {
  process.send?.(message);
}

const clock = createDemoClock();

async function main(start: Extract<ToServer, { kind: 'start' }>): Promise<void> {
  const loaded = loadConfig();
  if (!loaded.ok) throw new Error(listProblems(loaded.problems));
  const { config } = loaded;
  clock.push(start.offset);
  const app = await createApp(config, {
    clock,
    systemClock: { now: () => Date.now() },
    logger: createLogger({ level: config.logLevel, clock }),
  });
  if (start.seed) await seed(app.context, start.seed);
  const work = createWork(app);
  // The handler serves and the rows are worked off here rather than by `start`, so that the demo can tell when all is quiet.
  const server = createServer(app.handler);
  process.on('message', (message: ToServer) => {
    if (message.kind === 'stop') void end(app, server);
    if (message.kind === 'drain') {
      void work.drain().then((rows) => tell({ kind: 'drained', id: message.id, rows }));
    }
    if (message.kind === 'tickets') {
      void giveTickets(app.context, message.season).then((rows) =>
        tell({ kind: 'imported', id: message.id, rows }),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(config.port, '127.0.0.1', resolve));
  if (start.lookEveryMs !== null) setInterval(() => void work.drain(), start.lookEveryMs);
  tell({ kind: 'ready' });
}

/** One run over the due rows at a time: when it ends, nothing is under way. */
function createWork({ worker }: Pick<App, 'worker'>): { drain(): Promise<number> } {
  let total = 0;
  let last: Promise<unknown> = Promise.resolve();
  async function run(): Promise<number> {
    total += (await worker?.drain().catch(() => 0)) ?? 0;
    return total;
  }
  return {
    drain() {
      const next = last.then(run);
      last = next;
      return next;
    },
  };
}

async function end(app: App, server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await Promise.all([closed, app.stop()]);
  process.exit(0);
}

async function seed(context: Parameters<typeof importStaff>[0], { seasons, staff }: Seed): Promise<void> {
  for (const season of seasons) {
    const stored = await storeSeason(context, { season, actor: ACTOR });
    if (!stored.ok) throw new Error(`the season ${season.id} is refused`);
  }
  const imported = await importStaff(context, { text: staff, actor: ACTOR });
  if (!imported.ok) throw new Error('the sample staff is refused');
}

const MOST_PEOPLE = 1_000;

/** What the office does with `npm run tickets -- import FILE`; 0 when nobody has paid. */
async function giveTickets(context: Parameters<typeof storeSeason>[0], season: Season): Promise<number> {
  const people = await context.unitOfWork.read((tx) => tx.registrations.listLiveIn(season.id, MOST_PEOPLE));
  const text = ticketFileOf(people, season);
  if (text === '') return 0;
  const result = await importTickets(context, { text, actor: ACTOR });
  return result.ok ? result.count : 0;
}

process.on('message', (message: ToServer) => {
  if (message.kind === 'push') clock.push(message.ms);
  if (message.kind !== 'start') return;
  main(message).catch((error: unknown) => {
    tell({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : 'unknown' });
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 100);
  });
});
// When the demo itself is gone, nobody would ever end this process.
process.once('disconnect', () => process.exit(0));
tell({ kind: 'loaded' });
