import type { RowDataPacket } from 'mysql2/promise';
import { createApp, type App } from '../../server/app';
import { importStaff } from '../../server/use-cases/staff/import-staff';
import { storeSeason } from '../../server/use-cases/seasons/import-season';
import { parseReviewTaskId } from '../../shared/domain/ids';
import { siteOf, type Season, type Site } from '../../shared/domain/season';
import type { Pressed, Reviewer } from '../platform/hands/reviewer';
import type { SeenCard } from '../platform/hands/seen-card';
import { SITES } from '../integration/crowd/crowd-season';
import { startCrowdStage, type CrowdStage } from '../integration/crowd/crowd-stage';
import { untilQuiet } from '../integration/crowd/counts';
import { submitted } from '../integration/review/review-desk';
import { freshStorage, requireEngine } from '../support/engines';
import { nthResidentId } from '../support/ids';
import { until } from '../support/until';

const PAIRS = Number(process.env['SOAK_PAIRS'] ?? 1_000);
/** Two reviewers at each: nobody gets more cards or opens more pages in a minute than a person may. */
const SITE_COUNT = 25;
const AT_ONCE = 10;
const LIMIT_MS = 1_800_000;
const ACTOR = { role: 'system', id: 'soak', channel: 'command' } as const;

/** How the two decide: who approves does so twice at once, who rejects does so at the same moment. */
const WAYS = ['two cards', 'two pages', 'approves by card', 'rejects by card'] as const;
type Way = (typeof WAYS)[number];

interface Pair {
  id: string;
  way: Way;
  team: readonly [Reviewer, Reviewer];
}

requireEngine('mariadb', 'redis')(
  `${PAIRS} pairs of opposite decisions at once, on two web processes`,
  () => {
    const fresh = freshStorage('servers');
    let stage: CrowdStage;
    let app: App;
    const teams: (readonly [Reviewer, Reviewer])[] = [];
    const pairs: Pair[] = [];
    const statuses: number[] = [];
    const presses: { reviewer: Reviewer; pressed: Pressed }[] = [];
    const since = Date.now();
    const tell = (what: string): void => {
      process.stderr.write(`${Math.round((Date.now() - since) / 1000)} s: ${what}\n`);
    };

    beforeAll(async () => {
      stage = await startCrowdStage(await fresh(), { smallSite: 5 });
      // Prepares only: what follows is done by the processes.
      app = await createApp(stage.config, { clock: { now: () => Date.now() } });
      await storeSeason(app.context, { season: withSites(stage.season), actor: ACTOR });
      await staffed();
      tell(`${teams.length} pairs of reviewers are signed in`);
      await inGroups(
        Array.from({ length: PAIRS }, (_, n) => n),
        async (n) => {
          pairs.push({ id: await waiting(n), way: WAYS[n % WAYS.length]!, team: teams[n % SITE_COUNT]! });
        },
      );
      tell(`${PAIRS} registrations wait`);
      // Of a site one after the other, as one pair of people works; cards arrive at their pace meanwhile.
      const pagesFirst = pairs.toSorted(
        (one, other) => Number(one.way !== 'two pages') - Number(other.way !== 'two pages'),
      );
      const bySite = teams.map((team) => pagesFirst.filter((pair) => pair.team === team));
      await inGroups(bySite, async (ofSite) => {
        for (const pair of ofSite) await decide(pair);
      });
      tell(`${PAIRS} are decided, by ${statuses.length} forms and ${presses.length} presses`);
      for (const { reviewer, pressed } of presses) await reviewer.replays(pressed);
      tell(`${presses.length} callbacks came once more`);
      await untilQuiet(stage, { withinMs: LIMIT_MS });
      tell('nothing is left to do');
    }, LIMIT_MS);
    afterAll(async () => {
      await app?.stop();
      await stage?.stop();
    }, 60_000);

    function withSites(season: Season): Season {
      const model = siteOf(season, SITES.reviewing)!;
      const more = Array.from({ length: SITE_COUNT }, (_, n): Site => ({ ...model, code: siteCode(n) }));
      return { ...season, sites: [...season.sites, ...more] };
    }

    /** Each with a session of their own. */
    async function staffed(): Promise<void> {
      const people = Array.from({ length: SITE_COUNT * 2 }, (_, n) => {
        const userid = `opposite-${n}`;
        return { userid, name: userid, roles: ['reviewer'], sites: [siteCode(Math.floor(n / 2))] };
      });
      const office = { userid: 'office-admin', name: '管理员', roles: ['administrator'], sites: [] };
      const text = JSON.stringify({ staff: [office, ...people] });
      const imported = await importStaff(app.context, { text, actor: ACTOR });
      if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
      const members: Reviewer[] = [];
      for (const { userid } of people) {
        const reviewer = stage.platform.reviewer({ userid, name: userid });
        expect((await reviewer.opens(`${stage.publicUrl}/staff/reviews`)).status).toBe(200);
        members.push(reviewer);
      }
      for (let n = 0; n < members.length; n += 2) teams.push([members[n]!, members[n + 1]!]);
    }

    async function waiting(n: number): Promise<string> {
      const documentNumber = nthResidentId(n);
      const birthDate = documentNumber.slice(6, 14).replace(/(....)(..)(..)/, '$1-$2-$3');
      const sex = n % 2 === 1 ? 'male' : 'female';
      const desk = { app, season: stage.season, settle: () => Promise.resolve() };
      const answers = { documentNumber, birthDate, sex, siteCode: siteCode(n % SITE_COUNT) } as const;
      return (await submitted(desk, { answers })).id;
    }

    /** Both have the page open; one approves twice, the other rejects, all at once. */
    async function decide({ id, way, team }: Pair): Promise<void> {
      const url = `${stage.publicUrl}/staff/reviews/${id}`;
      const [approver, rejecter] = team;
      const [shown, shownToo] = await Promise.all([approver.opens(url), rejecter.opens(url)]);
      const approvesByCard = way === 'two cards' || way === 'approves by card';
      const rejectsByCard = way === 'two cards' || way === 'rejects by card';
      const approvalCard = approvesByCard ? await cardOf(approver, id) : null;
      const rejectionCard = rejectsByCard ? await cardOf(rejecter, id) : null;
      if (rejectionCard) rejecter.chooses('photo_quality', rejectionCard);
      const post = async (
        reviewer: Reviewer,
        page: typeof shown,
        submission: Parameters<Reviewer['browser']['submit']>[1],
      ) => {
        statuses.push((await reviewer.browser.submit(page, submission)).status);
      };
      const pressTwice = async (reviewer: Reviewer, button: string, card: SeenCard) => {
        presses.push(
          ...(await reviewer.pressesTwice(button, card)).map((pressed) => ({ reviewer, pressed })),
        );
      };
      const approves = { button: '审核通过' };
      const rejects = { button: '审核不通过', fields: { reason: 'photo_quality' } };
      await Promise.all([
        ...(approvalCard
          ? [pressTwice(approver, 'approve', approvalCard)]
          : [post(approver, shown, approves), post(approver, shown, approves)]),
        rejectionCard ? pressTwice(rejecter, 'reject', rejectionCard) : post(rejecter, shownToo, rejects),
      ]);
    }

    /** Cards come at the pace at which the platform drops none. */
    async function cardOf(reviewer: Reviewer, id: string): Promise<SeenCard> {
      let found: SeenCard | undefined;
      await until(
        () => `a card of ${reviewer.userid}`,
        () => {
          found = reviewer
            .cards()
            .find(({ taskId }) => parseReviewTaskId(taskId ?? '')?.registrationId === id);
          return Promise.resolve(found !== undefined);
        },
        { withinMs: LIMIT_MS, everyMs: 200 },
      );
      return found!;
    }

    const rows = async <Row>(text: string): Promise<Row[]> =>
      (await stage.database.query<RowDataPacket[]>(text))[0] as Row[];

    it('are answered, each by the outcome or by what stands already', () => {
      const count = (each: Record<Way, number>) => pairs.reduce((sum, { way }) => sum + each[way], 0);
      expect(statuses).toHaveLength(
        count({ 'two cards': 0, 'two pages': 3, 'approves by card': 1, 'rejects by card': 2 }),
      );
      expect(presses).toHaveLength(
        count({ 'two cards': 4, 'two pages': 0, 'approves by card': 2, 'rejects by card': 2 }),
      );
      expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
      expect(presses.filter(({ pressed }) => pressed.status !== 200)).toEqual([]);
    });

    it('have one winner each, now the one and now the other', async () => {
      const states = await rows<{ state: string; n: number }>(
        'SELECT state, COUNT(*) AS n FROM registrations GROUP BY state',
      );
      tell(states.map(({ state, n }) => `${n} ${state}`).join(', '));
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
      const outcomes = stage.platform.mails
        .map((mail) => JSON.stringify(mail))
        .filter((mail) => /审核(不)?通过/.test(mail));
      const told = new Set(outcomes.map((mail) => /candidate\d+@example\.com/.exec(mail)?.[0]));
      tell(`${outcomes.length} messages to ${told.size} candidates`);
      expect([outcomes.length, told.size]).toEqual([PAIRS, PAIRS]);
    });

    it('drop no card', () => {
      const dropped = stage.platform.timeline.events().filter(({ kind }) => kind === 'message.dropped');
      expect(dropped).toEqual([]);
    });

    it('log no error', () => {
      const lines = stage.everyProcess().flatMap((process) => process.lines());
      const errors = lines.filter(({ level }) => level === 'error' || level === 'fatal');
      expect(errors.slice(0, 10)).toEqual([]);
    });
  },
);

function siteCode(n: number): string {
  return String(350_100 + n);
}

async function inGroups<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const hands = Array.from({ length: AT_ONCE }, async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  });
  await Promise.all(hands);
}
