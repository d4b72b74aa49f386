import type { RowDataPacket } from 'mysql2/promise';
import { createApp, type App } from '../../server/app';
import { laneOf } from '../../server/use-cases/chat/leave-replies';
import { startCrowdStage, type CrowdStage } from '../integration/crowd/crowd-stage';
import type { Candidate } from '../platform/hands/candidate';
import { freshStorage, requireEngine } from '../support/engines';
import { race, seeded, summaryOf, type Race, type RaceWorld } from '../support/takeover-races';
import { until } from '../support/until';

const RACES = 1_000;
const AT_ONCE = 25;
const HOUR_MS = 3_600_000;

requireEngine('mariadb', 'redis')(
  'A thousand conversations that a person takes while the bot answers, on two web processes and two workers',
  () => {
    const fresh = freshStorage('servers');
    let stage: CrowdStage;
    let app: App;
    let world: RaceWorld;
    const races: Race[] = [];

    beforeAll(async () => {
      stage = await startCrowdStage(await fresh(), { smallSite: 5 });
      // Does what the desk's pages do; all else is done by the processes.
      app = await createApp(stage.config, { clock: { now: () => Date.now() } });
      const { context } = app;
      const servicer = stage.platform.servicer({ userid: 'office-support', name: '客服' });
      const member = await context.unitOfWork.read((tx) => tx.staff.findByUserid(servicer.userid));
      if (!member) throw new Error('nobody serves');
      const { platform } = stage;
      world = { platform, context, servicer, member, quiet, spreadMs: 1_600, random: seeded(11) };
      for (let from = 0; from < RACES; from += AT_ONCE) {
        const batch = Array.from({ length: AT_ONCE }, (_, n) =>
          race(world, platform.candidate({ nickname: `抢答${from + n}` })),
        );
        races.push(...(await Promise.all(batch)));
      }
      process.stderr.write(`${summaryOf(races)}\n`);
    }, HOUR_MS);
    afterAll(async () => {
      await app?.stop();
      await stage?.stop();
    }, 60_000);

    const count = async (text: string, values: unknown[]): Promise<number> =>
      Number((await stage.database.query<RowDataPacket[]>(text, values))[0][0]?.['n'] ?? 0);

    /** All that was written has been heard, and nothing of the bot's is on its way. */
    async function quiet({ externalUserid, chat }: Candidate): Promise<void> {
      const { context } = app;
      const written = chat.phone.filter(({ from }) => from === 'customer' || from === 'servicer').length;
      await until(
        () => `the conversation of ${chat.customer.nickname} is quiet`,
        async () => {
          const known = await context.unitOfWork.read((tx) => tx.chats.find(externalUserid));
          if (!known) return false;
          const heard = await count(
            "SELECT COUNT(*) AS n FROM transcript_lines WHERE account_id = ? AND channel = 'kf' AND speaker IN ('candidate', 'person')",
            [known.accountId],
          );
          if (heard < written) return false;
          const group = laneOf(context, externalUserid);
          const open = 'SELECT COUNT(*) AS n FROM outbox WHERE group_key = ? AND open_due_at IS NOT NULL';
          return (await count(open, [group])) === 0;
        },
        { withinMs: 120_000, everyMs: 100 },
      );
    }

    it('stay silent while a person has them', () => {
      expect(races).toHaveLength(RACES);
      expect(races.filter(({ spoken }) => spoken > 0)).toEqual([]);
    });

    it('do not even try once that is known', () => {
      expect(races.filter(({ triedKnowingly }) => triedKnowingly > 0)).toEqual([]);
    });

    it('hear one thing from the bot when the person has ended', () => {
      expect(races.filter(({ afterEnd }) => afterEnd.length !== 1)).toEqual([]);
    });

    it('are taken both from the pool and from the desk', () => {
      const from = (where: Race['takenFrom']) => races.filter(({ takenFrom }) => takenFrom === where).length;
      expect(Math.min(from('pool'), from('desk'))).toBeGreaterThan(RACES / 4);
    });

    it('log no error', () => {
      const lines = stage.everyProcess().flatMap((process) => process.lines());
      const errors = lines.filter(({ level }) => level === 'error' || level === 'fatal');
      expect(errors.slice(0, 10)).toEqual([]);
    });
  },
);
