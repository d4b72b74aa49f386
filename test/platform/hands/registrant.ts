import type { AskedField } from '../../../shared/domain/fields';
import type { PhoneMessage } from '../kf/state';
import type { Candidate } from './candidate';
import type { PageWalker } from './page-walker';
import { questionIn, type QuestionName, type SeenQuestion } from './chat-questions';

/** What a candidate answers; fields are typed as a person would type them, in the season's words. */
export interface Particulars {
  email: string;
  mobile: string;
  fields: Partial<Record<AskedField, string>> & {
    documentNumber: string;
    name: string;
    siteCode: string;
    subjects: string;
  };
  photo: Buffer;
  guardian?: { name: string; mobile: string };
}

export interface RegistrantOptions {
  candidate: Candidate;
  particulars: Particulars;
  /** Until both sides are quiet. */
  settle(): Promise<void>;
  /** Where the chat asks on a page (policy `safe`), the person fills that page; without it they type all the same. */
  page?: PageWalker;
}

/** A candidate who knows their data and answers whatever the chat asks next, in any order. */
export interface Registrant {
  candidate: Candidate;
  /** Change it to answer otherwise from now on. */
  particulars: Particulars;
  /** The newest question that the chat asked. */
  question(): SeenQuestion;
  /** Answers it and waits; returns its name. */
  answers(): Promise<QuestionName>;
  /** Answers until one of these questions stands there unanswered. */
  goesOnUntil(...wanted: QuestionName[]): Promise<QuestionName>;
  /** Types a text and waits. */
  says(text: string): Promise<void>;
  /** Chooses an item of the newest question by the end of its id (`tick`, `site.359202`), else types the word. */
  chooses(key: string, word: string): Promise<void>;
  /** Opens the newest links of mail and SMS and presses the button there. */
  confirmsAddresses(): Promise<void>;
}

const MOST_QUESTIONS = 80;
const MOST_REPEATS = 3;

/** Answers that are the same for everybody: the item's key, and the word where no menu can be tapped. */
const CHOICES: Partial<Record<QuestionName, [key: string, word: string]>> = {
  season: ['season.', '开始'],
  consent: ['tick', '同意'],
  notice: ['tick', '同意'],
  'guardian.relation': ['relation.mother', '母亲'],
  'field.confirm': ['yes', '是'],
  'document.switch': ['yes', '是'],
  promise: ['promise', '我保证'],
  changes: ['apply', '我保证'],
  submit: ['submit', '提交信息审核'],
  'submit.confirm': ['yes', '确认提交'],
  'delete.reason': ['reason.wrong_choice', '考点或科目选错了，要重新报'],
  'delete.confirm': ['yes', '确认删除'],
  again: ['again', '重新报名'],
  'photo.leave': ['no', '现在上传'],
  'photo.later': ['photo', '上传照片'],
};

export function createRegistrant(options: RegistrantOptions): Registrant {
  const { candidate, settle } = options;
  const registrant: Registrant = {
    candidate,
    particulars: options.particulars,
    question,
    answers,
    goesOnUntil,
    says,
    chooses,
    confirmsAddresses,
  };

  function question(): SeenQuestion {
    for (const message of candidate.messages().toReversed()) {
      const found = message.from === 'bot' ? questionIn(message) : undefined;
      if (found) return found;
    }
    throw new Error(`the chat has asked nothing yet:\n${tailOf(candidate)}`);
  }

  async function says(text: string): Promise<void> {
    await candidate.types(text);
    await settle();
  }

  async function chooses(key: string, word: string): Promise<void> {
    const { message } = question();
    const item = itemOf(message, key);
    if (!item) return says(word);
    await candidate.taps(item, message);
    await settle();
  }

  async function confirmsAddresses(): Promise<void> {
    const { email, mobile, guardian } = registrant.particulars;
    const mail = candidate.mails(email).at(-1);
    await press(linkIn(mail?.text));
    for (const number of [mobile, guardian?.mobile ?? mobile]) {
      const sms = candidate.sms(number).at(-1);
      await press(linkIn(sms && JSON.stringify(sms.params)));
    }
    await settle();
  }

  /** A link that was used already has no button any more. */
  async function press(url: string | undefined): Promise<void> {
    if (!url) return;
    const page = await candidate.opens(url);
    if (page.forms.some(({ buttons }) => buttons.length > 0)) await candidate.browser.submit(page);
  }

  async function answers(): Promise<QuestionName> {
    const { name, key } = question();
    const choice = CHOICES[name];
    if (choice) await chooses(...choice);
    else if (options.page && key === 'field.on_page') await fillsPage(options.page, name);
    else await answerOwn(registrant, { name, key, settle });
    return name;
  }

  /** Taps the item, answers there, and comes back to the chat, which may have gone on by itself. */
  async function fillsPage(page: PageWalker, name: QuestionName): Promise<void> {
    const asked = question().message;
    const item = asked.menu?.items.find(({ kind }) => kind === 'miniprogram');
    await page.app.opens(item?.pagepath ?? '');
    await page.fills(name.slice('field.'.length) as AskedField);
    await settle();
    if (question().message === asked) await says('继续');
  }

  async function goesOnUntil(...wanted: QuestionName[]): Promise<QuestionName> {
    const asked: QuestionName[] = [];
    for (let count = 0; count < MOST_QUESTIONS; count += 1) {
      const { name } = question();
      if (wanted.includes(name)) return name;
      asked.push(name);
      if (asked.length > MOST_REPEATS && asked.slice(-MOST_REPEATS - 1).every((one) => one === name)) {
        if (name !== 'notice' && name !== 'consent') throw stuck(candidate, { name, wanted });
      }
      await answers();
    }
    throw stuck(candidate, { name: asked.at(-1) ?? 'season', wanted });
  }

  return registrant;
}

/** Answers that depend on who is asked. */
async function answerOwn(
  registrant: Registrant,
  { name, key, settle }: { name: QuestionName; key: string; settle(): Promise<void> },
): Promise<void> {
  const { candidate, particulars } = registrant;
  switch (name) {
    case 'account.email':
      return registrant.says(particulars.email);
    case 'account.mobile':
      return registrant.says(particulars.mobile);
    case 'account.wait':
    case 'account.login':
    case 'guardian.wait':
      await registrant.confirmsAddresses();
      if (registrant.question().name === name) await registrant.chooses('confirmed', '已确认');
      return;
    case 'guardian.name':
      return registrant.says(particulars.guardian?.name ?? '');
    case 'guardian.mobile':
      return registrant.says(particulars.guardian?.mobile ?? '');
    case 'field.mobile':
    case 'field.email':
      return registrant.chooses(
        'use_account',
        particulars.fields[name === 'field.email' ? 'email' : 'mobile'] ?? '是',
      );
    case 'field.subjects':
      if (key !== 'ask.subjects') return registrant.chooses('done', '就这些');
      return registrant.says(particulars.fields.subjects);
    case 'photo':
      await candidate.sendsImage(particulars.photo);
      return settle();
    default:
      return answerField(registrant, name);
  }
}

function answerField(registrant: Registrant, name: QuestionName): Promise<void> {
  const field = name.startsWith('field.') ? (name.slice('field.'.length) as AskedField) : undefined;
  const said = field && registrant.particulars.fields[field];
  if (said === undefined) throw stuck(registrant.candidate, { name, wanted: [] });
  return registrant.says(said);
}

/** The label of a menu item by its key. */
function itemOf(message: PhoneMessage, key: string): string | undefined {
  const items = message.menu?.items.filter(({ kind }) => kind === 'click') ?? [];
  const found = items.find(({ id = '' }) => {
    const own = id.slice(id.indexOf(':') + 1);
    return key.endsWith('.') ? own.startsWith(key) : own === key;
  });
  return found?.label;
}

export function linkIn(text: string | undefined): string | undefined {
  return text?.match(/https?:\/\/[^\s"'<>\\，。]+/)?.[0];
}

function stuck(candidate: Candidate, at: { name: string; wanted: readonly string[] }): Error {
  const wanted = at.wanted.length > 0 ? ` on the way to ${at.wanted.join(', ')}` : '';
  return new Error(`cannot answer "${at.name}"${wanted}; the end of the chat:\n${tailOf(candidate)}`);
}

/** The last lines of a chat, to tell why nothing went on. */
export function tailOf(candidate: Candidate, count = 6): string {
  return candidate
    .messages()
    .slice(-count)
    .map(({ from, text }) => `${from === 'customer' ? '>' : '<'} ${text}`)
    .join('\n');
}
