import { checkMobile } from '../../shared/domain/rules/contact';
import { checkName } from '../../shared/domain/rules/name';
import { findPersonalNumbers, maskMobile, maskName } from '../../shared/domain/masks';
import type { HeardText, Move, Option, Step, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import { mobileIn } from '../understanding/extract/contact';
import { showing } from './facts';
import { AWAITED } from './news';

/** Under 14 a guardian has to consent (PR2): name, relation and phone, then a link by SMS with a confirm button. */
export const guardianSteps: Step[] = [
  {
    name: 'guardian.name',
    when: (view) => isNeeded(view) && !view.session.guardian?.name,
    ask: (view) => ({ head: view.say('guardian.name'), links: pageLinks(view), more: [refuseOption(view)] }),
    hear: hearName,
    open: true,
    mask: (_view, raw) => maskName(raw),
  },
  {
    name: 'guardian.relation',
    when: (view) => isNeeded(view) && !view.session.guardian?.relation,
    ask: (view) => ({
      head: view.say('guardian.relation'),
      options: RELATIONS.map((relation) => relationOption(relation, view)),
    }),
  },
  {
    name: 'guardian.mobile',
    when: isNeeded,
    ask: (view) => ({ head: view.say('guardian.mobile'), more: [refuseOption(view)] }),
    hear: hearMobile,
  },
  {
    name: 'guardian.wait',
    when: (view) => view.situation.guardian === 'waiting',
    ask: (view) => ({
      head: view.say('guardian.wait'),
      options: [confirmedOption(view), againOption(view), refuseOption(view)],
    }),
    hear: hearMobileAgain,
  },
];

const RELATIONS = ['father', 'mother', 'grandparent', 'other'] as const;

function isNeeded(view: View): boolean {
  return (
    view.situation.guardian === 'needed' ||
    (view.situation.guardian === 'waiting' && view.session.guardian !== null)
  );
}

function pageLinks(
  view: View,
): [] | [{ kind: 'mini_program'; target: { open: 'question'; field: 'guardian' }; caption: string }] {
  if (view.season?.policies.chatCollects !== 'safe') return [];
  return [
    {
      kind: 'mini_program',
      target: { open: 'question', field: 'guardian' },
      caption: view.say('menu.fill_in_page'),
    },
  ];
}

function hearName(_view: View, text: HeardText): Move | null {
  if (findPersonalNumbers(text.raw).length > 0) return { notes: [textNote('personal.not_here')] };
  const checked = checkName(text.raw, undefined);
  if (!checked.ok)
    return text.asks ? null : { notes: [{ say: 'problem', code: checked.code, params: checked.params }] };
  return { session: { guardian: { name: checked.value.name, relation: null } } };
}

function relationOption(relation: (typeof RELATIONS)[number], view: View): Option {
  return {
    key: `relation.${relation}`,
    label: view.say(`guardian.relation.${relation}`),
    move: () => ({
      session: {
        guardian: {
          name: view.session.guardian?.name ?? '',
          relation: view.say(`guardian.relation.${relation}`),
        },
      },
    }),
  };
}

function hearMobile(view: View, text: HeardText): Move | null {
  const { guardian } = view.session;
  const mobile = mobileIn(text.raw);
  if (!guardian?.relation || mobile === null) return null;
  const checked = checkMobile(mobile);
  if (!checked.ok) return { notes: [{ say: 'problem', code: checked.code, params: checked.params }] };
  return {
    act: { kind: 'give_guardian', name: guardian.name, relation: guardian.relation, mobile: checked.value },
    onOk: { guardian: null, shown: showing(view, AWAITED.guardian) },
    notes: [textNote('guardian.sent', { mobile: maskMobile(checked.value) })],
  };
}

/** While waiting, a number alone says nothing about whose it is: the particulars are asked anew. */
function hearMobileAgain(view: View, text: HeardText): Move | null {
  return mobileIn(text.raw) === null ? null : againOption(view).move();
}

function confirmedOption(view: View): Option {
  return {
    key: 'confirmed',
    label: view.say('guardian.confirmed'),
    words: ['已确认', '确认了', 'done', 'confirmed', '好了'],
    move: () => ({ notes: [textNote('guardian.not_yet')] }),
  };
}

function againOption(view: View): Option {
  return {
    key: 'again',
    label: view.say('guardian.again'),
    words: ['重填', 'again'],
    // An empty name sends back to the first of the three questions.
    move: () => ({ session: { guardian: { name: '', relation: null } } }),
  };
}

/** Without the consent nothing but the refusal is kept: the draft is cleared after asking. */
function refuseOption(view: View): Option {
  return {
    key: 'refuse',
    label: view.say('guardian.refuse'),
    words: ['监护人不同意', '不同意', 'guardian refuses'],
    explicit: true,
    move: () => ({ session: { confirming: { act: 'clear_draft', reason: 'guardian' } } }),
  };
}
