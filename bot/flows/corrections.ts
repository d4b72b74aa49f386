import { relevantFields, type AskedField } from '../../shared/domain/fields';
import type { Move, Option, Question, Step, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import { capital, displayAnswer } from '../replies/display';
import { FIELD_WORDS } from '../understanding/intents';
import { startEditing, startPhoto } from './actions';
import { identityIsLocked } from '../../shared/domain/rules/identity';
import { canEdit, isAskedField, refusalsOf } from './facts';

/** 改: which field, optional ones included (S41, S42); the photo has its own entry (S43). */
export const editMenuStep: Step = {
  name: 'edit.menu',
  when: (view) => view.session.editing === 'menu' && view.registration !== null && canEdit(view),
  ask: askWhich,
};

function askWhich(view: View): Question {
  const { season, answers } = view;
  const fields = season ? relevantFields(answers, season).filter((name) => !isDerived(name, view)) : [];
  const photo = view.registration?.state === 'draft' ? [] : [photoEntry(view)];
  return {
    head: view.say('edit.which'),
    options: [...photo, ...fields.map((name) => fieldEntry(name, view))],
    links: [{ kind: 'mini_program', target: { open: 'summary' }, caption: view.say('menu.summary_page') }],
    more: [
      {
        key: 'keep',
        label: view.say('edit.nothing'),
        words: ['不改了', '不改', '返回', 'nothing', 'keep'],
        move: () => ({ session: { editing: null } }),
      },
    ],
  };
}

function fieldEntry(name: AskedField, view: View): Option {
  const label = view.say(`answer.${name}`);
  return {
    key: `field.${name}`,
    label: view.say('edit.entry', { field: capital(label), value: displayAnswer(name, view.answers, view) }),
    words: [label, ...(FIELD_WORDS[name]?.split('|') ?? [])],
    move: () => ({ session: { editing: name, city: null } }),
  };
}

function photoEntry(view: View): Option {
  return {
    key: 'field.photo',
    label: capital(view.say('answer.photo')),
    words: ['照片', 'photo'],
    move: () => startPhoto(view),
  };
}

/** A field named with 改. The guards explain where it is locked; before the first answers there is nothing to change. */
export function startField(name: string, view: View): Move {
  if (name === 'photo') return startPhoto(view);
  const blocked = refusalsOf(view, 'edit');
  if (blocked.length > 0) return { notes: [{ say: 'refused', reasons: blocked }] };
  if (!isAskedField(name) || !view.season || !canEdit(view)) return startEditing(view);
  if (!view.registration || !relevantFields(view.answers, view.season).includes(name)) {
    return { notes: [textNote(view.registration ? 'field.not_applicable' : 'edit.nothing_yet')] };
  }
  if (isDerived(name, view)) return { notes: [textNote('field.from_number')] };
  return { session: { editing: name, city: null, unconfirmed: null, confirming: null } };
}

/** Sex and birth date of an 18-digit number follow from it and are not changed by themselves (domain.md 4). */
function isDerived(name: string, { answers }: View): boolean {
  return (name === 'sex' || name === 'birthDate') && identityIsLocked(answers);
}

/** The answer before the present one; gates that were ticked stay ticked. */
export function goBack(view: View, current: string): Move {
  const { session, season, answers } = view;
  if (session.confirming)
    return { session: { confirming: null }, notes: [textNote('confirm.nothing_changed')] };
  if (session.unconfirmed || session.choosing) return { session: { unconfirmed: null, choosing: null } };
  if (current === 'field.siteCode' && session.city !== null) return { session: { city: null } };
  if (session.guardian)
    return {
      session: { guardian: session.guardian.relation ? { ...session.guardian, relation: null } : null },
    };
  if (!season || !view.registration || refusalsOf(view, 'edit').length > 0)
    return { notes: [textNote('back.nothing')] };
  const fields = relevantFields(answers, season);
  const field = current.startsWith('field.') ? current.slice('field.'.length) : null;
  const at = field ? fields.findIndex((name) => name === field) : fields.length;
  const before = fields
    .slice(0, Math.max(at, 0))
    .reverse()
    .find((name) => answers[name] !== undefined && !isDerived(name, view));
  if (!before) return { notes: [textNote('back.nothing')] };
  return { session: { editing: before, city: null }, notes: [textNote('back.done')] };
}
