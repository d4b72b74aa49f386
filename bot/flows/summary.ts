import { fieldOf, relevantFields, isAnswered, type AskedField } from '../../shared/domain/fields';
import type { Answers } from '../../shared/domain/registration';
import type { LinkItem, Option, Step, View } from '../engine/flow';
import { clip } from '../engine/clip';
import { capital, displayAnswer, feeText, lengthOfName } from '../replies/display';
import { canEdit, isCollecting } from './facts';
import { editOption } from './actions';

/** Check-your-answers with the truth promise (S21, S23): for the draft, and for an open change that is complete. */
export const summarySteps: Step[] = [
  {
    name: 'summary.promise',
    when: (view) => isDraft(view) && canEdit(view),
    ask: (view) => ({
      first: () => summaryText(view),
      head: view.say('summary.promise'),
      links: [summaryLink(view)],
      options: [promiseOption(view), editOption(view)],
    }),
  },
  {
    name: 'summary.changes',
    when: (view) => view.registration?.changeSet != null && isCollecting(view) && canEdit(view),
    ask: (view) => ({
      first: () => summaryText(view),
      head: view.say('summary.changes', { changes: changesText(view) }),
      links: [summaryLink(view)],
      options: [applyOption(view), editOption(view), discardOption(view)],
    }),
  },
];

function isDraft(view: View): boolean {
  return view.registration?.state === 'draft';
}

/** Every answer by group, personal ones masked; the link shows them in full. */
export function summaryText(view: View): string {
  const { season, answers, say } = view;
  if (!season) return '';
  const groups = new Map<string, string[]>();
  for (const name of relevantFields(answers, season)) {
    if (!isAnswered(answers, name)) continue;
    const { group } = fieldOf(name);
    const lines = groups.get(group) ?? [say('summary.group', { group: say(`group.${group}`) })];
    lines.push(lineOf(name, answers, view));
    groups.set(group, lines);
  }
  const total = season.subjects
    .filter((subject) => answers.subjects?.includes(subject.code))
    .reduce((sum, subject) => sum + subject.feeFen, 0);
  const fee = answers.subjects?.length ? [say('summary.fee', { amount: feeText(total, view) })] : [];
  return [say('summary.title'), ...[...groups.values()].map((lines) => lines.join('\n')), ...fee].join('\n');
}

function lineOf(name: AskedField, answers: Answers, view: View): string {
  const value = clip(displayAnswer(name, answers, view), 150);
  const length = name === 'name' ? view.say('summary.name_length', { n: lengthOfName(answers.name) }) : '';
  return view.say('summary.line', { field: capital(view.say(`answer.${name}`)), value: `${value}${length}` });
}

function changesText(view: View): string {
  const { registration, answers, season } = view;
  if (!registration || !season) return '';
  const changed = relevantFields(answers, season).filter(
    (name) => JSON.stringify(answers[name]) !== JSON.stringify(registration.answers[name]),
  );
  return changed.length === 0
    ? view.say('value.none')
    : changed
        .map((name) => `${capital(view.say(`answer.${name}`))} → ${displayAnswer(name, answers, view)}`)
        .join('\n');
}

export function summaryLink(view: View): LinkItem {
  return { kind: 'mini_program', target: { open: 'summary' }, caption: view.say('menu.summary_page') };
}

/** The handbook's words are the button (S21); ticking them submits the information page. */
function promiseOption(view: View): Option {
  return {
    key: 'promise',
    label: view.say('promise.words'),
    words: ['我保证', '保证', 'i promise', ...confirmWords],
    explicit: true,
    move: () => ({ act: { kind: 'submit_information' }, notes: [] }),
  };
}

export const confirmWords = ['确认', '确认提交', 'confirm'];

function applyOption(view: View): Option {
  return {
    key: 'apply',
    label: view.say('promise.words'),
    words: ['我保证', '保证', 'i promise', ...confirmWords],
    explicit: true,
    move: () => ({ act: { kind: 'apply_changes' } }),
  };
}

export function discardOption(view: View): Option {
  return {
    key: 'discard',
    label: view.say('summary.discard'),
    words: ['放弃修改', '不改了', 'discard', 'drop the change'],
    explicit: true,
    move: () => ({ session: { confirming: { act: 'discard_changes', reason: null }, editing: null } }),
  };
}
