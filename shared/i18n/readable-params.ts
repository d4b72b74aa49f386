import { DOCUMENT_TYPES } from '../domain/catalogue/document-types';
import { isAskedField } from '../domain/fields';
import { subjectOf, type LocalText, type Season } from '../domain/season';
import { instantText } from './instants';
import type { TextLocale } from './keys';
import { phoneEn } from './phone/en';
import { phoneZhCn } from './phone/zh-CN';

type Values = Record<string, string | number>;

/** Values of a code turned into words: subject codes, document types, fields, instants and lengths. */
export function readableParams(
  params: Values | undefined,
  { season, locale }: { season: Season | null; locale: TextLocale },
): Values {
  if (!params) return {};
  const entries = Object.entries(params).map(([name, value]): [string, string | number] => [
    name,
    readable(name, value, { season, locale }),
  ]);
  const { min, max } = params;
  const range =
    min === undefined || max === undefined ? [] : [['range', min === max ? min : `${min}–${max}`]];
  return Object.fromEntries([...entries, ...range]) as Values;
}

function readable(
  name: string,
  value: string | number,
  { season, locale }: { season: Season | null; locale: TextLocale },
): string | number {
  if (typeof value === 'number')
    return name.endsWith('At') ? instantText(value, locale, { end: name !== 'opensAt' }) : value;
  if (name === 'subject' || name === 'requires') return subjectText(value, season, locale);
  if (name === 'fits' || name === 'type') return documentTypeText(value, locale);
  if (name === 'field' && isAskedField(value))
    return (locale === 'en' ? phoneEn : phoneZhCn)[`answer.${value}`];
  return value;
}

/** `65 MS Office高级应用与设计`; a code the season does not know stays a code. */
export function subjectText(code: string, season: Season | null, locale: TextLocale): string {
  const subject = season ? subjectOf(season, code) : undefined;
  return subject ? `${code} ${localText(subject.name, locale)}` : code;
}

export function documentTypeText(key: string, locale: TextLocale): string {
  const type = DOCUMENT_TYPES.find((item) => item.key === key);
  return type ? localText(type.name, locale) : key;
}

export function localText(text: LocalText, locale: TextLocale): string {
  return locale === 'en' ? text.en : text.zh;
}
