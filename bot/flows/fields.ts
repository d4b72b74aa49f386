import { fieldOf, type AskedField } from '../../shared/domain/fields';
import { findPersonalNumbers } from '../../shared/domain/masks';
import {
  textNote,
  type HeardText,
  type Move,
  type Option,
  type Question,
  type Step,
  type View,
} from '../engine/flow';
import { turnTo } from '../engine/prompt';
import { displayAnswer } from '../replies/display';
import { emailIn, mobileIn } from '../understanding/extract/contact';
import { dateIn } from '../understanding/extract/date';
import { FIELD_WORDS } from '../understanding/intents';
import { closeOptions, exactOption, optionsWith } from '../understanding/match-option';
import { canEdit, contextOf, fieldsToAsk, isAskedField, isCollecting } from './facts';
import { hearDocument } from './document';
import { acceptAnswer, unconfirmed } from './accept-answer';
import { choiceOptions, defaults } from './field-options';
import { asksOnPage, isNarrowed, pageLink } from './page-policy';
import { askSite, hearSite } from './site';
import { askSubjects, hearSubjects } from './subjects';

/** The field to ask now: the one being changed, else the first that is missing (S18 to S20, S22). */
export function currentField(view: View): AskedField | null {
  const known = FIELD_OF_VIEW.get(view);
  if (known !== undefined) return known;
  const found = findField(view);
  FIELD_OF_VIEW.set(view, found);
  return found;
}

const FIELD_OF_VIEW = new WeakMap<View, AskedField | null>();

function findField(view: View): AskedField | null {
  const { editing } = view.session;
  if (editing && isAskedField(editing) && canEdit(view)) return editing;
  return isCollecting(view) && canEdit(view) ? (fieldsToAsk(view)[0] ?? null) : null;
}

export const fieldStep: Step = {
  name: (view) => `field.${currentField(view) ?? 'none'}`,
  when: (view) => currentField(view) !== null,
  ask: (view) => askField(currentField(view) ?? 'name', view),
  hear: (view, text) => hearField(currentField(view) ?? 'name', { view, text }),
  open: (view) => isOpenText(currentField(view), view),
  mask: (view, raw, masked) => maskTyped(currentField(view), raw, masked),
};

function askField(name: AskedField, view: View): Question {
  if (name === 'siteCode') return askSite(view);
  if (name === 'subjects') return askSubjects(view);
  return askPlain(name, view);
}

function askPlain(name: AskedField, view: View): Question {
  const field = fieldOf(name);
  const onPage = asksOnPage(name, view);
  const head = view.say(onPage ? 'field.on_page' : `ask.${name}`, { field: view.say(`answer.${name}`) });
  const choices = onPage && !isNarrowed(name, view) ? [] : choiceOptions(name, view);
  const links = onPage || choices.length > 8 ? [pageLink(name, view)] : [];
  return {
    head: withPrefix(name, head, view),
    options: [...defaults(name, view), ...choices],
    more: leaving(name, view),
    links,
    tail: field.personal && onPage ? view.say('field.typed_hint') : undefined,
  };
}

/** What stands now is told when a field is changed. */
function withPrefix(name: AskedField, head: string, view: View): string {
  if (view.session.editing !== name || view.answers[name] === undefined) return head;
  return `${view.say('field.now', { field: view.say(`answer.${name}`), value: displayAnswer(name, view.answers, view) })}\n${head}`;
}

/** A field being changed can be left as it is; an optional one can be emptied only on the pages. */
export function leaving(name: AskedField, view: View): Option[] {
  if (view.session.editing !== name) return [];
  return [
    {
      key: 'keep',
      label: view.say('field.keep'),
      words: ['不改了', '不改', '保持不变', 'keep', 'keep it'],
      move: () => ({ session: { editing: null, city: null } }),
    },
  ];
}

function isOpenText(name: AskedField | null, view: View): boolean {
  if (!name || !view.season) return false;
  return (
    !fieldOf(name).choices && !['mobile', 'email', 'documentNumber', 'birthDate', 'postcode'].includes(name)
  );
}

/** One field's own way of hearing. */
export function hearField(name: AskedField, { view, text }: { view: View; text: HeardText }): Move | null {
  switch (name) {
    case 'siteCode':
      return hearSite(view, text);
    case 'subjects':
      return hearSubjects(view, text);
    case 'documentType':
    case 'documentNumber':
      return (
        hearDocument(name, view, text) ?? (name === 'documentType' ? hearChoice(name, view, text) : null)
      );
    case 'mobile':
    case 'email':
      return hearContact(name, view, text);
    case 'birthDate':
      return hearDate(view, text);
    case 'school':
      return hearSchool(view, text);
    default:
      return fieldOf(name).choices ? hearChoice(name, view, text) : hearText(name, view, text);
  }
}

/** Choices asked on a page are not shown here; their names are understood all the same (PR3). */
function hearChoice(name: AskedField, view: View, text: HeardText): Move | null {
  if (!asksOnPage(name, view) || text.asks) return null;
  const options = choiceOptions(name, view);
  const exact = exactOption(options, [], text);
  const close = exact ? [exact] : closeOptions(options, text);
  if (close.length === 1) return close[0]?.move() ?? null;
  const fits = optionsWith(options, text).length > 1;
  return fits ? turnTo(0, { step: `field.${name}`, kept: text.raw }) : null;
}

function hearText(name: AskedField, view: View, text: HeardText): Move | null {
  if (text.folded === '') return null;
  const raw = withoutLabel(name, text.raw);
  // A number of a person belongs in its own field alone (PR6).
  if (findPersonalNumbers(raw).length > 0) return { notes: [textNote('personal.not_here')] };
  const move = acceptAnswer(name, raw, view);
  // One character is seldom a whole name: it is asked back before it is saved.
  if (name !== 'name' || move.act?.kind !== 'save_answers' || [...raw].length > 1) return move;
  return { session: { unconfirmed: unconfirmed('name', move.act.answers, view) }, notes: move.notes };
}

/** Labels in the words people use for a field. */
const LABELS: ReadonlyMap<string, readonly RegExp[]> = new Map(
  Object.entries(FIELD_WORDS).map(([name, words]) => [
    name,
    words
      .split('|')
      .map((word) => new RegExp(`^(?:我的|my\\s+)?${word}\\s*(?:是|为|叫|is|[:：=])\\s*`, 'iu')),
  ]),
);

/** 姓名：王小明 and my name is … say the label first. */
function withoutLabel(name: AskedField, raw: string): string {
  const pattern = LABELS.get(name)?.find((label) => label.test(raw));
  if (pattern) return raw.replace(pattern, '');
  return name === 'name' ? raw.replace(/^(?:我叫|我是|i am |i'm )\s*/iu, '') : raw;
}

/** Both addresses may stand in one sentence; what is recognised for sure is taken together. */
function hearContact(name: 'mobile' | 'email', view: View, text: HeardText): Move | null {
  const email = emailIn(text.raw);
  const mobile = mobileIn(text.raw);
  const given = name === 'email' ? email : mobile;
  if (given === null) {
    const looks = /\d{5,}|@/u.test(text.raw.normalize('NFKC'));
    return looks ? acceptAnswer(name, text.raw, view) : null;
  }
  const other = name === 'email' ? 'mobile' : 'email';
  const otherGiven = name === 'email' ? mobile : email;
  const first = acceptAnswer(name, given, view);
  if (otherGiven === null || first.act?.kind !== 'save_answers') return first;
  const check = fieldOf(other).check(otherGiven, contextOf(view));
  if (!check.ok) return first;
  return { ...first, act: { kind: 'save_answers', answers: { ...first.act.answers, [other]: check.value } } };
}

const SCHOOL_NAME = /(?:大学|学院|学校|分校|中学|university|college|school)$/iu;

/** A school on nobody's list: said so, instead of looking for what else the name may mean. */
function hearSchool(view: View, text: HeardText): Move | null {
  if (text.asks || !SCHOOL_NAME.test(text.raw)) return hearChoice('school', view, text);
  if (closeOptions(choiceOptions('school', view), text).length > 0) return hearChoice('school', view, text);
  return { notes: [{ say: 'problem', code: 'school.not_listed' }] };
}

function hearDate(view: View, text: HeardText): Move | null {
  const date = dateIn(text.raw);
  if (date) return acceptAnswer('birthDate', date, view);
  return /\d/u.test(text.raw.normalize('NFKC')) ? acceptAnswer('birthDate', text.raw, view) : null;
}

/** An open answer of a person as our copy of the conversation keeps it. */
export function maskTyped(name: AskedField | null, raw: string, masked: string): string {
  if (!name || !fieldOf(name).personal || fieldOf(name).choices || masked !== raw) return masked;
  const characters = [...raw];
  return characters.slice(0, 1).join('') + '*'.repeat(Math.min(3, Math.max(1, characters.length - 1)));
}
