import type { DocumentType } from '../registration';
import { accept, refuse, type Checked, type Finding } from './check';
import {
  foldName,
  isHan,
  isLatin,
  isPlaceholder,
  isPrivateUse,
  isRare,
  strayAccentPosition,
} from './name-characters';
import { forbiddenPosition, hasMarkup, lengthOf } from './plain-text';

/** Refusals of a name (S23, S24, S25; domain.md 6). Positions count code points from 1. */
export const NAME_CODES = [
  'field.required',
  'name.invisible_character',
  'name.markup',
  'name.private_use',
  'name.placeholder',
  'name.character',
  'name.dot_position',
  'name.punctuation_position',
  'name.han_expected',
  'name.too_long',
] as const;
export type NameCode = (typeof NAME_CODES)[number];

/** Told beside an accepted name, so that it is compared with the document once more (S23). */
export const NAME_WARNINGS = [
  'name.pinyin_substitute',
  'name.rare_character',
  'name.single_character',
] as const;
export type NameWarning = (typeof NAME_WARNINGS)[number];

/** A name as stored. */
export interface NameValue {
  name: string;
  /** Latin letters stand among Han characters: pinyin for what could not be typed; reviewers accept it. */
  pinyinSubstitute: boolean;
}

/** Public systems hold at least 50 characters of a name (12 ministries, 2016). */
export const MAX_NAME_LENGTH = 50;

/** Documents whose names are in Han characters. The others may show a Latin name alone. */
const HAN_DOCUMENTS: readonly DocumentType[] = ['resident_id', 'hmt_residence', 'tw_permit'];

/** Checks a name against the document it is printed on (S25); without a document the wider rules of passports hold. */
export function checkName(
  raw: string,
  documentType: DocumentType | undefined,
): Checked<NameValue, NameCode, NameWarning> {
  const name = foldName(raw);
  if (name === '') return refuse('field.required');
  const characters = [...name];
  const refusal = characterRefusal(name, characters) ?? positionRefusal(name);
  if (refusal) return { ok: false, ...refusal };
  if (characters.length > MAX_NAME_LENGTH) return refuse('name.too_long', { max: MAX_NAME_LENGTH });
  const hasHan = characters.some(isHan);
  if (!hasHan && documentType !== undefined && HAN_DOCUMENTS.includes(documentType)) {
    return refuse('name.han_expected');
  }
  const pinyinSubstitute = hasHan && characters.some(isLatin);
  return accept({ name, pinyinSubstitute }, warningsOf(characters, pinyinSubstitute));
}

function characterRefusal(name: string, characters: readonly string[]): Finding<NameCode> | null {
  const invisible = forbiddenPosition(name);
  if (invisible > 0) return { code: 'name.invisible_character', params: { position: invisible } };
  if (hasMarkup(name)) return { code: 'name.markup' };
  const allowed = characters.some(isHan) ? isAllowedInHanName : isAllowedInLatinName;
  for (const [index, character] of characters.entries()) {
    const params = { position: index + 1 };
    if (isPrivateUse(character)) return { code: 'name.private_use', params };
    if (isPlaceholder(character)) return { code: 'name.placeholder', params };
    if (!allowed(character)) return { code: 'name.character', params };
  }
  const stray = strayAccentPosition(characters);
  return stray > 0 ? { code: 'name.character', params: { position: stray } } : null;
}

function isAllowedInHanName(character: string): boolean {
  return isHan(character) || isLatin(character) || character === '·' || character === ' ';
}

/** The form for Latin names also takes `.` and `,`. */
function isAllowedInLatinName(character: string): boolean {
  return isLatin(character) || "· -'.,".includes(character);
}

/** The dot stands single and inside; other signs need a letter before them. */
function positionRefusal(name: string): Finding<NameCode> | null {
  if (/^·|·$|··/u.test(name)) return { code: 'name.dot_position' };
  return /^[-'.,]|[-',]$|[-'.,]{2}/u.test(name) ? { code: 'name.punctuation_position' } : null;
}

function warningsOf(characters: readonly string[], pinyinSubstitute: boolean): Finding<NameWarning>[] {
  const warnings: Finding<NameWarning>[] = [];
  if (pinyinSubstitute) warnings.push({ code: 'name.pinyin_substitute' });
  const rare = characters.findIndex(isRare) + 1;
  if (rare > 0) warnings.push({ code: 'name.rare_character', params: { position: rare } });
  if (lengthOf(characters.join('')) === 1) warnings.push({ code: 'name.single_character' });
  return warnings;
}
