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

/** When a conversation gets urgent, epoch ms: at its promise, or at the person's deadline when that comes before. */
export function urgentAt({ answerBy, deadlineAt }: { answerBy: number; deadlineAt: number | null }): number {
  return Math.min(answerBy, deadlineAt ?? Infinity);
}
