import { sumFen } from '../../shared/domain/money';
import type { ChosenSubject } from '../../shared/domain/registration';
import { subjectText } from '../../shared/i18n/readable-params';
import { dueText } from '../../shared/i18n/instants';
import type { Option, Question, Step, View } from '../engine/flow';
import { displayAnswer, feeText } from '../replies/display';
import { refusalText } from '../replies/refusal';
import { deleteOption, editOption, personOption, photoOption, statusOption } from './actions';
import { refusalsOf } from './facts';
import { askOpenOrder, chargedOption } from './open-order';
import { reviews } from './review';

/** Payment: W5 read-back, open order, rest of a partly paid registration (S48 to S51). */
export const paymentSteps: Step[] = [
  {
    name: 'payment.deleting',
    when: (view) => view.registration?.deleteRequestedAt != null && view.registration.state === 'paying',
    ask: (view) => ({
      head: view.say('payment.deleting'),
      options: [statusOption(view), personOption(view)],
    }),
  },
  {
    name: 'payment.open',
    when: (view) =>
      view.registration?.state === 'paying' ||
      (view.registration?.state === 'part_paid' && view.situation.order !== null),
    ask: askOpenOrder,
  },
  { name: 'payment.readback', when: isPayable, ask: askReadBack },
];

function isPayable(view: View): boolean {
  const state = view.registration?.state;
  return state === 'approved' || state === 'part_paid' || (state === 'ready' && !reviews(view));
}

export function unpaidSubjects(view: View): ChosenSubject[] {
  return (view.registration?.subjects ?? []).filter((subject) => subject.state === 'chosen');
}

function kept(view: View): ChosenSubject[] {
  return unpaidSubjects(view).filter((subject) => !view.session.leftOut.includes(subject.code));
}

/** W5: name, document, site, subjects and amount before the payment page; subjects can be left out. */
function askReadBack(view: View): Question {
  const codes = kept(view).map((subject) => subject.code);
  const total = sumFen(kept(view).map((subject) => subject.feeFen));
  const act = total === 0 && codes.length > 0 ? 'confirm_zero_fee' : 'open_order';
  const blocked = refusalsOf(view, act, { subjectCodes: codes });
  const others = otherActs(view);
  if (blocked.length > 0) {
    const reasons = blocked.map((reason) => refusalText(reason, view)).join('\n');
    return {
      head: `${reasons}\n${subjectLines(view)}`,
      options: [...toggles(view), statusOption(view), ...others],
    };
  }
  const head = readBackText(total, view);
  const pay = act === 'open_order';
  return {
    head,
    brief: view.say('payment.brief', {
      amount: feeText(total, view),
      due: dueText(view.situation.deadlines?.paymentDueAt ?? 0, view.situation.now, view.locale),
    }),
    links: pay
      ? [
          {
            kind: 'mini_program',
            target: { open: 'payment', subjectCodes: codes },
            caption: view.say('payment.pay', { amount: feeText(total, view) }),
          },
        ]
      : [],
    options: [...(pay ? [] : [zeroFeeOption(codes, view)]), ...toggles(view), ...others],
  };
}

function readBackText(total: number, view: View): string {
  const { answers, situation, say } = view;
  const due = situation.deadlines?.paymentDueAt ?? 0;
  const isRest = view.registration?.state === 'part_paid';
  return [
    say(isRest ? 'payment.rest' : 'w5.words'),
    `${say('answer.name')} ${displayAnswer('name', answers, view)} · ${displayAnswer('documentNumber', answers, view)}`,
    `${say('answer.siteCode')} ${displayAnswer('siteCode', answers, view)}`,
    subjectLines(view),
    say('payment.total', { amount: feeText(total, view) }),
    say(isRest ? 'payment.rest_due' : 'payment.due', { due: dueText(due, situation.now, view.locale) }),
  ].join('\n');
}

export function subjectLines(view: View): string {
  return (view.registration?.subjects ?? []).map((subject) => subjectLine(subject, view)).join('\n');
}

function subjectLine(subject: ChosenSubject, view: View): string {
  const leftOut = subject.state === 'chosen' && view.session.leftOut.includes(subject.code);
  const state = leftOut ? view.say('payment.left_out') : view.say(`subject_state.${subject.state}`);
  return `${subjectText(subject.code, view.season, view.locale)} · ${feeText(subject.feeFen, view)} · ${state}`;
}

/** Unticking is offered while something stays; what is left out stays payable until due, then lapses. */
function toggles(view: View): Option[] {
  const unpaid = unpaidSubjects(view);
  if (unpaid.length < 2) return [];
  return unpaid.flatMap((subject) => {
    const out = view.session.leftOut.includes(subject.code);
    if (!out && kept(view).length === 1) return [];
    return [toggle(subject.code, out, view)];
  });
}

function toggle(code: string, out: boolean, view: View): Option {
  const rest = view.session.leftOut.filter((other) => other !== code);
  const subject = subjectText(code, view.season, view.locale);
  return {
    key: `${out ? 'take' : 'leave'}.${code}`,
    label: view.say(out ? 'payment.take' : 'payment.leave', { subject }),
    words: out ? [`加回${code}`, `take ${code}`] : [`去掉${code}`, `先不付${code}`, `leave ${code}`],
    explicit: true,
    move: () => ({ session: { leftOut: out ? rest : [...rest, code] } }),
  };
}

function zeroFeeOption(subjectCodes: string[], view: View): Option {
  return {
    key: 'confirm_free',
    label: view.say('payment.confirm_free'),
    words: ['确认', '确认报名', 'confirm', 'yes', '是'],
    explicit: true,
    move: () => ({ act: { kind: 'confirm_zero_fee', subjectCodes }, onOk: { leftOut: [] } }),
  };
}

function otherActs(view: View): Option[] {
  const state = view.registration?.state;
  if (state === 'part_paid') return [chargedOption(view)];
  const changes = state === 'ready' ? [editOption(view), photoOption(view)] : [];
  return [...changes, deleteOption(view)];
}
