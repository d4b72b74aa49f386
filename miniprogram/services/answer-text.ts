import type { AskedField } from '../../shared/domain/fields';
import { formatFen } from '../../shared/domain/money';
import { choicesFor } from './choices';
import type { Season, Site } from './seasons';
import type { Words } from './texts';

export interface Told {
  season: Season;
  sites: readonly Site[];
  words: Words;
}

/** An answer as a person reads it: names in place of codes; empty when there is none. */
export function answerText(
  field: string,
  answer: string | boolean | string[] | undefined,
  { season, sites, words }: Told,
): string {
  if (answer === undefined || answer === '') return '';
  if (typeof answer === 'boolean') return words.codeText(`choice.${field}.${answer ? 'yes' : 'no'}`);
  if (Array.isArray(answer)) return answer.map((code) => subjectText(code, season, words)).join('\n');
  if (field === 'siteCode') {
    const site = sites.find(({ code }) => code === answer);
    return site ? `${words.local(site.name)} ${site.code}` : answer;
  }
  const choice = choicesFor(field as AskedField, season, sites)?.find(({ value }) => value === answer);
  if (!choice) return answer;
  return choice.name
    ? words.local(choice.name)
    : words.codeText(`choice.${field}.${answer}`, undefined, answer);
}

/** Code, name and fee of one subject. */
export function subjectText(code: string, { subjects }: Season, words: Words): string {
  const subject = subjects.find((one) => one.code === code);
  return subject ? `${code} ${words.local(subject.name)} ${feeText(subject.feeFen, words)}` : code;
}

export function feeText(fen: number, words: Words): string {
  return fen === 0 ? words.t('value.free') : formatFen(fen);
}
