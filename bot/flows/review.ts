import { isAskedField } from '../../shared/domain/fields';
import { dueText } from '../../shared/i18n/instants';
import type { Option, Question, Step, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import { refusalText } from '../replies/refusal';
import { deleteOption, editOption, photoOption, startPhoto, statusOption, submitOption } from './actions';
import { refusalsOf } from './facts';

/** Review at sites that have one (S36 to S47). */
export const reviewSteps: Step[] = [
  { name: 'review.submit', when: (view) => isIn(view, 'ready') && reviews(view), ask: askSubmit },
  { name: 'review.pending', when: (view) => isIn(view, 'pending'), ask: askPending },
  { name: 'review.rejected', when: (view) => isIn(view, 'rejected'), ask: askRejected },
];

function isIn(view: View, state: string): boolean {
  return view.registration?.state === state;
}

export function reviews(view: View): boolean {
  return view.situation.facts?.reviews ?? false;
}

function askSubmit(view: View): Question {
  const blocked = refusalsOf(view, 'submit_for_review');
  if (blocked.length > 0)
    return { head: explain(blocked, view), options: [statusOption(view), deleteOption(view)] };
  const closes = view.situation.deadlines?.siteClosesAt ?? 0;
  return {
    head: view.say('review.ask_submit', { due: dueText(closes, view.situation.now, view.locale) }),
    options: [submitOption(view), editOption(view), photoOption(view), deleteOption(view)],
  };
}

function explain(reasons: ReturnType<typeof refusalsOf>, view: View): string {
  return reasons.map((reason) => refusalText(reason, view)).join('\n');
}

function askPending(view: View): Question {
  const due = view.situation.deadlines?.paymentDueAt ?? 0;
  return {
    head: view.say('review.pending', { due: dueText(due, view.situation.now, view.locale) }),
    options: [statusOption(view), deleteOption(view)],
  };
}

/** Reason first, then the marked fields, then everything else behind 改其他 (S40 to S44). */
function askRejected(view: View): Question {
  const reason = reasonOf(view);
  const ends = view.situation.deadlines?.resubmissionEndsAt ?? null;
  const blocked = refusalsOf(view, 'submit_for_review');
  if (blocked.length > 0) {
    return {
      head: `${view.say('review.rejected', { reason })}\n${explain(blocked, view)}`,
      options: [statusOption(view), deleteOption(view)],
    };
  }
  const due = ends === null ? '' : dueText(ends, view.situation.now, view.locale);
  return {
    head: view.say(isMended(view) ? 'review.rejected_mended' : 'review.rejected_fix', { reason, due }),
    options: [
      ...markedOptions(view),
      { ...editOption(view), label: view.say('action.edit_other') },
      submitOption(view),
      deleteOption(view),
    ],
  };
}

/** Changed since the decision, but not submitted again: editing alone is no resubmission (S44). */
function isMended({ registration }: View): boolean {
  return registration?.decision != null && registration.revision > registration.decision.revision;
}

/** Coded reason in the season's words, and the reviewer's own words. */
export function reasonOf(view: View): string {
  const decision = view.registration?.decision;
  if (!decision) return view.say('value.none');
  const coded = view.season?.rejectReasons.find((reason) => reason.code === decision.reasonCode);
  return (
    [coded ? view.local(coded.text) : '', decision.reasonWords ?? ''].filter(Boolean).join(' ') ||
    view.say('value.none')
  );
}

/** The menu has room for six marks beside the other acts. */
const MOST_MARKS = 6;

function markedOptions(view: View): Option[] {
  const marked = view.registration?.decision?.marked ?? [];
  return marked
    .filter((name) => name === 'photo' || isAskedField(name))
    .slice(0, MOST_MARKS)
    .map((name) => markedOption(name, view));
}

function markedOption(name: string, view: View): Option {
  if (name === 'photo') return { ...photoOption(view), key: 'fix.photo', move: () => startPhoto(view) };
  const field = isAskedField(name) ? name : 'name';
  return {
    key: `fix.${field}`,
    label: view.say('action.fix', { field: view.say(`answer.${field}`) }),
    words: [view.say(`answer.${field}`)],
    move: () => ({ session: { editing: field } }),
  };
}

/** W3: what submitting means (S38, S39). */
export function askSubmitConfirm(view: View): Question {
  return {
    head: view.say('w3.words'),
    options: [
      {
        key: 'yes',
        label: view.say('w3.confirm'),
        words: ['确认', '确认提交', '确定', '是', '是的', 'yes', 'confirm', 'submit'],
        explicit: true,
        move: () => ({ act: { kind: 'submit_for_review' }, session: { confirming: null } }),
      },
      {
        key: 'no',
        label: view.say('confirm.no'),
        words: ['取消', '否', '不', '先不', 'no', 'cancel'],
        move: () => ({ session: { confirming: null }, notes: [textNote('confirm.nothing_changed')] }),
      },
    ],
  };
}
