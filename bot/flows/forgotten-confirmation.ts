import { nonceOf } from '../engine/nonce';
import { textNote, type Move, type View } from '../engine/flow';
import { pageOf } from '../engine/prompt';
import { viewOf } from '../engine/view';
import type { Session } from '../ports';
import { confirmationSteps } from './confirmations';
import { askDeleteReason } from './deleting';

type Confirming = NonNullable<Session['confirming']>;

/** Taken at the tap itself: they take nothing away. Whatever does is asked once more. */
const DONE_AT_ONCE: readonly Confirming['act'][] = ['submit_for_review', 'leave_photo', 'hand_off'];

const WITHOUT_REASON: readonly Confirming[] = (
  ['submit_for_review', 'leave_photo', 'delete_anew', 'discard_changes', 'withdraw'] as const
).map((act) => ({ act, reason: null }));
const WITH_REASON: readonly Confirming[] = [
  { act: 'clear_draft', reason: null },
  { act: 'clear_draft', reason: 'guardian' },
  ...['asked', 'misses', 'payment_trouble', 'guardian'].map(
    (reason) => ({ act: 'hand_off', reason }) as const,
  ),
];

/**
 * A tap on a confirmation that the live session has forgotten, since the store was emptied or is gone (promise 10). The mark
 * of its question tells that it was asked about the registration exactly as it still is, so nobody has to begin again.
 * Null where nothing is forgotten, or the tap belongs to something else.
 */
export function forgottenConfirmation(view: View, tap: { nonce: string; key: string }): Move | null {
  if (view.session.asked !== null) return null;
  for (const confirming of [...WITHOUT_REASON, ...WITH_REASON, ...deletions(view)]) {
    const asked = viewOf(view.situation, { ...view.session, confirming });
    const step = confirmationSteps.find(({ when }) => when(asked));
    if (!step || nonceOf(step, asked) !== tap.nonce) continue;
    const page = pageOf(step.ask(asked), { step: '', page: 0, fragment: null, kept: null }, asked);
    const option = page.all.find(({ key }) => key === tap.key);
    if (!option) return null;
    if (tap.key === 'no' || DONE_AT_ONCE.includes(confirming.act)) return option.move();
    return { session: { confirming }, notes: [textNote('confirm.asked_again')] };
  }
  return null;
}

/** The reasons that the list offers; words of one's own went with the session. */
function deletions(view: View): Confirming[] {
  return (askDeleteReason(view).options ?? []).flatMap((option) => option.move().session?.confirming ?? []);
}
