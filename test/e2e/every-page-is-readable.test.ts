import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import app from '../../miniprogram/app.json';
import { callApi } from '../support/api-client';
import { launchAs } from '../support/launch-as';
import { describePhone, type JourneyPhone } from '../support/describe-phone';
import {
  hasAnswered,
  hasBegun,
  hasPhoto,
  hasSaved,
  isPending,
  isToPay,
  type OnTheWay,
} from '../support/people-on-the-way';

const READING = readFileSync(path.join(__dirname, 'page-reading.js'), 'utf8');
/** The usual type on an ordinary and on a wide phone, the largest on the smallest phone, each in both languages. */
const PHONES = [
  ['zh_CN', 16, 375],
  ['en', 16, 430],
  ['zh_CN', 22, 320],
  ['en', 22, 320],
] as const;
/** What a page draws right after it was loaded. */
const SETTLES = 'new Promise((resolve) => setTimeout(resolve, 30))';

/** Somebody in the state in which a page is of use; `nobody` has not signed in. */
type Who =
  'nobody' | 'begun' | 'unticked' | 'answered' | 'saved' | 'photographed' | 'pending' | 'toPay' | 'paid';
type People = Readonly<Record<Exclude<Who, 'nobody'>, OnTheWay>> & { payToken: string; orderId: string };
type Row = readonly [who: Who, query?: (people: People) => string];

const own = (who: Exclude<Who, 'nobody'>, more = ''): Row => [
  who,
  (people) => `registration=${people[who].id}${more}`,
];

/** Every page of the mini program, by its path, in the states that look different. */
const ROWS: Readonly<Record<string, Row[]>> = {
  'pages/home/index': [['nobody'], ['begun'], ['paid']],
  'pages/question/index': [own('begun', '&field=name'), own('begun', '&field=ethnicity')],
  'pages/site/index': [own('begun')],
  'pages/subjects/index': [own('answered')],
  'pages/start/index': [['nobody']],
  'pages/sites/index': [['nobody']],
  'pages/fees/index': [['nobody']],
  'pages/account/index': [['nobody'], ['begun']],
  'pages/notice/index': [['nobody'], own('unticked', '&notice=agreement')],
  'pages/consent/index': [
    own('unticked', '&notice=general_consent'),
    own('begun', '&notice=sensitive_consent'),
    own('begun', '&notice=guardian_consent'),
  ],
  'pages/settings/index': [['nobody'], ['begun']],
  'pages/my-data/index': [['begun'], ['paid']],
  'pages/password/index': [['begun'], ['begun', () => 'recover=1']],
  'pages/deletion/index': [own('pending'), own('paid')],
  'pages/promise/index': [own('answered')],
  'pages/check/index': [own('answered')],
  'pages/photo/index': [own('saved'), own('photographed')],
  'pages/submit/index': [own('photographed')],
  'pages/status/index': [own('pending')],
  'pages/payment/index': [own('toPay')],
  'pages/proof/index': [own('paid')],
  'pages/ticket/index': [own('paid')],
  'pages/help/index': [['nobody']],
  'pages/chat/index': [['begun']],
  'pages/order/index': [['nobody'], ['paid']],
  'pages/order/detail': [['paid', ({ orderId }) => `id=${orderId}`]],
  'pages/paylink/index': [['toPay', ({ toPay, payToken }) => `registration=${toPay.id}&token=${payToken}`]],
  'pages/payer/index': [['nobody', ({ payToken }) => `token=${payToken}`]],
  'pages/open/index': [['nobody', () => `t=${'x'.repeat(43)}`]],
};

describePhone('Every page of the mini program', (journey) => {
  let people: People;

  beforeAll(async () => {
    const { stage } = journey;
    const toPay = await isToPay(stage);
    const paid = await isToPay(stage);
    people = {
      begun: await hasBegun(stage),
      unticked: await hasBegun(stage, { ticked: false }),
      answered: await hasAnswered(stage),
      saved: await hasSaved(stage),
      photographed: await hasPhoto(stage),
      pending: await isPending(stage),
      toPay,
      payToken: await payLinkOf(toPay),
      paid,
      orderId: await pays(paid),
    };
  }, 30_000);

  it('has a row here', () => {
    const inSubpackages = app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}${page}`));
    expect(Object.keys(ROWS).toSorted()).toEqual([...app.pages, ...inSubpackages].toSorted());
  });

  it.each(PHONES)(
    'is readable in %s at type size %d on a phone %d pixels wide',
    async (language, fontSize, width) => {
      const phone = await journey.open({ width, conditions: { language, fontSize, privacyAgreed: true } });
      const found: object[] = [];
      for (const [page, rows] of Object.entries(ROWS)) {
        for (const [index, [who, query]] of rows.entries()) {
          const url = `/${page}?${query?.(people) ?? ''}`;
          await launchAs(phone.page, { url, token: who === 'nobody' ? null : people[who].token });
          await phone.page.evaluate(SETTLES);
          const name = `${page.split('/').slice(1).join('-')}-${index + 1}-${language}-${fontSize}`;
          await phone.picture(name);
          const faults = await faultsOf(phone);
          if (faults.length > 0) found.push({ name, faults });
        }
      }
      for (const [state, comesAbout] of Object.entries(TROUBLES)) {
        await comesAbout(phone);
        const name = `${state}-${language}-${fontSize}`;
        await phone.picture(name);
        const faults = await faultsOf(phone);
        if (faults.length > 0) found.push({ name, faults });
      }
      expect(found).toEqual([]);
    },
    60_000,
  );

  const question = () => ({
    url: `/pages/question/index?registration=${people.begun.id}&field=name`,
    token: people.begun.token,
  });
  const error = { code: 'STORAGE_FULL', message: '暂时无法保存', requestId: randomUUID(), retryable: true };

  /** What every page has when something goes wrong, seen on one of them. */
  const TROUBLES: Readonly<Record<string, (phone: JourneyPhone) => Promise<void>>> = {
    async refused(phone) {
      await launchAs(phone.page, question());
      await phone.page.locator('.action-bar__main:visible').tap();
      await phone.page.locator('[aria-role=alert]:visible').waitFor();
    },
    async told(phone) {
      await phone.page.route('**/answers', (route) => route.fulfill({ status: 503, json: { error } }));
      await phone.page.locator('.action-bar__main:visible').tap();
      await phone.page.locator('.mp-sheet:visible').waitFor();
    },
    async failed(phone) {
      await phone.page.locator('.mp-sheet__option:visible').last().tap();
      await launchAs(phone.page, question());
      await phone.page.locator('.page-frame__retry:visible').waitFor();
    },
  };

  async function faultsOf(phone: JourneyPhone): Promise<string[]> {
    const { wide, faint, small } = await phone.look();
    const read = await phone.page.evaluate<Reading>(READING);
    const keys = [...read.texts.matchAll(/[a-z][\w-]*(?:\.[\w-]+)+|\{\{/g)].map(([word]) => word);
    return [
      ...wide.map((one) => `hangs over the edge: ${one}`),
      ...faint.map((one) => `too faint: ${one}`),
      ...[...small, ...read.small].map((one) => `too small for a thumb: ${one}`),
      ...read.unlabelled.map((one) => `has no label: ${one}`),
      ...read.late.map((one) => `before the heading: ${one}`),
      ...keys.filter((word) => KEYS.has(word) || word === '{{').map((one) => `raw key: ${one}`),
    ];
  }

  async function payLinkOf({ id, token }: OnTheWay): Promise<string> {
    const minted = await callApi<{ token: string }>(journey.stage, `/registrations/${id}/pay-links`, {
      method: 'POST',
      token,
      body: { subjectCodes: ['65'] },
    });
    return minted.body.token;
  }

  /** Pays all of it; the number of the order. */
  async function pays({ candidate, id, token }: OnTheWay): Promise<string> {
    const phone = await journey.open({ candidate, entry: `/pages/payment/index?registration=${id}` });
    await phone.taps('微信支付 ¥105.00');
    await phone.taps('确认支付');
    await phone.sees('报名成功');
    await phone.close();
    const { body } = await callApi<{ orders: { id: string }[] }>(journey.stage, '/orders', { token });
    return body.orders[0]?.id ?? '';
  }
});

interface Reading {
  texts: string;
  unlabelled: string[];
  late: string[];
  small: string[];
}

/** Keys of all texts that pages may show. */
const KEYS = keysIn(path.join(__dirname, '../../shared/i18n/phone'));

function keysIn(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('zh-CN.ts'),
  );
  const keys = files.flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/^ {2}'([\w.-]+)':/gm)].map(
      ([, key]) => key ?? '',
    ),
  );
  return new Set(keys);
}
