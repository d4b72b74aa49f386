import type { RowDataPacket } from 'mysql2/promise';
import { createApp, type App } from '../../server/app';
import { importStaff } from '../../server/use-cases/import-staff';
import type { Reviewer } from '../platform/hands/reviewer';
import { SITES } from '../integration/crowd/crowd-season';
import { startCrowdStage, type CrowdStage } from '../integration/crowd/crowd-stage';
import { untilQuiet } from '../integration/crowd/counts';
import { submitted } from '../integration/review/review-desk';
import { freshStorage, requireEngine } from '../support/engines';
import { nthResidentId } from '../support/ids';

const PAIRS = 1_000;
/** Reviewers of the site, in pairs: a member may open so many pages a minute. */
const TEAM = 24;
const TWO_HOURS_MS = 7_200_000;

requireEngine('mariadb', 'redis')(
  'A thousand pairs of opposite decisions at once, on two web processes',
  () => {
    const fresh = freshStorage('servers');
    let stage: CrowdStage;
    let app: App;
    const team: Reviewer[] = [];
    const ids: string[] = [];
    const statuses: number[] = [];

    beforeAll(async () => {
      stage = await startCrowdStage(await fresh(), { smallSite: 5 });
      // Prepares only: what follows is done by the processes.
      app = await createApp(stage.config, { clock: { now: () => Date.now() } });
      await staffed();
      for (let n = 0; n < PAIRS; n += 1) ids.push(await waiting(n));
      for (let from = 0; from < PAIRS; from += TEAM / 2) {
        await Promise.all(ids.slice(from, from + TEAM / 2).map(decide));
      }
      await untilQuiet(stage, { withinMs: TWO_HOURS_MS });
    }, TWO_HOURS_MS);
    afterAll(async () => {
      await app?.stop();
      await stage?.stop();
    }, 60_000);

    /** Each with a session of their own. */
    async function staffed(): Promise<void> {
      const userids = Array.from({ length: TEAM }, (_, n) => `opposite-${n}`);
      const sites = [SITES.reviewing];
      const people = userids.map((userid) => ({ userid, name: userid, roles: ['reviewer'], sites }));
      const office = { userid: 'office-admin', name: '管理员', roles: ['administrator'], sites: [] };
      const actor = { role: 'system', id: 'soak', channel: 'command' } as const;
      await importStaff(app.context, { text: JSON.stringify({ staff: [office, ...people] }), actor });
      for (const userid of userids) {
        const reviewer = stage.platform.reviewer({ userid, name: userid });
        expect((await reviewer.opens(`${stage.publicUrl}/staff/reviews`)).status).toBe(200);
        team.push(reviewer);
      }
    }

    async function waiting(n: number): Promise<string> {
      const documentNumber = nthResidentId(n);
      const birthDate = documentNumber.slice(6, 14).replace(/(....)(..)(..)/, '$1-$2-$3');
      const sex = n % 2 === 1 ? 'male' : 'female';
      const desk = { app, season: stage.season, settle: () => Promise.resolve() };
      const answers = { documentNumber, birthDate, sex, siteCode: SITES.reviewing } as const;
      return (await submitted(desk, { answers })).id;
    }

    /** Both have the page open; one approves twice, the other rejects, all at once. */
    async function decide(id: string, index: number): Promise<void> {
      const [one, other] = [team[index * 2], team[index * 2 + 1]];
      if (!one || !other) throw new Error('nobody is there');
      const url = `${stage.publicUrl}/staff/reviews/${id}`;
      const [shown, shownToo] = await Promise.all([one.opens(url), other.opens(url)]);
      const approves = { button: '审核通过' };
      const rejects = { button: '审核不通过', fields: { reason: 'photo_quality' } };
      const pages = await Promise.all([
        one.browser.submit(shown, approves),
        other.browser.submit(shownToo, rejects),
        one.browser.submit(shown, approves),
      ]);
      statuses.push(...pages.map(({ status }) => status));
    }

    const rows = async <Row>(text: string): Promise<Row[]> =>
      (await stage.database.query<RowDataPacket[]>(text))[0] as Row[];

    it('are answered, each by the outcome or by what stands already', () => {
      expect(statuses).toHaveLength(PAIRS * 3);
      expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    });

    it('have one winner each, now the one and now the other', async () => {
      const states = await rows<{ state: string; n: number }>(
        'SELECT state, COUNT(*) AS n FROM registrations GROUP BY state',
      );
      expect(states.map(({ state }) => state).toSorted()).toEqual(['approved', 'rejected']);
      expect(states.reduce((sum, { n }) => sum + Number(n), 0)).toBe(PAIRS);
    });

    it('leave one line in each history, and nothing in the queue', async () => {
      const decided = await rows<{ n: number; most: number }>(
        `SELECT COUNT(*) AS n, MAX(c) AS most FROM (SELECT registration_id, COUNT(*) AS c FROM registration_history
        WHERE event IN ('review.approved', 'review.rejected') GROUP BY registration_id) AS h`,
      );
      expect(decided.map(({ n, most }) => [Number(n), Number(most)])).toEqual([[PAIRS, 1]]);
      const differing = await rows(
        `SELECT r.id FROM registrations r JOIN registration_history h ON h.registration_id = r.id
        WHERE h.event IN ('review.approved', 'review.rejected') AND h.to_state <> r.state`,
      );
      expect(differing).toEqual([]);
      expect(await rows('SELECT registration_id FROM review_queue')).toEqual([]);
    });

    it('tell each candidate once, what was decided', () => {
      const mails = stage.platform.mails.map((mail) => JSON.stringify(mail));
      expect(mails.filter((mail) => /审核(不)?通过/.test(mail))).toHaveLength(PAIRS);
    });

    it('log no error', () => {
      const lines = stage.everyProcess().flatMap((process) => process.lines());
      const errors = lines.filter(({ level }) => level === 'error' || level === 'fatal');
      expect(errors.slice(0, 10)).toEqual([]);
    });
  },
);
