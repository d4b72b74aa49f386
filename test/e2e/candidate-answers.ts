import type { QuestionName } from '../platform/hands/chat-questions';
import { fillsThePhone } from './fills-the-phone';
import { phoneInDemo } from './phone-in-demo';
import type { Visitor } from './visitor';

/** Who registers: made-up addresses, and the site and subject wanted. */
export interface Wishes {
  language: 'zh' | 'en';
  email: string;
  mobile: string;
  siteCode: string;
  subject: string;
  /** A photo of the phone's album. */
  photo: string;
}

type Answer = (visitor: Visitor, wishes: Wishes) => Promise<void>;

/** The agreement, the notices and the consents ask by the same name. */
const MOST_REPEATS = 5;

/** Words for one question in both languages: a menu's item that says so, or else what is typed. */
const WORDS: Partial<Record<QuestionName, Record<'zh' | 'en', string>>> = {
  season: { zh: '福建', en: 'Fujian' },
  consent: { zh: '同意', en: 'agree' },
  notice: { zh: '我已阅读并同意', en: 'I have read it and agree' },
  'field.student': { zh: '否', en: 'No' },
  'field.confirm': { zh: '正确，保存', en: 'Right, save it' },
  promise: { zh: '我保证', en: 'I promise' },
  changes: { zh: '我保证', en: 'I promise' },
  submit: { zh: '提交信息审核', en: 'Submit' },
  'submit.confirm': { zh: '确认提交', en: 'Yes, submit' },
};

/** Pages on which the chat asks something itself, or on which nothing is left of what it handed over. */
const BEYOND = ['student', 'site', 'subjects', 'check', 'promise', 'submit', 'status', 'payment', 'home'];

const OWN: Partial<Record<QuestionName, Answer>> = {
  'account.email': (visitor, { email }) => visitor.types(email),
  'account.mobile': (visitor, { mobile }) => visitor.types(mobile),
  'account.wait': async (visitor) => {
    await visitor.confirms('mail');
    // The chat says what is still missing; only the answer to the second link goes on.
    await visitor.isAsked();
    await visitor.confirms('sms');
  },
  'field.siteCode': (visitor, { siteCode }) => visitor.types(siteCode),
  'field.subjects': async (visitor, { subject, language }) => {
    const enough = { zh: '就这些', en: 'That is all' }[language];
    return (await visitor.isOffered(enough)) ? visitor.chooses(enough) : visitor.types(subject);
  },
  photo: (visitor, { photo }) => visitor.sendsPhoto(photo),
};

/** Answers in the chat what the chat asks, and on the pages what it hands over, until one of these questions stands there. */
export async function answersUntil(
  visitor: Visitor,
  wishes: Wishes,
  ...wanted: QuestionName[]
): Promise<QuestionName> {
  const asked: QuestionName[] = [];
  for (;;) {
    const name = await visitor.isAsked();
    if (wanted.includes(name)) return name;
    asked.push(name);
    if (asked.filter((one) => one === name).length > MOST_REPEATS)
      throw new Error(
        `"${name}" is asked again and again: ${asked.join(', ')}\n${await visitor.endOfChat()}`,
      );
    if (await visitor.isHandedOver()) await answersOnPages(visitor, wishes);
    else await answer(name, visitor, wishes);
  }
}

/** Opens the item of the chat, fills page after page, and comes back to where the chat goes on. */
async function answersOnPages(visitor: Visitor, wishes: Wishes): Promise<void> {
  await visitor.opensMini();
  await phoneInDemo(visitor.page).arrives('question', 'photo');
  await fillsThePhone(visitor, wishes, ...BEYOND);
  // After five messages without a word of the person the platform lets none through.
  if (!(await visitor.returnsToChat())) await visitor.types({ zh: '继续', en: 'continue' }[wishes.language]);
}

function answer(name: QuestionName, visitor: Visitor, wishes: Wishes): Promise<void> {
  const own = OWN[name];
  if (own) return own(visitor, wishes);
  const words = WORDS[name];
  if (words) return visitor.chooses(words[wishes.language]);
  throw new Error(`nobody knows what to answer to "${name}"`);
}
