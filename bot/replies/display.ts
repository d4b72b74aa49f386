import { maskDocumentNumber, maskEmail, maskMobile, maskName, maskText } from '../../shared/domain/masks';
import { OTHER_SCHOOL, OTHER_SCHOOL_NAME } from '../../shared/domain/rules/school';
import { fieldOf, type AskedField } from '../../shared/domain/fields';
import { siteOf, type Season, type Site } from '../../shared/domain/season';
import { formatFen } from '../../shared/domain/money';
import type { Answers } from '../../shared/domain/registration';
import { documentTypeText, subjectText } from '../../shared/i18n/readable-params';
import type { View } from '../engine/flow';

type Shown = Pick<View, 'locale' | 'season' | 'say' | 'local'>;

/** An answer as the chat may show it: personal ones masked, WeChat keeps what is sent (PR6, PR7). */
export function displayAnswer(name: AskedField, answers: Answers, view: Shown): string {
  const value = answers[name];
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return view.say('value.none');
  const masked = maskedAnswer(name, answers);
  if (masked !== null) return masked;
  switch (name) {
    case 'documentType':
      return documentTypeText(String(value), view.locale);
    case 'sex':
      return view.say(value === 'male' ? 'choice.sex.male' : 'choice.sex.female');
    case 'student':
      return view.say(value === true ? 'choice.student.yes' : 'choice.student.no');
    case 'school':
      return value === OTHER_SCHOOL ? view.local(OTHER_SCHOOL_NAME) : String(value);
    case 'siteCode':
      return siteText(view.season ? siteOf(view.season, String(value)) : undefined, view);
    case 'subjects':
      return subjectsText(Array.isArray(value) ? value : [], view);
    default:
      return choiceName(name, String(value), answers, view);
  }
}

/** The mask of a personal answer (PR7); null for one that is shown as it is, or not there. */
export function maskedAnswer(name: AskedField, answers: Answers): string | null {
  const value = answers[name];
  if (value === undefined) return null;
  switch (name) {
    case 'documentNumber':
      return maskDocumentNumber(String(value));
    case 'name':
      return maskName(String(value));
    case 'mobile':
      return maskMobile(String(value));
    case 'email':
      return maskEmail(String(value));
    case 'birthDate':
      return `${String(value).slice(0, 4)}-**-**`;
    case 'address':
    case 'studentNumber':
    case 'postcode':
      return maskStart(String(value));
    default:
      return null;
  }
}

function maskStart(text: string): string {
  const characters = [...text];
  return characters.slice(0, Math.min(2, characters.length - 1)).join('') + '***';
}

function choiceName(name: AskedField, value: string, answers: Answers, view: Shown): string {
  const choices = view.season ? fieldOf(name).choices?.(view.season, answers) : undefined;
  const found = choices?.find((choice) => choice.value === value)?.name;
  return found ? view.local(found) : maskText(value);
}

/** Name of a site; a code that is not real is shown only with the word 示例. */
export function siteText(site: Site | undefined, view: Shown): string {
  if (!site) return view.say('value.none');
  const code = site.sample ? `${site.code} ${view.say('value.sample')}` : site.code;
  return view.say('site.name', { name: view.local(site.name), code });
}

export function subjectsText(codes: readonly string[], view: Shown): string {
  return codes.map((code) => subjectText(code, view.season, view.locale)).join(view.say('list.comma'));
}

export function feeText(feeFen: number, view: Shown): string {
  return feeFen === 0 ? view.say('value.free') : formatFen(feeFen);
}

/** A name of an answer at the beginning of a line or a button; Chinese stays as it is. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How many characters a name has, told beside its mask so that it can be compared with the document (S23). */
export function lengthOfName(name: string | undefined): number {
  return [...(name ?? '')].length;
}

export function seasonText(season: Season, view: Pick<View, 'local'>): string {
  return `${view.local(season.province.name)} · ${view.local(season.sitting.name)}`;
}
