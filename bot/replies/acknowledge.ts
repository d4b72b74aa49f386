import { isAskedField } from '../../shared/domain/fields';
import type { Answers } from '../../shared/domain/registration';
import { instantText } from '../../shared/i18n/instants';
import type { View } from '../engine/flow';
import { hoursText } from '../flows/faq-values';
import { proposalText } from '../flows/proposal';
import type { Act } from '../ports';
import { displayAnswer, lengthOfName, seasonText } from './display';

/** What was done, in a few words; the question that follows says the rest. */
export function acknowledgement(view: View, act: Act): string {
  const { say, registration } = view;
  switch (act.kind) {
    case 'save_answers':
      return savedText(act.answers, view);
    case 'choose_season':
      return view.season ? say('ack.season', { season: seasonText(view.season, view) }) : '';
    case 'set_locale':
      return say('ack.language');
    case 'submit_information':
      return say('ack.information');
    case 'apply_changes':
      return say('ack.changes');
    case 'discard_changes':
      return say('ack.discarded');
    case 'submit_for_review':
      return say('ack.submitted');
    case 'clear_draft':
      return say('ack.cleared');
    case 'delete':
      return act.anew ? say('ack.anew') : '';
    case 'register_again':
      return say('ack.again');
    case 'answer_proposal':
      return proposalText(view, act.accepts);
    case 'withdraw_consent':
      return say('ack.withdrawn');
    case 'check_payment':
      return registration?.state === 'paid' ? '' : say('payment.checking');
    // The new state says it, or a note of the step does.
    default:
      return '';
  }
}

/** Personal answers are masked: no reply repeats what was typed (PR6). */
function savedText(answers: Partial<Answers>, view: View): string {
  const items = Object.keys(answers)
    .filter(isAskedField)
    .map((name) => {
      const item = view.say('ack.item', {
        field: view.say(`answer.${name}`),
        value: displayAnswer(name, answers, view),
      });
      // The mask hides the name, so its length is what can be compared with the document (S23).
      return name === 'name' ? item + view.say('ack.name_check', { n: lengthOfName(answers.name) }) : item;
    });
  if (items.length === 0) return '';
  // Under 14 nothing is stored before the guardian has agreed (PR2).
  const key = view.situation.heldAnswers ? 'ack.held' : 'ack.saved';
  return view.say(key, { items: items.join(view.say('list.comma')) });
}

/** Who answers until when; without anybody on duty a ticket is kept. */
export function handOffText(view: View): string {
  const { handoff, now } = view.situation;
  const hours = view.season ? hoursText(view.season, view) : view.say('value.see_page');
  if (!handoff || handoff.answerBy <= now) return view.say('handoff.asked', { hours });
  const due = instantText(handoff.answerBy, view.locale, { end: true });
  const said = view.say(handoff.state === 'ticket' ? 'handoff.ticket' : 'handoff.queued', { due, hours });
  const { ahead: n = 0, minutes = null } = handoff.place ?? {};
  if (n === 0) return said;
  const place =
    minutes === null ? view.say('handoff.place', { n }) : view.say('handoff.place_minutes', { n, minutes });
  return `${said}\n${place}`;
}
