import { findPersonalNumbers } from '../masks';
import type { RejectReason, Season } from '../season';
import { accept, refuse, type Checked } from './check';
import { checkPlainText, type TextCode } from './plain-text';

/** Refusals of a reviewer's reason (S40) and of a candidate's reason for deleting (S32). */
export const REASON_CODES = [
  'reason.required',
  'reason.unknown_code',
  'reason.words_needed',
  'reason.personal_number',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** Characters of a reviewer's own words, at least. */
export const MIN_REASON_LENGTH = 5;
/** The same, at most. */
export const MAX_REASON_LENGTH = 200;
const MAX_DELETE_REASON_LENGTH = 200;

/** Why a registration was rejected, as the candidate is told. */
export interface DecisionReason {
  reasonCode: string | null;
  reasonWords: string | null;
}

/** A rejection names a coded reason, own words of 5 to 200 characters, or both where the code needs words. */
export function checkDecisionReason(
  reason: { code?: string | null; words?: string | null },
  season: Season,
): Checked<DecisionReason, ReasonCode | TextCode> {
  const coded = reason.code ? season.rejectReasons.find((known) => known.code === reason.code) : undefined;
  if (reason.code && !coded) return refuse('reason.unknown_code');
  const words = (reason.words ?? '').trim();
  if (words === '') return withoutWords(coded);
  const checked = checkPlainText(words, { min: MIN_REASON_LENGTH, max: MAX_REASON_LENGTH });
  if (!checked.ok) return checked;
  if (carriesPersonalNumber(checked.value)) return refuse('reason.personal_number');
  return accept({ reasonCode: coded?.code ?? null, reasonWords: checked.value });
}

/** The words go to the candidate's chat, where no document or card number belongs (PR6); a site's telephone does. */
function carriesPersonalNumber(words: string): boolean {
  return findPersonalNumbers(words).some(({ kind }) => kind === 'document' || kind === 'card');
}

function withoutWords(coded: RejectReason | undefined): Checked<DecisionReason, ReasonCode> {
  if (!coded) return refuse('reason.required');
  return coded.needsWords
    ? refuse('reason.words_needed')
    : accept({ reasonCode: coded.code, reasonWords: null });
}

/** S32: a reason is required to delete; any words will do. */
export function checkDeletionReason(raw: string): Checked<string, ReasonCode | TextCode> {
  if (raw.trim() === '') return refuse('reason.required');
  return checkPlainText(raw, { max: MAX_DELETE_REASON_LENGTH });
}
