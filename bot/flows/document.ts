import { acceptedDocumentTypes } from '../../shared/domain/rules/answer-forms';
import {
  hasNumberShape,
  normaliseDocumentNumber,
  typeOfNumber,
} from '../../shared/domain/rules/document-number';
import type { DocumentType } from '../../shared/domain/registration';
import { documentTypeText } from '../../shared/i18n/readable-params';
import type { HeardText, Move, View } from '../engine/flow';
import { ALIASES } from '../understanding/aliases';
import { acceptAnswer } from './accept-answer';

/** Type and number belong together (S18): a number that proves its type, or both in one sentence, answers both. */
export function hearDocument(
  name: 'documentType' | 'documentNumber',
  view: View,
  text: HeardText,
): Move | null {
  const number = numberIn(text.raw);
  if (number === null) return null;
  const named = typeNamed(text.raw, view);
  const proven = typeOfNumber(number, view.situation.today);
  const usable = proven !== null && isAccepted(proven, view) ? proven : null;
  if (name === 'documentType') {
    const type = named ?? usable ?? likelyType(number);
    return type ? acceptAnswer('documentNumber', number, view, { documentType: type }) : null;
  }
  return named && named !== view.answers.documentType
    ? acceptAnswer('documentNumber', number, view, { documentType: named })
    : acceptAnswer('documentNumber', number, view);
}

/** The number standing in a text: its longest run of digits and letters that has at least four digits. */
function numberIn(raw: string): string | null {
  const whole = normaliseDocumentNumber(raw);
  if (hasNumberShape(whole)) return whole;
  const plain = raw.normalize('NFKC');
  const spaced = /\d[\d\s-]{13,24}[\dXx×*]/u.exec(plain)?.[0];
  if (spaced) return spaced;
  // One word is a number as it stands: a part of it would be another number.
  if (/^[A-Za-z\d-]+$/u.test(plain.trim())) return plain.trim().length < 4 ? null : plain.trim();
  const runs = plain.match(/[A-Za-z\d×*]{4,24}/gu) ?? [];
  return (
    runs
      .filter((run) => (run.match(/\d/gu)?.length ?? 0) >= 4)
      .sort((left, right) => right.length - left.length)[0] ?? null
  );
}

/** Long runs of digits are meant for the resident ID, whatever is wrong with them. */
function likelyType(number: string): DocumentType | null {
  return /^\d{14,20}[\dX]$/iu.test(number.replace(/\s/gu, '')) ? 'resident_id' : null;
}

function typeNamed(raw: string, view: View): DocumentType | null {
  const words = raw.normalize('NFKC').toLowerCase();
  const types = view.season ? acceptedDocumentTypes(view.season) : [];
  const named = types.filter((type) =>
    [documentTypeText(type, view.locale).toLowerCase(), ...(ALIASES[`documentType.${type}`] ?? [])].some(
      (word) => word.length > 1 && words.includes(word),
    ),
  );
  return named.length === 1 ? (named[0] as DocumentType) : null;
}

function isAccepted(type: DocumentType, view: View): boolean {
  return view.season !== null && acceptedDocumentTypes(view.season).includes(type);
}
