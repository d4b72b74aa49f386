import { botEn } from '../../../shared/i18n/bot/en';
import { botZhCn, type BotKey } from '../../../shared/i18n/bot/zh-CN';
import { phoneEn } from '../../../shared/i18n/phone/en';
import { phoneZhCn, type PhoneKey } from '../../../shared/i18n/phone/zh-CN';
import { FIELDS, type AskedField } from '../../../shared/domain/fields';
import type { PhoneMessage } from '../kf/state';

/** A text that the chat may say. */
export type SaidKey = BotKey | PhoneKey;

const ZH: Record<SaidKey, string> = { ...phoneZhCn, ...botZhCn };
const EN: Record<SaidKey, string> = { ...phoneEn, ...botEn };

/** What the chat may be asking; named as a person would name it, whatever the product calls its steps. */
export type QuestionName = `field.${AskedField}` | (typeof OTHER_QUESTIONS)[number][0];

/** Questions by the texts that ask them, except those of single fields. */
const OTHER_QUESTIONS = [
  ['season', 'entry.ask'],
  ['season.none', 'entry.none'],
  ['season.closed', 'entry.closed'],
  ['consent', 'notice.ask.general_consent'],
  ['consent', 'notice.ask.sensitive_consent'],
  ['notice', 'notice.ask.read'],
  ['account.email', 'account.email'],
  ['account.mobile', 'account.mobile'],
  ['account.wait', 'account.wait'],
  ['account.login', 'account.login'],
  ['guardian.name', 'guardian.name'],
  ['guardian.relation', 'guardian.relation'],
  ['guardian.mobile', 'guardian.mobile'],
  ['guardian.wait', 'guardian.wait'],
  ['field.on_page', 'field.on_page'],
  ['field.confirm', 'field.confirm'],
  ['field.clash', 'clash.ask'],
  ['document.switch', 'document.switch'],
  ['promise', 'summary.promise'],
  ['changes', 'summary.changes'],
  ['edit.which', 'edit.which'],
  ['photo', 'photo.ask'],
  ['photo', 'photo.ask_page'],
  ['photo.leave', 'w1.words'],
  ['photo.later', 'photo.later'],
  ['submit', 'review.ask_submit'],
  ['submit.confirm', 'w3.words'],
  ['pending', 'review.pending'],
  ['rejected', 'review.rejected_fix'],
  ['rejected', 'review.rejected_mended'],
  ['readback', 'w5.words'],
  ['readback', 'payment.rest'],
  ['order.open', 'payment.open'],
  ['order.closing', 'payment.closing'],
  ['order.deleting', 'payment.deleting'],
  ['paid', 'paid.title'],
  ['delete.reason', 'delete.ask_reason'],
  ['delete.confirm', 'w4.words'],
  ['delete.confirm', 'w4.after_close'],
  ['again', 'ended.again'],
  ['ended', 'ended.no_new'],
  ['faq.which', 'faq.which'],
  ['handoff.offer', 'handoff.offer'],
  ['handoff.offer', 'handoff.offer_misses'],
  ['handoff.offer', 'handoff.offer_payment'],
] as const satisfies readonly (readonly [string, BotKey])[];

const FIELD_KEYS = (Object.keys(botZhCn) as BotKey[]).flatMap((key): [QuestionName, BotKey][] =>
  key.startsWith('ask.') ? [[`field.${fieldOfKey(key)}`, key]] : [],
);

const SUBJECTS_MORE: [QuestionName, BotKey][] = [
  ['field.subjects', 'subjects.more'],
  ['field.subjects', 'subjects.full_list'],
  ['field.subjects', 'subjects.replace'],
];

/** Site and city are one question in two parts. */
function fieldOfKey(key: string): AskedField {
  const name = key.slice('ask.'.length);
  return name === 'city' || name === 'site_few' ? 'siteCode' : (name as AskedField);
}

interface Pattern {
  name: QuestionName;
  key: BotKey;
  pattern: RegExp;
}

const PATTERNS: Pattern[] = [...OTHER_QUESTIONS, ...FIELD_KEYS, ...SUBJECTS_MORE].flatMap(([name, key]) =>
  [botZhCn[key], botEn[key]].map((text) => ({ name, key, pattern: patternOf(text) })),
);

/** A text with its gaps open; gaps at the ends say nothing. */
function patternOf(text: string): RegExp {
  const parts = text.replace(/^(\{\{\w+\}\}\s*)+|(\s*\{\{\w+\}\})+$/g, '').split(/\{\{\w+\}\}/);
  return new RegExp(parts.map(escapeRegExp).join('[\\s\\S]{0,400}?'), 'gu');
}

export function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

export interface SeenQuestion {
  name: QuestionName;
  /** Key of the text that asks it. */
  key: BotKey;
  message: PhoneMessage;
}

/** The question a message ends with; what is said before it may name others. */
export function questionIn(message: PhoneMessage): SeenQuestion | undefined {
  const text = message.menu?.head ?? message.text;
  let best: (Pattern & { at: number; length: number }) | undefined;
  for (const candidate of PATTERNS) {
    const last = [...text.matchAll(candidate.pattern)].at(-1);
    if (!last) continue;
    const found = { ...candidate, at: last.index, length: last[0].length };
    if (!best || found.at > best.at || (found.at === best.at && found.length > best.length)) best = found;
  }
  return (
    best && { name: best.name === 'field.on_page' ? fieldOnPage(text) : best.name, key: best.key, message }
  );
}

/** Which question of the pages it is. */
function fieldOnPage(text: string): QuestionName {
  const asked = ON_PAGE.find(({ words }) => text.includes(words));
  return asked ? asked.name : 'field.on_page';
}

const ON_PAGE = FIELDS.flatMap(({ field }) =>
  [ZH, EN].map((texts) => ({
    name: `field.${field}` as const,
    words: texts['field.on_page'].replace('{{field}}', texts[`answer.${field}`]),
  })),
);

/** True when one of the messages says this text, whatever its gaps hold. */
export function says(messages: readonly PhoneMessage[], key: SaidKey): boolean {
  const wanted = [ZH[key], EN[key]].map((text) => new RegExp(patternOf(text), 'u'));
  return messages.some(({ text }) => wanted.some((pattern) => pattern.test(text)));
}
