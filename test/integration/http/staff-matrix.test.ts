import Router from '@koa/router';
import type { HttpDeps } from '../../../server/http/deps';
import type { State } from '../../../server/http/http-context';
import { mountStaff } from '../../../server/http/staff/mount';
import type { Reviewer } from '../../platform/hands/reviewer';
import { setUpSecondFactor } from '../../support/authenticator';
import { startStage, type Stage } from '../../support/stage';
import { OTHER_SITE } from '../../support/season';
import { reload, reviewerEntry, staffed, submitted } from '../review/review-desk';
import { handedOver } from '../support/support-desk';

const WHO = ['nobody', 'reviewer', 'elsewhere', 'lead', 'support', 'administrator', 'auditor'] as const;
type Who = (typeof WHO)[number];
type Row = Record<Who, number>;

const anybody = (status: number, nobody = status): Row => ({
  ...{ nobody, reviewer: status, elsewhere: status, lead: status },
  ...{ support: status, administrator: status, auditor: status },
});
/** Reviewers and leads of the site; those of others learn nothing, other staff have no business there. */
const ofSite = (status: number, nobody = 302): Row => ({
  ...{ nobody, reviewer: status, lead: status, elsewhere: 404 },
  ...{ support: 403, administrator: 403, auditor: 403 },
});
const ofDesk = (status: number, nobody = 302): Row => ({ ...anybody(403, nobody), support: status });
const ofAudit = (status: number, nobody = 302): Row => ({
  ...anybody(403, nobody),
  ...{ administrator: status, auditor: status },
});

/** Sent to prove the second factor first. */
const ofOffice = (status: number, nobody = 302): Row => ({ ...anybody(403, nobody), administrator: status });

const ofLead = (status: number, nobody = 302): Row => ({ ...anybody(403, nobody), lead: status });

/** What each role is answered at each staff route, for a registration that waits at the site; a new route needs a row. */
const MATRIX: Record<string, Row> = {
  // Each to the first list of theirs.
  'GET /staff': anybody(302),
  'GET /staff/sign-in': anybody(200),
  'GET /staff/sign-in/back': anybody(401),
  'GET /staff/sign-in/wecom': anybody(302),
  'GET /staff/sign-in/password': anybody(200),
  'POST /staff/sign-in/password': anybody(422),
  'GET /staff/sign-in/forgotten': anybody(200),
  'POST /staff/sign-in/forgotten': anybody(422),
  // Nobody was mailed a link.
  'GET /staff/sign-in/link': anybody(410),
  'POST /staff/sign-in/link': anybody(422),
  // Nobody has set up a second factor: there is nothing to prove or to confirm yet.
  'GET /staff/verify': anybody(200, 302),
  'POST /staff/verify': anybody(422, 401),
  'GET /staff/account': anybody(200, 302),
  'POST /staff/account/second-factor': anybody(303, 401),
  'POST /staff/account/second-factor/confirm': anybody(422, 401),
  'GET /staff/assets/staff.css': anybody(200),
  'GET /staff/assets/wall.css': anybody(200),
  'GET /staff/assets/support.css': anybody(200),
  'GET /staff/assets/weui.css': anybody(200),
  'GET /staff/assets/sidebar.css': anybody(200),
  'GET /staff/assets/sidebar.js': anybody(200),
  'GET /staff/assets/conversation.js': anybody(200),
  'GET /staff/assets/wecom-jssdk.js': anybody(200),
  'POST /staff/sign-out': anybody(200, 401),
  'POST /staff/language': anybody(303, 401),
  'GET /staff/reviews': { ...ofSite(200), elsewhere: 200 },
  'GET /staff/reviews/:id': ofSite(200),
  'GET /staff/reviews/:id/photo': ofSite(200),
  // Of a version that is not the present one: allowed, but too late.
  'POST /staff/reviews/:id/decision': ofSite(409, 401),
  // The wall names no registration in its address: others' are told about as absent, in the page.
  'GET /staff/wall': { ...ofSite(200), elsewhere: 200 },
  'POST /staff/wall/confirm': { ...ofSite(200, 401), elsewhere: 200 },
  'POST /staff/wall/decisions': { ...ofSite(200, 401), elsewhere: 200 },
  // Nothing is decided yet; and taking back is for leads.
  'POST /staff/reviews/:id/undo': { ...ofSite(403, 401), lead: 409 },
  // Whoever has work that a colleague could take over; nothing is said of when, and the leave named is nobody's.
  'GET /staff/leave': { ...anybody(200, 302), administrator: 403, auditor: 403 },
  'POST /staff/leave': { ...anybody(422, 401), administrator: 403, auditor: 403 },
  'POST /staff/leave/:id/end': { ...anybody(404, 401), administrator: 403, auditor: 403 },
  'GET /staff/support': ofDesk(200),
  'GET /staff/support/:id': ofDesk(200),
  'GET /staff/support/handover': ofDesk(200),
  // Nothing is handed over.
  'POST /staff/support/handover': ofDesk(200, 401),
  'GET /staff/support/sidebar': ofDesk(200),
  // A customer whom nobody knows.
  'POST /staff/support/sidebar': ofDesk(200, 401),
  'POST /staff/support/sidebar/words': ofDesk(404, 401),
  'POST /staff/support/sidebar/open': ofDesk(404, 401),
  // No address to sign, and no conversation to take.
  'POST /staff/support/sidebar/signature': ofDesk(422, 401),
  'POST /staff/support/sidebar/take': ofDesk(404, 401),
  'POST /staff/support/:id/take': ofDesk(303, 401),
  // Taken by this member before, and written without words.
  'POST /staff/support/:id/messages': ofDesk(422, 401),
  'POST /staff/support/:id/notes': ofDesk(303, 401),
  // To nobody of the desk.
  'POST /staff/support/:id/transfer': ofDesk(409, 401),
  'POST /staff/support/:id/release': ofDesk(303, 401),
  // Back in the queue: nobody's to close.
  'POST /staff/support/:id/close': ofDesk(409, 401),
  // Nobody has proved a second factor: those who may are sent to do that first, whosever registration it is.
  'POST /staff/reviews/:id/reveal': { ...ofSite(303, 401), elsewhere: 303 },
  'GET /staff/reviews/:id/photo/large': ofSite(200),
  'GET /staff/support/:id/proposals': ofDesk(200),
  // Nothing is proposed here, and nothing is open.
  'POST /staff/support/:id/proposals': ofDesk(422, 401),
  'POST /staff/support/:id/proposals/link': ofDesk(409, 401),
  'POST /staff/support/:id/proposals/withdraw': ofDesk(303, 401),
  'GET /staff/search': { ...anybody(200, 302), administrator: 403, auditor: 403 },
  // For nothing.
  'POST /staff/search': { ...anybody(422, 401), administrator: 403, auditor: 403 },
  'POST /staff/search/open': ofDesk(404, 401),
  'GET /staff/support/:id/links': ofDesk(200),
  // To no page.
  'POST /staff/support/:id/links': ofDesk(422, 401),
  'GET /staff/exports': ofLead(302),
  'POST /staff/exports': ofLead(303, 401),
  'GET /staff/administration': ofOffice(302),
  'POST /staff/administration/:id/reset-second-factor': ofOffice(303, 401),
  'POST /staff/administration/:id/end-sessions': ofOffice(303, 401),
  'POST /staff/administration/:id/invite': ofOffice(303, 401),
  'GET /staff/refunds': ofOffice(302),
  'POST /staff/refunds/:id/ask': ofOffice(303, 401),
  'POST /staff/refunds/:id/settle': ofOffice(303, 401),
  'GET /staff/audit': ofAudit(200),
  'GET /staff/audit/check': ofAudit(200),
  'POST /staff/audit/check': ofAudit(303, 401),
};
const DECISION = { outcome: 'approve', revision: '99', round: '1' };
const UNDO = { revision: '99', round: '1', words: '误点了通过' };
const CASES = Object.entries(MATRIX).flatMap(([route, row]) =>
  WHO.map((who) => ({ route, who, status: row[who] })),
);

/** What somebody signed in posts; some of it behind a second factor, which those pages ask for before they look at anything. */
const BEHIND_FACTOR = /reveal|exports|administration|refunds/;
const FORMS = Object.entries(MATRIX).flatMap(([route, row]) => {
  if (row.nobody !== 401 || !route.startsWith('POST')) return [];
  const who = WHO.find((one) => row[one] !== 401 && row[one] !== 403);
  return who === undefined ? [] : [{ route, who, isBehindFactor: BEHIND_FACTOR.test(route) }];
});

function staffRoutes(): string[] {
  const router = new Router<State>();
  mountStaff(router, { publicUrl: 'http://127.0.0.1', trustedProxies: [] as unknown } as HttpDeps);
  return router.stack.flatMap(({ methods, path }) =>
    methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${String(path)}`),
  );
}

const useridOf = (who: Who): string => `matrix-${who}`;
/** Of the same roles and sites, with a second factor. */
const provedUseridOf = (who: Who): string => `matrix-proved-${who}`;

describe('Staff routes (PR8)', () => {
  let stage: Stage;
  let id: string;
  let handoffId: string;
  const phones = new Map<string, Reviewer>();
  const people = new Map<Who, { hands: Reviewer; cookie: string; csrf: string }>();

  beforeAll(async () => {
    stage = await startStage();
    const registration = await submitted(stage);
    id = registration.id;
    handoffId = (await handedOver(stage, registration)).id;
    const [{ sites }] = [reviewerEntry('any')];
    const entries = (named: (who: Who) => string) => {
      const entry = (who: Who, changes: Record<string, unknown> = {}) =>
        reviewerEntry(named(who), { roles: [who], sites: [], ...changes });
      return [
        entry('reviewer', { sites }),
        entry('elsewhere', { roles: ['reviewer'], sites: [OTHER_SITE] }),
        entry('lead', { sites }),
        entry('support'),
        entry('administrator'),
        entry('auditor'),
      ];
    };
    await staffed(stage, [...entries(useridOf), ...entries(provedUseridOf)]);
    for (const who of WHO) if (who !== 'nobody') await signIn(who);
  });
  afterAll(() => stage.stop());

  async function signIn(who: Who, userid = useridOf(who)): Promise<void> {
    const hands = phones.get(userid) ?? stage.platform.reviewer({ userid, name: userid });
    phones.set(userid, hands);
    const page = await hands.opens(`${stage.publicUrl}/staff`);
    const cookie = Object.entries(hands.browser.cookies(stage.publicUrl))
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const fields = page.forms.flatMap((form) => form.fields);
    people.set(who, { hands, cookie, csrf: fields.find(({ name }) => name === 'csrf')?.value ?? '' });
  }

  interface Called {
    named?: string;
    /** In place of the mark of the session. */
    mark?: string;
  }

  async function call(route: string, who: Who, { named, mark }: Called = {}): Promise<Response> {
    const [method = '', path = ''] = route.split(' ');
    const { cookie = '', csrf = '' } = people.get(who) ?? {};
    const name = named ?? (path.startsWith('/staff/support') ? handoffId : id);
    const target = path.replace(':id', name);
    return fetch(stage.publicUrl + target, {
      method,
      redirect: 'manual',
      headers: { Cookie: cookie },
      ...(method === 'POST' && {
        body: new URLSearchParams({
          csrf: mark ?? csrf,
          ...(path.endsWith('decision') && DECISION),
          ...(path.endsWith('undo') && UNDO),
          ...(path.endsWith('messages') && { text: '', road: 'mail', mark: '01arz3ndektsv4rrffq69g5fav' }),
          ...(path.endsWith('notes') && { text: '已核对', mark: '01arz3ndektsv4rrffq69g5faw' }),
          ...(path.endsWith('handover') && { to: 'queue' }),
          ...(/sidebar(\/words|\/open)?$/.test(path) && { customer: 'wm-of-nobody' }),
          ...(path.endsWith('transfer') && { to: 'nobody' }),
          ...(path.endsWith('close') && { outcome: 'solved' }),
          ...(path.startsWith('/staff/wall/') && { outcome: 'approve', row: `${name}.99.1` }),
        }),
      }),
    });
  }

  it('each have a row', () => {
    expect(Object.keys(MATRIX).toSorted()).toEqual(staffRoutes().toSorted());
  });

  it.each(CASES)('answer $route to $who with $status', async ({ route, who, status }) => {
    // A check of the chain is allowed every half minute, pages so many times a minute.
    stage.clock.at += 61_000;
    // A session without a page for an hour ends: this looks in, and signs in where it has ended.
    if (who !== 'nobody') await signIn(who);
    const answer = await call(route, who);
    expect(answer.status).toBe(status);
    if (status === 302 && who === 'nobody' && !route.includes('sign-in'))
      expect(answer.headers.get('location')).toContain('/staff/sign-in');
    if (route === 'POST /staff/sign-out') await signIn(who);
  });

  it.each(Object.keys(MATRIX).filter((route) => route.includes(':id')))(
    'tell no more of another site’s registration than of none: %s',
    async (route) => {
      const [foreign, absent] = [
        await call(route, 'elsewhere'),
        await call(route, 'elsewhere', { named: '01arz3ndektsv4rrffq69g5fav' }),
      ];
      expect([absent.status, await absent.text()]).toEqual([foreign.status, await foreign.text()]);
    },
  );

  const proved = new Set<Who>();
  it.each(FORMS)(
    'read no form without the mark of the session: $route',
    async ({ route, who, isBehindFactor }) => {
      stage.clock.at += 61_000;
      const userid = isBehindFactor ? provedUseridOf(who) : useridOf(who);
      await signIn(who, userid);
      const browser = people.get(who)?.hands.browser;
      if (isBehindFactor && browser && !proved.has(who)) {
        await setUpSecondFactor(browser, stage);
        proved.add(who);
        await signIn(who, userid);
      }
      expect((await call(route, who, { mark: 'forged' })).status).toBe(403);
    },
  );

  it('left the registration as it was', async () => {
    expect(await reload(stage, id)).toMatchObject({ state: 'pending', revision: 1 });
  });
});
