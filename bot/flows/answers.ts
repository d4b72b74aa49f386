import { textNote, type Move, type View } from '../engine/flow';
import { handOff } from '../engine/handoff';
import type { Note } from '../ports';
import { faqEntry, type FaqMatch } from '../understanding/faq';
import type { Command } from '../understanding/intents';
import { perform } from './commands';
import { startField } from './corrections';
import { refusalsOf } from './facts';
import { checkPayment } from './open-order';

/** Intents that start a step; each goes through the guards of its command. */
const COMMANDS: Readonly<Record<string, Command>> = {
  'flow.start': 'next',
  'flow.status': 'status',
  'flow.next': 'next',
  'flow.back': 'back',
  'flow.edit_info': 'edit',
  'flow.upload_photo': 'photo',
  'flow.submit_review': 'submit',
  'flow.pay': 'pay',
  'flow.delete': 'delete',
  'flow.help': 'help',
  'human.agent': 'person',
};

/** Answers a question of the list, lets the candidate choose between two, or starts the step it speaks of. */
export function faqMove(view: View, matches: readonly FaqMatch[]): Move {
  const [best] = matches;
  if (!best) return {};
  // A greeting or a yes is no question to choose between.
  const questions = matches.filter(({ id }) => !id.startsWith('flow.') && !id.startsWith('chat.'));
  if (questions.length > 1 && best.score < 1) {
    return { session: { choosing: questions.map((match) => match.id) } };
  }
  const command = COMMANDS[best.id];
  if (command) return perform(command, view, null);
  return answer(best.id, view);
}

function answer(id: string, view: View): Move {
  switch (id) {
    case 'flow.choose_site':
      return view.registration ? startField('siteCode', view) : { notes: [textNote('edit.nothing_yet')] };
    case 'flow.choose_subject':
      return view.registration ? startField('subjects', view) : { notes: [textNote('edit.nothing_yet')] };
    case 'flow.confirm':
    case 'flow.deny':
      // Yes and no mean something only where a question takes them.
      return { notes: [textNote('confirm.which')] };
    case 'human.complaint':
      return handOff(view, 'complaint');
    case 'pay.status_unpaid':
      return view.registration && view.registration.subjects.length > 0
        ? checkPayment(view)
        : { notes: [{ say: 'faq', id }] };
    case 'pay.cannot_pay':
      return { notes: [{ say: 'faq', id }, ...blocks('open_order', view)] };
    case 'reg.delete_how':
    case 'reg.delete_blocked':
      return { notes: [{ say: 'faq', id }, ...blocks('delete', view)] };
    default:
      return { notes: faqEntry(id) ? [{ say: 'faq', id }, ...personHint(id)] : [] };
  }
}

/** What blocks the act here and now, with the general answer. */
function blocks(action: 'open_order' | 'delete', view: View): Note[] {
  if (!view.registration) return [];
  const subjectCodes = view.registration.subjects
    .filter((subject) => subject.state === 'chosen')
    .map((subject) => subject.code);
  const reasons = refusalsOf(view, action, { subjectCodes, reasonGiven: true });
  return reasons.length > 0 ? [{ say: 'refused', reasons }] : [];
}

const WITH_PERSON = new Set([
  'id.already_used',
  'id.too_many_numbers',
  'ticket.wrong_info',
  'special.disability',
  'acct.forgot_password',
]);

function personHint(id: string): Note[] {
  return WITH_PERSON.has(id) ? [textNote('handoff.hint')] : [];
}
