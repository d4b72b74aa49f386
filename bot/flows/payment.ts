import { sumFen } from '../../shared/domain/money';
import type { ChosenSubject } from '../../shared/domain/registration';
import { subjectText } from '../../shared/i18n/readable-params';
import { dueText } from '../../shared/i18n/instants';
import {
  textNote,
  type HeardText,
  type Move,
  type Option,
  type Question,
  type Step,
  type View,
} from '../engine/flow';
import { capital, displayAnswer, feeText } from '../replies/display';
import { refusalText } from '../replies/refusal';
import { anewOption, deleteOption, editOption, personOption, photoOption, statusOption } from './actions';
import { subjectCodesIn } from '../understanding/extract/codes';
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
  { name: 'payment.readback', when: isPayable, ask: askReadBack, hear: hearSelection },
];

function isPayable(view: View): boolean {
  const state = view.registration?.state;
  return state === 'approved' || state === 'part_paid' || (state === 'ready' && !reviews(view));
}

export function unpaidSubjects(view: View): ChosenSubject[] {
  return (view.registration?.subjects ?? []).filter((subject) => subject.state === 'chosen');
}

/** What is left out of this payment; once the rest is paid, nothing is. */
function leftOut(view: View): string[] {
  const unpaid = unpaidSubjects(view).map(({ code }) => code);
  const left = view.session.leftOut.filter((code) => unpaid.includes(code));
  return left.length === unpaid.length ? [] : left;
}

function kept(view: View): ChosenSubject[] {
  const left = leftOut(view);
  return unpaidSubjects(view).filter((subject) => !left.includes(subject.code));
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
    `${capital(say('answer.name'))} ${displayAnswer('name', answers, view)} · ${displayAnswer('documentNumber', answers, view)}`,
    `${capital(say('answer.siteCode'))} ${displayAnswer('siteCode', answers, view)}`,
    subjectLines(view),
    say('payment.total', { amount: feeText(total, view) }),
    say(isRest ? 'payment.rest_due' : 'payment.due', { due: dueText(due, situation.now, view.locale) }),
  ].join('\n');
}

export function subjectLines(view: View): string {
  return (view.registration?.subjects ?? []).map((subject) => subjectLine(subject, view)).join('\n');
}

function subjectLine(subject: ChosenSubject, view: View): string {
  const isLeft = subject.state === 'chosen' && leftOut(view).includes(subject.code);
  const state = isLeft ? view.say('payment.left_out') : view.say(`subject_state.${subject.state}`);
  return `${subjectText(subject.code, view.season, view.locale)} · ${feeText(subject.feeFen, view)} · ${state}`;
}

/** Unticking is offered while something stays; what is left out stays payable until due, then lapses. */
function toggles(view: View): Option[] {
  const unpaid = unpaidSubjects(view);
  if (unpaid.length < 2) return [];
  return unpaid.flatMap((subject) => {
    const out = leftOut(view).includes(subject.code);
    if (!out && kept(view).length === 1) return [];
    return [toggle(subject.code, out, view)];
  });
}

function toggle(code: string, out: boolean, view: View): Option {
  const rest = leftOut(view).filter((other) => other !== code);
  const subject = subjectText(code, view.season, view.locale);
  return {
    key: `${out ? 'take' : 'leave'}.${code}`,
    label: view.say(out ? 'payment.take' : 'payment.leave', { subject }),
    words: out
      ? [`加回${code}`, `也付${code}`, `take ${code}`]
      : [`去掉${code}`, `不付${code}`, `这次不付${code}`, `先不付${code}`, `leave ${code}`, `not ${code}`],
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
  if (state === 'approved') return [anewOption(view), deleteOption(view)];
  return [editOption(view), photoOption(view), deleteOption(view)];
}

const ONLY = /^(?:我)?(?:这次)?(?:只|先|just|only|pay)/iu;
const NOT = /不付|不交|不缴|不要|去掉|\b(?:not|without|leave)\b/iu;

/** 只付65 and 先不付15: which subjects this payment is for; nothing is paid by text. */
function hearSelection(view: View, text: HeardText): Move | null {
  const unpaid = unpaidSubjects(view).map(({ code }) => code);
  const named = subjectCodesIn(text.raw, (code) => unpaid.includes(code));
  if (named.length === 0) return null;
  if (NOT.test(text.raw)) return select(unpaid, [...leftOut(view), ...named]);
  if (!ONLY.test(text.raw)) return null;
  return select(
    unpaid,
    unpaid.filter((code) => !named.includes(code)),
  );
}

function select(unpaid: string[], codes: string[]): Move {
  const left = unpaid.filter((code) => codes.includes(code));
  return left.length === unpaid.length
    ? { notes: [textNote('payment.keep_one')] }
    : { session: { leftOut: left } };
}
