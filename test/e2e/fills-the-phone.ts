import { until } from '../support/until';
import type { Wishes } from './candidate-answers';
import { phoneInDemo, type PhoneInDemo, type Place } from './phone-in-demo';
import type { Visitor } from './visitor';

interface Person {
  visitor: Visitor;
  phone: PhoneInDemo;
  wishes: Wishes;
}

type Act = (person: Person, place: Place) => Promise<void>;

/** Pages that follow one another on the way to a paid registration, at most. */
const MOST_PAGES = 60;
const PATIENCE = { withinMs: 30_000, everyMs: 30 };

/** Choices in both languages. */
const CHOICES: Readonly<Record<string, Record<'zh' | 'en', string>>> = {
  documentType: { zh: '居民身份证', en: 'Resident' },
  ethnicity: { zh: '汉族', en: 'Han' },
  occupation: { zh: '企业职员', en: 'Office staff' },
  education: { zh: '本科', en: 'Bachelor' },
  trainingType: { zh: '自学', en: 'Self' },
  student: { zh: '否', en: 'No' },
};
/** Made-up answers that the demo page has at hand, by their captions. */
const SAMPLES: Readonly<Record<string, Record<'zh' | 'en', string>>> = {
  documentNumber: { zh: '身份证号', en: 'ID number' },
  name: { zh: '姓名', en: 'Name' },
  email: { zh: '邮箱', en: 'E-mail' },
  mobile: { zh: '手机号', en: 'Mobile' },
};
/** The place of pictures that the demo fills. */
const ALBUM = /从相册选|Choose from album/;
const TYPED: Readonly<Record<string, string>> = { address: '福建省厦门市示例路1号', postcode: '361000' };

const ACTS: Readonly<Record<string, Act>> = {
  home: ({ phone }) => phone.presses('.home__act'),
  start: ({ phone }) => phone.pressesMain(),
  account: async (person) => {
    const { phone, visitor } = person;
    await phone.presses('.account__phone');
    await agreesToPrivacy(phone);
    await phone.allows();
    await phone.find('.account__input').waitFor();
    await takesSample(person, 'email');
    await phone.pressesMain();
    await phone.find('.account__input--code').waitFor();
    await visitor.shows('inbox');
    await visitor.page.locator('#inbox [data-code]').first().click();
    await phone.pressesMain();
    await phone.find('.account__row').first().waitFor();
    await phone.pressesMain();
  },
  consent: ticksAndGoesOn,
  notice: ticksAndGoesOn,
  promise: ticksAndGoesOn,
  question: answersQuestion,
  site: async ({ phone, wishes }) => {
    await phone.presses('.site__row', { hasText: wishes.siteCode });
    await phone.pressesMain();
  },
  subjects: async ({ phone, wishes }) => {
    await phone.presses('.tick-list__row', { hasText: wishes.subject });
    await phone.pressesMain();
  },
  check: ({ phone }) => phone.pressesMain(),
  photo: async ({ phone, wishes }) => {
    await mainChanges(phone, async () => {
      await phone.presses('.photo__source', { hasText: ALBUM });
      await agreesIfAsked(phone, `[data-picture=${wishes.photo}]`);
      await phone.presses(`[data-picture=${wishes.photo}]`);
    });
    await mainChanges(phone, () => phone.pressesMain());
    await phone.pressesMain();
  },
  submit: ({ phone }) => phone.pressesMain(),
  status: ({ phone }) => phone.pressesMain(),
};

/** Goes through the pages of the mini program as they come, until one of these is shown. */
export async function fillsThePhone(visitor: Visitor, wishes: Wishes, ...wanted: string[]): Promise<Place> {
  const phone = phoneInDemo(visitor.page);
  const seen: string[] = [];
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const place = await phone.at();
    if (wanted.includes(place.page) || wanted.includes(place.field)) return place;
    seen.push(place.field || place.page);
    const act = ACTS[place.page];
    if (!act) throw new Error(`nobody knows what to do on "${place.page}"`);
    await act({ visitor, phone, wishes }, place);
    await until(
      () => `the phone goes on after ${seen.join(', ')}`,
      async () => (await phone.at()).key !== place.key,
      PATIENCE,
    );
  }
  throw new Error(`the phone shows page after page: ${seen.join(', ')}`);
}

/** Pays what the payment page shows; the proof follows. */
export async function paysOnThePhone(visitor: Visitor): Promise<void> {
  const phone = phoneInDemo(visitor.page);
  await phone.arrives('payment');
  await phone.pressesMain();
  await phone.find('[data-sheet=payment]').waitFor();
  await phone.allows();
  await phone.arrives('proof');
}

/** The main button says what comes next once the act is done. */
async function mainChanges(phone: PhoneInDemo, act: () => Promise<void>): Promise<void> {
  const main = phone.find('.action-bar__main').first();
  const before = await main.innerText();
  await act();
  const changed = async (): Promise<boolean> => {
    await phone.at();
    return (await main.innerText()) !== before;
  };
  await until(`another word than ${before}`, changed, PATIENCE);
}

/** The mini program's own privacy gate, before its first private call. */
async function agreesToPrivacy(phone: PhoneInDemo): Promise<void> {
  await phone.presses('.privacy-gate__button--main');
}

/** Whose account was made in the chat meets the gate at the first picture. */
async function agreesIfAsked(phone: PhoneInDemo, next: string): Promise<void> {
  const gate = phone.find('.privacy-gate__button--main');
  await phone.find(next).or(gate).first().waitFor();
  if ((await gate.count()) > 0) await agreesToPrivacy(phone);
}

async function ticksAndGoesOn({ phone }: Person): Promise<void> {
  await phone.presses('[aria-role=checkbox]');
  await phone.pressesMain();
}

async function answersQuestion(person: Person, { field }: Place): Promise<void> {
  const { phone, wishes } = person;
  const choice = CHOICES[field];
  const typed = TYPED[field];
  if (choice) await phone.presses('.choice-list__row', { hasText: choice[wishes.language] });
  else if (typed) await phone.find('input').fill(typed);
  else await takesSample(person, field);
  await phone.pressesMain();
}

/** Presses a made-up answer beside the phone; it stands in the field then. */
async function takesSample({ visitor, phone, wishes }: Person, field: string): Promise<void> {
  const caption = SAMPLES[field]?.[wishes.language];
  if (!caption) throw new Error(`nobody knows what to answer to "${field}"`);
  await visitor.shows('inbox');
  await visitor.page.locator('#samples button', { hasText: caption }).first().click();
  await until('the field is filled', async () => (await phone.find('input').inputValue()) !== '', PATIENCE);
}
