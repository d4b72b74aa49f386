import type { QuestionName } from '../platform/hands/chat-questions';
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
  'field.documentType': { zh: '居民身份证', en: 'Resident' },
  'field.trainingType': { zh: '自学', en: 'Self' },
  'field.address': { zh: '福建省厦门市示例路1号', en: '1 Sample Road, Xiamen, Fujian' },
  'field.postcode': { zh: '361000', en: '361000' },
  'field.student': { zh: '否', en: 'No' },
  'field.mobile': { zh: '用', en: 'Use' },
  'field.email': { zh: '用', en: 'Use' },
  'field.confirm': { zh: '没错', en: 'Right' },
  promise: { zh: '我保证', en: 'I promise' },
  changes: { zh: '我保证', en: 'I promise' },
  submit: { zh: '提交信息审核', en: 'Submit' },
  'submit.confirm': { zh: '确认提交', en: 'Yes, submit' },
};

/** Made-up answers that the page has at hand, by their captions. */
const SAMPLES: Partial<Record<QuestionName, Record<'zh' | 'en', string>>> = {
  'field.documentNumber': { zh: '身份证号', en: 'ID number' },
  'field.name': { zh: '姓名', en: 'Name' },
  'field.ethnicity': { zh: '民族', en: 'Ethnicity' },
  'field.occupation': { zh: '职业', en: 'Occupation' },
  'field.education': { zh: '文化程度', en: 'Education' },
};

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

/** Answers whatever the chat asks until one of these questions stands there. */
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
    await answer(name, visitor, wishes);
  }
}

function answer(name: QuestionName, visitor: Visitor, wishes: Wishes): Promise<void> {
  const own = OWN[name];
  if (own) return own(visitor, wishes);
  const sample = SAMPLES[name];
  if (sample) return visitor.picksSample(sample[wishes.language]);
  const words = WORDS[name];
  if (words) return visitor.chooses(words[wishes.language]);
  throw new Error(`nobody knows what to answer to "${name}"`);
}
