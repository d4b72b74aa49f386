import { readFileSync } from 'node:fs';
import path from 'node:path';
import Router from '@koa/router';
import type { Browser } from 'playwright-core';
import type { HttpDeps } from '../../server/http/deps';
import type { State } from '../../server/http/http-context';
import { mountStaff } from '../../server/http/staff/mount';
import { setUpSecondFactor, type Authenticator } from '../support/authenticator';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import { OTHER_SITE, REVIEWING_SITE } from '../support/season';
import { PEOPLE, startStage, type Stage } from '../support/stage';
import { openSmallPhone, type PageLanguage, type SmallPhone } from './small-phone';
import { openStaffBrowser } from './staff-browser';
import { walkByKeyboard } from './staff-keyboard';
import { staffWorld, type StaffWorld } from './staff-world';

const READING = readFileSync(path.join(__dirname, 'staff-reading.js'), 'utf8');

/** A browser that is not WeCom's. */
const ELSEWHERE = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36';

/** The webview of WeCom, and a browser on a desk; every pair of language and window where pictures are wanted. */
const LOOKS: readonly [PageLanguage, 'phone' | 'desk'][] = process.env['E2E_PICTURES']
  ? [
      ['zh-CN', 'phone'],
      ['en', 'phone'],
      ['zh-CN', 'desk'],
      ['en', 'desk'],
    ]
  : [
      ['zh-CN', 'phone'],
      ['en', 'desk'],
    ];

type Who = 'nobody' | 'reviewer' | 'lead' | 'support' | 'administrator';

interface Row {
  as: Who;
  path?(world: StaffWorld): string;
  /** What is done on the page before it is looked at. */
  act?(phone: SmallPhone): Promise<void>;
}

const opensAll = ({ page }: SmallPhone): Promise<void> =>
  page.evaluate('document.querySelectorAll("details").forEach((part) => (part.open = true))');
const presses =
  (selector: string, waits?: string) =>
  async (phone: SmallPhone): Promise<void> => {
    await opensAll(phone);
    await phone.page.locator(selector).first().click();
    if (waits) await phone.page.locator(waits).first().waitFor();
  };
/** Takes the conversation unless it is taken, and opens all there is to do then. */
const takes = async (phone: SmallPhone): Promise<void> => {
  const take = phone.page.locator('form[action$="/take"] button');
  if ((await take.count()) > 0) await take.first().click();
  await opensAll(phone);
};
/** Once begun it stays so until it is confirmed, also for the next look. */
const beginsSecondFactor = async ({ page }: SmallPhone): Promise<void> => {
  const begin = page.locator('form[action$="/second-factor"] button');
  if ((await begin.count()) > 0) await begin.click();
  await page.locator('.staff-qr').waitFor();
};
/** A lead writes why a decision should be taken back, and goes on. */
const undoes = (words: string, waits: string) => async (phone: SmallPhone) => {
  await opensAll(phone);
  await phone.page.locator('form[action$="/undo"] textarea').fill(words);
  await presses('form[action$="/undo"] button', waits)(phone);
};
/** Approves the last one, of whom there is one for each look. */
const approvesOnWall = async (phone: SmallPhone): Promise<void> => {
  await phone.page.locator('.wall-tick').last().click();
  await presses('button[value=approve]')(phone);
  await presses('main form button[type=submit]', '[role=status]')(phone);
};
/** The sidebar as it is once WeCom has told it whose chat is open. */
const besideChatOf =
  (customer: string) =>
  ({ page }: SmallPhone): Promise<void> =>
    page.evaluate(async (name) => {
      const shell = document.querySelector<HTMLElement>('#sidebar')!;
      const body = new URLSearchParams({ csrf: shell.dataset['csrf'] ?? '', customer: name });
      const answer = await fetch(location.pathname, { method: 'POST', body });
      shell.querySelector('#customer')!.innerHTML = await answer.text();
      for (const one of shell.querySelectorAll<HTMLElement>('[data-say]')) one.hidden = true;
    }, customer);
const review = (as: Who, one: keyof StaffWorld, act: Row['act'] = opensAll): Row => ({
  as,
  path: (world) => `/staff/reviews/${world[one]}`,
  act,
});

/** Every page of the staff by its route, in the states that look different. What answers no page of its own has no row. */
const ROWS: Readonly<Record<string, Row[]>> = {
  '/staff/sign-in': [{ as: 'nobody' }],
  '/staff/sign-in/back': [{ as: 'nobody' }],
  '/staff/sign-in/password': [{ as: 'nobody' }, { as: 'nobody', act: presses('main button[type=submit]') }],
  '/staff/sign-in/forgotten': [{ as: 'nobody' }],
  '/staff/sign-in/link': [
    { as: 'nobody' },
    { as: 'nobody', path: (world) => `/staff/sign-in/link?t=${world.invitation}` },
  ],
  '/staff/verify': [{ as: 'lead' }, { as: 'reviewer' }],
  '/staff/account': [{ as: 'lead' }, { as: 'reviewer' }, { as: 'reviewer', act: beginsSecondFactor }],
  '/staff/reviews': [{ as: 'reviewer' }, { as: 'lead' }],
  '/staff/reviews/:id': [
    review('reviewer', 'pending'),
    review('reviewer', 'pending', presses('.staff-reject button[type=submit]', '.staff-alert')),
    review('reviewer', 'again'),
    review('reviewer', 'approved'),
    review('lead', 'approved'),
    review('lead', 'approved', undoes('x', '.staff-alert')),
    review('lead', 'approved', undoes('照片不是本人', 'form:has([name=confirmed]) button')),
  ],
  '/staff/reviews/:id/photo/large': [
    { as: 'reviewer', path: (world) => `/staff/reviews/${world.pending}/photo/large` },
  ],
  '/staff/wall': [
    { as: 'reviewer' },
    { as: 'reviewer', act: presses('button[value=approve]') },
    {
      as: 'reviewer',
      act: async (phone) => {
        await phone.page.locator('.wall-tick').last().click();
        await presses('button[value=reject]', 'select[name=reason]')(phone);
      },
    },
    { as: 'reviewer', act: approvesOnWall },
  ],
  '/staff/support': [{ as: 'support' }],
  '/staff/support/handover': [{ as: 'support' }],
  '/staff/support/sidebar': [
    { as: 'support' },
    { as: 'support', act: besideChatOf('wm-handed-over') },
    { as: 'support', act: besideChatOf('wm-with-the-bot') },
  ],
  '/staff/support/:id': [
    { as: 'support', path: (world) => `/staff/support/${world.handoff}`, act: opensAll },
    {
      as: 'support',
      path: (world) => `/staff/support/${world.handoff}`,
      act: async (phone) => {
        await takes(phone);
        await presses('form[action$="/release"] button', '.staff-done')(phone);
      },
    },
    { as: 'support', path: (world) => `/staff/support/${world.handoff}`, act: takes },
  ],
  '/staff/support/:id/proposals': [
    { as: 'support', path: (world) => `/staff/support/${world.handoff}/proposals` },
  ],
  '/staff/support/:id/links': [
    { as: 'support', path: (world) => `/staff/support/${world.handoff}/links` },
    {
      as: 'support',
      path: (world) => `/staff/support/${world.handoff}/links`,
      act: presses('main form button[type=submit]', 'textarea[readonly]'),
    },
  ],
  '/staff/search': [{ as: 'support' }, { as: 'reviewer', act: presses('main button[type=submit]') }],
  '/staff/leave': [{ as: 'reviewer' }, { as: 'lead' }],
  '/staff/refunds': [{ as: 'administrator' }],
  '/staff/exports': [{ as: 'lead' }],
  '/staff/administration': [{ as: 'administrator' }],
  '/staff/audit': [{ as: 'administrator' }],
  '/staff/audit/check': [{ as: 'administrator' }],
};

/** The home and the way to WeCom lead elsewhere; style sheets and photos are no pages. */
const NO_PAGE = /^\/staff$|\/assets\/|\/photo$|\/sign-in\/wecom$/;

function pagesOfRouter(): string[] {
  const router = new Router<State>();
  mountStaff(router, { publicUrl: 'http://127.0.0.1', trustedProxies: [] as unknown } as HttpDeps);
  return router.stack
    .filter(({ methods }) => methods.includes('GET'))
    .map((layer) => String(layer.path))
    .filter((route) => !NO_PAGE.test(route));
}

requireEngine('chromium')('Every page of the staff', () => {
  let stage: Stage;
  let browser: Browser;
  let world: StaffWorld;
  const apps = new Map<string, Authenticator>();
  beforeAll(async () => {
    [stage, browser] = await Promise.all([
      startStage({ season: { only: [REVIEWING_SITE, OTHER_SITE] } }),
      launchChromium(),
    ]);
    world = await staffWorld(stage, LOOKS.length);
    for (const userid of [PEOPLE.lead, PEOPLE.administrator]) {
      const hands = stage.reviewer(userid);
      await hands.opens(`${stage.publicUrl}/staff`);
      apps.set(userid, (await setUpSecondFactor(hands.browser, stage)).authenticator);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.stop();
  });

  it('has a row here', () => {
    expect(Object.keys(ROWS).toSorted()).toEqual([...new Set(pagesOfRouter())].toSorted());
  });

  it.each(LOOKS)(
    'is readable in %s on a %s, by eye, by keyboard and by a screen reader',
    async (language, window) => {
      const phones = new Map<Who, SmallPhone>();
      const found: object[] = [];
      for (const [route, rows] of Object.entries(ROWS)) {
        for (const [index, row] of rows.entries()) {
          const phone = phones.get(row.as) ?? (await opened(row.as, { language, window }));
          phones.set(row.as, phone);
          const faults = await faultsOf(phone, { ...row, route, window });
          if (faults.length > 0) found.push({ page: `${route} ${index + 1}`, faults });
        }
      }
      for (const phone of phones.values()) await phone.context.close();
      expect(found).toEqual([]);
    },
    100_000,
  );

  async function faultsOf(
    phone: SmallPhone,
    { path: place, act, route, window }: Row & { route: string; window: 'phone' | 'desk' },
  ): Promise<string[]> {
    // Pages are allowed so many times a minute.
    stage.clock.at += 10_000;
    await phone.opens(stage.publicUrl + (place?.(world) ?? route));
    await act?.(phone);
    const asksWho = phone.page.url().includes('/staff/verify') && route !== '/staff/verify';
    const { wide, faint, small, raw, errors } = await phone.look();
    // The large photo lies in a frame that scrolls; the audit names what was done by its code.
    const [scrolls, isAudit] = [route.endsWith('/large'), route === '/staff/audit'];
    const read = (await phone.page.evaluate(READING)) as Reading;
    const walked = window === 'desk' ? await walkByKeyboard(phone.page) : [];
    return [
      ...(asksWho ? ['asks for the second factor instead'] : []),
      ...wide
        .filter((one) => !(scrolls && one.startsWith('img.')))
        .map((one) => `hangs over the edge: ${one}`),
      ...faint.map((one) => `too faint: ${one}`),
      ...small.map((one) => `too small for a thumb: ${one}`),
      ...raw.filter((one) => !(isAudit && one.includes('.'))).map((one) => `raw: ${one}`),
      ...errors.filter((one) => !/status of 4\d\d/.test(one)).map((one) => `error: ${one}`),
      ...read.unnamed.map((one) => `says nothing: ${one}`),
      ...read.unlabelled.map((one) => `has no label: ${one}`),
      ...read.headings,
      ...read.order,
      ...walked,
    ];
  }

  /** A browser in which that person is signed in. */
  async function opened(
    who: Who,
    { language, window }: { language: PageLanguage; window: 'phone' | 'desk' },
  ): Promise<SmallPhone> {
    const desk = window === 'desk';
    // Inside WeCom nobody is asked how to sign in.
    if (who === 'nobody') return openSmallPhone(browser, { language, desk, userAgent: ELSEWHERE });
    const hands = handsOf(who);
    const app = who === 'support' ? undefined : apps.get(PEOPLE[who]);
    if (app) await provesAgain(hands, app);
    return openStaffBrowser(browser, { stage, hands, language, desk });
  }

  /** The proof of before is too old by the second look. */
  async function provesAgain({ browser: own }: ReturnType<Stage['reviewer']>, app: Authenticator) {
    const asked = await own.open(`${stage.publicUrl}/staff/verify`);
    const form = asked.forms.findIndex(({ action }) => action.endsWith('/staff/verify'));
    await own.submit(asked, { form, fields: { code: app.code() } });
  }

  function handsOf(who: Exclude<Who, 'nobody'>): ReturnType<Stage['reviewer']> {
    if (who !== 'support') return stage.reviewer(PEOPLE[who]);
    return stage.platform.reviewer({ userid: PEOPLE.support, name: PEOPLE.support });
  }
});

interface Reading {
  unnamed: string[];
  unlabelled: string[];
  headings: string[];
  order: string[];
}
