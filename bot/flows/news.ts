import { textNote, type Move, type View } from '../engine/flow';
import { openProposal } from './proposal';
import { hasAccount, isCollecting, wasShown } from './facts';

/** What the candidate waits to hear, marked when it was begun and told when the conversation goes on. */
export const AWAITED = { order: 'order_closing', guardian: 'guardian_asked' } as const;

/** Something was done elsewhere: what it was, as far as the situation shows it. */
export function newsOf(view: View): Move {
  const { account, order } = view.situation;
  // It speaks for itself, and before whatever else was waiting for a yes.
  if (openProposal(view)) return { session: { confirming: null, choosing: null, unconfirmed: null } };
  if (wasShown(view, AWAITED.order) && order === null) return told(view, AWAITED.order, 'payment.closed');
  if (wasShown(view, AWAITED.guardian) && view.situation.guardian !== 'waiting') {
    const agreed = view.registration?.answers.documentNumber !== undefined;
    return told(view, AWAITED.guardian, agreed ? 'guardian.agreed' : 'guardian.refused');
  }
  if (isCollecting(view) && !hasAccount(view)) {
    if (account.emailVerified) return { notes: [textNote('account.email_done')] };
    if (account.mobileVerified) return { notes: [textNote('account.mobile_done')] };
  }
  if (isCollecting(view) && view.session.asked?.step === 'account.wait')
    return { notes: [textNote('account.done')] };
  return { notes: [textNote('resumed.back')] };
}

function told(
  view: View,
  what: string,
  key: 'payment.closed' | 'guardian.agreed' | 'guardian.refused',
): Move {
  const shown = view.session.shown.filter((other) => other !== what);
  return { session: { shown }, notes: [textNote(key)] };
}
