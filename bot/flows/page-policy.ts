import { fieldOf, type AskedField } from '../../shared/domain/fields';
import type { LinkItem, View } from '../engine/flow';

/** Policy `safe`: personal answers are asked on the mini program's pages; the chat still understands them (PR3). */
export function asksOnPage(name: AskedField, view: View): boolean {
  return collectsSafely(view) && fieldOf(name).personal;
}

export function collectsSafely(view: View): boolean {
  return view.season?.policies.chatCollects === 'safe' && view.situation.channel === 'kf';
}

/** Words that fit several choices were typed: these are shown to choose from, though the question is one of the pages. */
export function isNarrowed(name: AskedField, { session: { asked } }: View): boolean {
  return asked?.step === `field.${name}` && asked.fragment !== null;
}

export function pageLink(name: AskedField, view: View): LinkItem {
  const caption = view.say('menu.open_question', { field: view.say(`answer.${name}`) });
  return { kind: 'mini_program', target: { open: 'question', field: name }, caption };
}
