import type { DecisionRefusal } from '../../../../shared/i18n/staff/decision-refusal';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { Say } from '../layout';
import type { ReviewSheet } from '../../../use-cases/review/show-review';

/** What was sent with a decision that changed nothing: shown again, with the reason. */
export interface Typed {
  why: DecisionRefusal;
  /** What exactly is wrong with the reason. */
  detail: string | null;
  reason: string;
  words: string;
  marked: readonly string[];
  rejecting: boolean;
  /** Why a decision should have been taken back, where that was what was sent. */
  undoWords?: string;
}

export interface ReviewParts {
  sheet: ReviewSheet;
  csrf: string;
  locale: Locale;
  now: number;
  typed: Typed | null;
  /** Comes from a decision that was just taken. */
  justDecided: boolean;
  /** Comes from taking a decision back. */
  justUndone: boolean;
  nextId: string | null;
}

/** Why a page's form changed nothing: a page does not send to itself, as a card's press does. */
export function refusalText(why: DecisionRefusal, say: Say): string {
  if (why === 'reason_required' || why === 'reason_words_needed') return say(`page.refused.${why}`);
  return say(`press.${why}`);
}
