import { DAY_MS } from './time';

/** What a person stands to lose who waits for the desk, worst first. */
export type Harm = 'money' | 'deadline' | 'complaint' | 'other';

export const HARMS: readonly Harm[] = ['money', 'deadline', 'complaint', 'other'];

/** Nearer than this, a deadline of the person is what they stand to lose. */
export const DEADLINE_NEAR_MS = DAY_MS;

const HARM_OF_TRIGGER: Readonly<Record<string, Harm>> = {
  payment_trouble: 'money',
  second_rejection: 'deadline',
  deadline: 'deadline',
  complaint: 'complaint',
};

/**
 * What a person stands to lose who was handed over for `trigger`. Whoever only asked but has a deadline within a day
 * waits as somebody who may miss it.
 */
export function harmOf(called: { trigger: string; deadlineAt: number | null; now: number }): Harm {
  const { trigger, deadlineAt, now } = called;
  const harm = HARM_OF_TRIGGER[trigger] ?? 'other';
  const isNear = deadlineAt !== null && deadlineAt - now < DEADLINE_NEAR_MS;
  return isNear && harm !== 'money' ? 'deadline' : harm;
}

/** Place of a harm in the desk's list, 0 first. */
export function harmRank(harm: Harm): number {
  return HARMS.indexOf(harm);
}

/** Each promise that was broken puts a conversation so much before others with the same harm. */
export const BROKEN_FORWARD_MS = DAY_MS;

/** When a conversation gets urgent, epoch ms: at its promise, or at the person's deadline when that comes before. */
export function urgentAt({
  answerBy,
  deadlineAt,
  promisesBroken,
}: {
  answerBy: number;
  deadlineAt: number | null;
  promisesBroken: number;
}): number {
  return Math.min(answerBy - promisesBroken * BROKEN_FORWARD_MS, deadlineAt ?? Infinity);
}

/** How the support desk works; minutes, season data. */
export interface SupportRules {
  /** Within which somebody answers while the desk is staffed. */
  answerMinutes: number;
  /** Within which a ticket is answered once the desk has opened. */
  ticketAnswerMinutes: number;
  /** An owner who lets the candidate wait so long is reminded, and after `graceMinutes` more the conversation goes on without them. */
  idleMinutes: number;
  graceMinutes: number;
  /** How long a conversation may be without an owner who is there or a place in the queue. */
  unownedMinutes: number;
  /** A candidate who is stuck is offered a person when their deadline is nearer than this. */
  deadlineMinutes: number;
}

/** What holds where a season says nothing else. */
export const SUPPORT_RULES: SupportRules = {
  answerMinutes: 30,
  ticketAnswerMinutes: 120,
  idleMinutes: 10,
  graceMinutes: 5,
  unownedMinutes: 20,
  deadlineMinutes: 360,
};

export function supportRulesOf(
  season: { supportRules?: Partial<SupportRules> } | null | undefined,
): SupportRules {
  return { ...SUPPORT_RULES, ...season?.supportRules };
}
