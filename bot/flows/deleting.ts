import { findPersonalNumbers } from '../../shared/domain/masks';
import { checkDeletionReason } from '../../shared/domain/rules/decision-reason';
import { textNote, type HeardText, type Move, type Option, type Question, type View } from '../engine/flow';

/** W4: a reason is required; after closing no new registration is possible (S32, S33). */
export function deleteText(view: View): string {
  const { deadlines, now } = view.situation;
  const closed = deadlines !== null && now >= deadlines.siteClosesAt;
  return view.say(closed ? 'w4.after_close' : 'w4.words', { reason: view.session.confirming?.reason ?? '' });
}

const REASONS = ['wrong_choice', 'not_taking', 'wrong_information'] as const;

/** The reason comes first (S32): one of ours, or the candidate's own words. */
export function askDeleteReason(view: View): Question {
  const reasons = REASONS.map((reason): Option => ({
    key: `reason.${reason}`,
    label: view.say(`delete.reason.${reason}`),
    move: () => withReason(view.say(`delete.reason.${reason}`)),
  }));
  return { head: view.say('delete.ask_reason'), options: reasons, more: [cancelDelete(view)] };
}

function cancelDelete(view: View): Option {
  return {
    key: 'no',
    label: view.say('delete.cancel'),
    words: ['取消', '不删了', '算了', '不', '不要', '否', 'no', 'cancel'],
    move: () => ({ session: { confirming: null }, notes: [textNote('confirm.nothing_changed')] }),
  };
}

function withReason(reason: string): Move {
  return { session: { confirming: { act: 'delete', reason } } };
}

export function hearDeleteReason(_view: View, text: HeardText): Move | null {
  // Signs alone are no words.
  const checked = checkDeletionReason(text.folded === '' ? '' : text.raw);
  if (!checked.ok) return { notes: [{ say: 'problem', code: checked.code, params: checked.params }] };
  // The reason is shown to people: no number of a person belongs there (PR6).
  if (findPersonalNumbers(checked.value).length > 0)
    return { notes: [{ say: 'problem', code: 'reason.personal_number' }] };
  return withReason(checked.value);
}
