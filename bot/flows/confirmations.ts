import { fieldOf } from '../../shared/domain/fields';
import type { Answers } from '../../shared/domain/registration';
import type { HeardText, Move, Question, Step, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import { handOff, type HandOffTrigger } from '../engine/handoff';
import { displayAnswer } from '../replies/display';
import { yesOrNo } from '../understanding/extract/yes-no';
import { faqEntry } from '../understanding/faq';
import type { Act } from '../ports';
import { saveAnswers } from './accept-answer';
import { askClash } from './clash';
import { clashIn, fieldInDoubt } from './changed-elsewhere';
import { askDeleteReason, deleteText, hearDeleteReason } from './deleting';
import { isAskedField, refusalsOf } from './facts';
import { hearField, maskTyped } from './fields';
import { askLeavePhoto } from './photo';
import { askSubmitConfirm } from './review';
import { askWithdraw, withdrawable } from './withdrawing';

/** Questions that wait for an explicit yes. They come first: nothing else is asked while one stands. */
export const confirmationSteps: Step[] = [
  {
    name: 'delete.reason',
    when: (view) =>
      view.session.confirming?.act === 'delete' &&
      view.session.confirming.reason === null &&
      isPossible(view),
    ask: askDeleteReason,
    hear: hearDeleteReason,
    open: true,
  },
  {
    name: (view) => `confirm.${view.session.confirming?.act ?? 'none'}`,
    when: (view) => view.session.confirming !== null && isPossible(view),
    ask: askConfirm,
  },
  { name: 'faq.choose', when: (view) => view.session.choosing !== null, ask: askWhichAnswer },
  {
    name: 'field.clash',
    when: (view) => clashIn(view) !== null,
    ask: askClash,
    hear: hearCorrection,
    mask: maskCorrection,
  },
  {
    name: 'field.confirm',
    when: (view) => isUnconfirmed(view) && view.season !== null,
    ask: askUnconfirmed,
    hear: hearConfirmed,
    mask: maskCorrection,
  },
];

function isUnconfirmed({ session: { unconfirmed } }: View): boolean {
  return unconfirmed !== null && !unconfirmed.step.startsWith('clash.');
}

/** A confirmation that outlived what it is about is no question any more. */
function isPossible(view: View): boolean {
  const state = view.registration?.state;
  switch (view.session.confirming?.act) {
    case 'hand_off':
      return view.situation.handoff === null;
    case 'clear_draft':
      return state === undefined || state === 'draft';
    case 'submit_for_review':
      return state !== undefined && refusalsOf(view, 'submit_for_review').length === 0;
    case 'delete':
      return state !== undefined && refusalsOf(view, 'delete', { reasonGiven: true }).length === 0;
    case 'delete_anew':
      return state === 'approved';
    case 'withdraw':
      return withdrawable(view).length > 0;
    case 'discard_changes':
      return view.registration?.changeSet != null;
    case 'leave_photo':
      return state === 'saved';
    default:
      return false;
  }
}

function askConfirm(view: View): Question {
  const { confirming } = view.session;
  switch (confirming?.act) {
    case 'submit_for_review':
      return askSubmitConfirm(view);
    case 'leave_photo':
      return askLeavePhoto(view);
    case 'delete':
      return yesNo(view, {
        head: deleteText(view),
        yes: 'w4.confirm',
        act: { kind: 'delete', reason: confirming.reason ?? '' },
      });
    case 'delete_anew':
      return yesNo(view, {
        head: view.say('w4.anew'),
        yes: 'w4.anew_confirm',
        act: { kind: 'delete', reason: view.say('delete.reason.wrong_choice'), anew: true },
      });
    case 'withdraw':
      return askWithdraw(view);
    case 'clear_draft':
      return yesNo(view, {
        head: view.say(confirming.reason === 'guardian' ? 'confirm.clear_guardian' : 'confirm.clear_draft'),
        yes: 'confirm.clear_yes',
        act: { kind: 'clear_draft' },
      });
    case 'discard_changes':
      return yesNo(view, {
        head: view.say('confirm.discard'),
        yes: 'confirm.discard_yes',
        act: { kind: 'discard_changes' },
      });
    default:
      return askPerson(view, confirming?.reason ?? 'asked');
  }
}

function yesNo(
  view: View,
  {
    head,
    yes,
    act,
  }: {
    head: string;
    yes: 'w4.confirm' | 'w4.anew_confirm' | 'confirm.clear_yes' | 'confirm.discard_yes';
    act: Act;
  },
): Question {
  return {
    head,
    options: [
      {
        key: 'yes',
        label: view.say(yes),
        words: ['确认', '确定', '是', '是的', '确认删除', '确认清空', 'yes', 'confirm'],
        explicit: true,
        move: () => ({
          act,
          session: { confirming: null, editing: null, city: null, guardian: null, leftOut: [] },
        }),
      },
      {
        key: 'no',
        label: view.say('confirm.no'),
        words: ['取消', '否', '不', '不要', '先不', '算了', 'no', 'cancel'],
        move: () => ({ session: { confirming: null }, notes: [textNote('confirm.nothing_changed')] }),
      },
    ],
  };
}

function askPerson(view: View, reason: string): Question {
  const trigger: HandOffTrigger =
    reason === 'misses' || reason === 'payment_trouble' || reason === 'guardian' ? reason : 'asked';
  return {
    head: view.say(
      trigger === 'payment_trouble'
        ? 'handoff.offer_payment'
        : trigger === 'misses'
          ? 'handoff.offer_misses'
          : 'handoff.offer',
    ),
    options: [
      {
        key: 'yes',
        label: view.say('action.person'),
        words: ['是', '好', '转人工', '人工', 'yes', 'agent', 'person'],
        move: () => handOff(view, trigger),
      },
      {
        key: 'no',
        label: view.say('handoff.go_on'),
        words: ['不', '否', '不用', '继续', '继续填写', 'no', 'go on', 'continue'],
        move: () => ({ session: { confirming: null } }),
      },
    ],
  };
}

/** Two answers fit equally well: the candidate chooses. */
function askWhichAnswer(view: View): Question {
  const entries = (view.session.choosing ?? []).map(faqEntry).filter((entry) => entry !== undefined);
  return {
    head: view.say('faq.which'),
    options: entries.map((entry) => ({
      key: `faq.${entry.id}`,
      label: view.local(entry.question),
      move: () => ({ session: { choosing: null }, notes: [{ say: 'faq', id: entry.id }] }),
    })),
    more: [
      {
        key: 'none',
        label: view.say('faq.none'),
        words: ['都不是', 'neither', 'none'],
        move: () => ({ session: { choosing: null } }),
      },
    ],
  };
}

/** Typed on a safe page's behalf, or a number that fits another type: confirmed before it is saved (PR3). */
function askUnconfirmed(view: View): Question {
  const { unconfirmed } = view.session;
  const answers: Partial<Answers> = unconfirmed?.answers ?? {};
  const name = unconfirmed?.step ?? '';
  const shown = { ...view.answers, ...answers };
  const head =
    name === 'switch' || !isAskedField(name)
      ? view.say('document.switch', {
          type: displayAnswer('documentType', shown, view),
          number: displayAnswer('documentNumber', shown, view),
        })
      : view.say('field.confirm', {
          field: view.say(`answer.${name}`),
          value: displayAnswer(fieldOf(name).field, shown, view),
        });
  return {
    head,
    options: [
      {
        key: 'yes',
        label: view.say('field.confirm_yes'),
        words: [
          '是',
          '对',
          '确认',
          '正确',
          '没错的',
          '没有错',
          'yes',
          'confirm',
          'ok',
          'right',
          "that's right",
          'correct',
        ],
        move: () => confirmAnswer(true, view),
      },
      {
        key: 'no',
        label: view.say('field.confirm_no'),
        words: ['不', '否', '不对', '重填', 'no', 'again'],
        move: () => confirmAnswer(false, view),
      },
    ],
  };
}

function confirmAnswer(isRight: boolean, view: View): Move {
  return isRight
    ? saveAnswers(view.session.unconfirmed?.answers ?? {}, view)
    : { session: { unconfirmed: null } };
}

/** Yes and no in any words people use for them; whatever else is typed corrects the answer. */
function hearConfirmed(view: View, text: HeardText): Move | null {
  const isRight = yesOrNo(text.raw);
  return isRight === null ? hearCorrection(view, text) : confirmAnswer(isRight, view);
}

/** Something typed instead of yes or no is the answer once more. */
function hearCorrection(view: View, text: HeardText): Move | null {
  const name = fieldInDoubt(view.session.unconfirmed?.step);
  if (name === null || yesOrNo(text.raw) !== null) return null;
  return hearField(name, { view: { ...view, session: { ...view.session, unconfirmed: null } }, text });
}

function maskCorrection(view: View, raw: string, masked: string): string {
  return maskTyped(fieldInDoubt(view.session.unconfirmed?.step), raw, masked);
}
