import type { AskedField } from '../../shared/domain/fields';
import { createPageWalker, type PageWalker } from '../platform/hands/page-walker';
import { createPhoneApp } from '../platform/hands/phone-app';
import { createRegistrant, tailOf, type Registrant } from '../platform/hands/registrant';
import { drawnPhotos } from '../platform/hands/drawn-photos';
import { onServers } from '../support/project-storage';
import { OTHER_SITE, REVIEWING_SITE } from '../support/season';
import { startStage, type Stage } from '../support/stage';
import { PAGE_ACTS } from './page-acts';
import { particularsOf } from './particulars';
import type { Play } from './player';

/** Two days and an hour: the chat may not speak first any more. */
const CHAT_OVER_MS = 49 * 3_600_000;
const MINUTE_MS = 60_000;
const MOST_STEPS = 60;
const TEST_MS = 300_000;

interface Person extends Registrant {
  stage: Stage;
  walker: PageWalker;
  signsUp(): Promise<void>;
  followsLink(): Promise<void>;
  stop(): Promise<void>;
}

interface World {
  chatCollects: 'safe' | 'all';
  tapsRefill: boolean;
  siteCode?: string;
}

async function somebody({ chatCollects, tapsRefill, siteCode = OTHER_SITE }: World): Promise<Person> {
  const stage = await startStage({ menuTapRefills: tapsRefill, season: { policies: { chatCollects } } });
  const candidate = stage.platform.candidate({ nickname: '考生' });
  const photos = new Map((await drawnPhotos()).map((photo) => [photo.key as string, photo]));
  const particulars = particularsOf({ 在校: '否', 职业: '企业职员' }, photos, siteCode);
  const settle = (): Promise<void> => stage.settle();
  const registrant = createRegistrant({ candidate, particulars, settle });
  const phone = createPhoneApp(candidate, () => stage.publicUrl);
  const walker = createPageWalker({
    app: phone,
    particulars: () => particulars,
    season: () => stage.season,
    settle,
  });
  const play = { stage, candidate, registrant, phone, walker, show: () => undefined } as unknown as Play;
  return Object.assign(registrant, {
    stage,
    walker,
    signsUp: () => PAGE_ACTS['登录']!(play, ''),
    async followsLink() {
      await PAGE_ACTS['继续对话']!(play, '');
      await stage.settle();
    },
    stop: () => stage.stop(),
  });
}

/** Where chat and pages stand, in one word each. */
const PLACES: Record<string, string> = {
  consent: 'notice',
  notice: 'notice',
  promise: 'summary',
  submit: 'review',
  'submit.confirm': 'review',
  pending: 'review',
  readback: 'payment',
  'order.open': 'payment',
  paid: 'done',
};

async function standsTogether(person: Person): Promise<void> {
  const { name } = person.question();
  const registration = await person.walker.app.registration();
  if (!registration) return;
  const { step, about } = registration.position;
  const inChat = name.startsWith('field.')
    ? `question ${name.slice('field.'.length)}`
    : (PLACES[name] ?? name);
  const onPages = step === 'question' ? `question ${about}` : step;
  if (inChat !== onPages) throw new Error(`chat ${inChat}, pages ${onPages}:\n${tailOf(person.candidate)}`);
}

/** Answers the question of the chat there, with the confirmation that a typed personal answer asks for. */
async function answersInChat(person: Person): Promise<void> {
  const { name } = person.question();
  await person.answers();
  for (const next of ['field.confirm', 'submit.confirm'])
    if (person.question().name === next && name !== next) await person.answers();
  // One subject is enough for the pages; the chat asks for more of them.
  if (person.question().key === 'subjects.more') await person.answers();
}

/** Does on the phone what comes next; the chat goes on by itself, as far as it may speak. */
async function answersOnPages(person: Person): Promise<boolean> {
  const asked = person.question().message;
  await person.walker.next();
  for (const pause of [3_000, MINUTE_MS]) {
    if (person.question().message === asked) await person.stage.push(pause);
  }
  const spoke = person.question().message !== asked;
  if (!spoke) await person.says('继续');
  return spoke;
}

async function isReviewed(person: Person, outcome: 'approve' | 'reject'): Promise<void> {
  const reviewer = person.stage.reviewer();
  await reviewer.opens(reviewer.lastCard().buttons.find(({ url }) => url)?.url ?? '');
  if (outcome === 'reject') reviewer.chooses('照片背景不符');
  await reviewer.presses(outcome);
  await person.stage.settle();
  await person.says('进度');
}

const CHAT_ONLY = ['season', 'account.email', 'account.mobile', 'account.wait'];

interface Walked {
  chat: string[];
  pages: string[];
  /** How often the chat went on by itself. */
  spoke: number;
}

/** From where the person stands to the payment, the channel changed after every step; `first` is where it begins. */
async function alternates(person: Person, first: 'chat' | 'pages'): Promise<Walked> {
  const walked: Walked = { chat: [], pages: [], spoke: 0 };
  let rejected = false;
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const { name } = person.question();
    if (name === 'paid') return walked;
    if (name === 'pending') {
      await isReviewed(person, rejected ? 'approve' : 'reject');
      rejected = true;
      continue;
    }
    if (name === 'rejected') {
      await person.walker.sendsPhoto();
      await person.says('重新提交');
      continue;
    }
    if (count === 9) await person.stage.restart();
    const turn = (count % 2 === 0) === (first === 'chat') ? 'chat' : 'pages';
    if (name === 'readback' || (turn === 'pages' && !CHAT_ONLY.includes(name))) {
      walked.pages.push(name);
      if (await answersOnPages(person)) walked.spoke += 1;
      if (name === 'readback') await person.says('进度');
    } else {
      walked.chat.push(name);
      await answersInChat(person);
    }
    await standsTogether(person);
  }
  throw new Error(`not paid after ${MOST_STEPS} steps:\n${tailOf(person.candidate)}`);
}

async function endsWell(person: Person): Promise<void> {
  const { stage, walker, particulars } = person;
  const registration = await walker.app.registration();
  expect(registration?.state).toBe('paid');
  const full = await walker.app.answers(registration?.id ?? '');
  expect(full.ok && full.body.answers).toMatchObject({
    name: particulars.fields.name,
    documentNumber: particulars.fields.documentNumber,
    siteCode: particulars.fields.siteCode,
    subjects: ['65'],
    student: false,
  });
  expect([...stage.platform.pay.orders.values()].filter(({ state }) => state === 'SUCCESS')).toHaveLength(1);
  const refused = stage.platform.timeline.events().filter(({ kind }) => kind === 'message.over_limit');
  expect(refused).toEqual([]);
}

const MODES = onServers() ? [false] : [true, false];

describe.each(MODES)('A change of channel at every step (a tap refills the messages: %s)', (tapsRefill) => {
  let person: Person;
  afterEach(() => person.stop());

  it.each(['chat', 'pages'] as const)(
    'leads from the pages through the chat to the payment where every question is asked in the chat, first by the %s',
    async (first) => {
      person = await somebody({ chatCollects: 'all', tapsRefill });
      await person.signsUp();
      await person.walker.next();
      await person.followsLink();
      const { spoke, pages, chat } = await alternates(person, first);
      expect(spoke).toBeGreaterThan(2);
      expect([pages.length, chat.length].every((steps) => steps > 6)).toBe(true);
      await endsWell(person);
    },
    TEST_MS,
  );

  it.each(['chat', 'pages'] as const)(
    'leads from the chat through the pages, a rejection and its mending to the payment, first by the %s',
    async (first) => {
      person = await somebody({ chatCollects: 'safe', tapsRefill, siteCode: REVIEWING_SITE });
      await person.candidate.entersChat();
      await person.stage.settle();
      await person.goesOnUntil('account.email');
      const item = person.question().message.menu?.items.find(({ kind }) => kind === 'miniprogram');
      expect(await person.walker.app.opens(item?.pagepath ?? '')).toMatchObject({ ok: true });
      await person.goesOnUntil('notice');
      await alternates(person, first);
      await endsWell(person);
    },
    TEST_MS,
  );

  it(
    'shows both answers wherever a question was answered on a page and then otherwise in the chat',
    async () => {
      person = await somebody({ chatCollects: 'all', tapsRefill });
      await person.signsUp();
      await person.walker.next();
      await person.followsLink();
      const asked: string[] = [];
      for (;;) {
        const name = await person.goesOnUntil(
          ...OTHERWISE.map(([field]) => `field.${field}` as const),
          'promise',
        );
        if (name === 'promise') break;
        const [field, other, kept] = OTHERWISE.find(([one]) => name === `field.${one}`)!;
        asked.push(field);
        await person.walker.fills(field);
        const before = await storedOf(person, field);
        await person.says(other);
        expect([field, person.question().name]).toEqual([field, 'field.clash']);
        expect(await storedOf(person, field)).toEqual(before);
        await person.chooses(kept ? 'stored' : 'given', kept ? '小程序' : '聊天');
        const after = await storedOf(person, field);
        expect([field, JSON.stringify(after) === JSON.stringify(before)]).toEqual([field, kept]);
      }
      expect(asked).toEqual(OTHERWISE.map(([field]) => field));
    },
    TEST_MS,
  );
});

/** Another answer that a person might type, and whether the one of the page is kept. */
const OTHERWISE: [field: AskedField, other: string, kept: boolean][] = [
  ['documentNumber', '359999200503150031', true],
  ['name', '李四', false],
  ['ethnicity', '回族', true],
  ['occupation', '教师', false],
  ['education', '硕士', true],
  ['mobile', '13900139001', false],
  ['email', 'other@example.org', true],
  ['student', '是', true],
  ['subjects', '24', true],
];

async function storedOf({ walker: { app } }: Person, field: AskedField): Promise<unknown> {
  const registration = await app.registration();
  const full = await app.answers(registration?.id ?? '');
  return full.ok ? full.body.answers[field] : undefined;
}

describe('A change of channel after the chat is over', () => {
  it(
    'leaves the chat silent while pages are filled, and finds it at the same question on return',
    async () => {
      const person = await somebody({ chatCollects: 'safe', tapsRefill: false });
      try {
        await person.signsUp();
        await person.walker.next();
        await person.followsLink();
        await person.goesOnUntil('field.name');
        await person.stage.push(CHAT_OVER_MS);
        const heard = person.candidate.messages().length;
        for (let count = 0; count < 3; count += 1) {
          await person.walker.next();
          await person.stage.push(2 * MINUTE_MS);
        }
        expect(person.candidate.messages()).toHaveLength(heard);
        // Whoever has written before is sent no welcome: their own word opens the chat again.
        await person.followsLink();
        expect(person.candidate.messages()).toHaveLength(heard);
        await person.says('继续');
        await standsTogether(person);
        expect(person.question().name).toBe('field.education');
      } finally {
        await person.stop();
      }
    },
    TEST_MS,
  );
});
