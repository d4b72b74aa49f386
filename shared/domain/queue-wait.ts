import { MINUTE_MS } from './time';

/** Fewer takes tell nothing about how fast a queue moves. */
const FEWEST_TAKES = 3;

/** Where somebody stands in the desk's queue. */
export interface QueueStanding {
  /** How many wait before them. */
  ahead: number;
  /** When the last ones were taken from the queue, epoch milliseconds, in any order. */
  takes: readonly number[];
  now: number;
  /** Until when somebody is promised to have answered. */
  answerBy: number;
}

/**
 * In how many minutes somebody is expected to be answered: as many steps as they stand back, each as long as the last ones
 * took, counted up to now so that a queue that stands still does not look fast. At least one minute, and never beyond the
 * promise. Null where too few were taken lately to tell, or the promise has passed.
 */
export function expectedWaitMinutes({ ahead, takes, now, answerBy }: QueueStanding): number | null {
  const left = Math.floor((answerBy - now) / MINUTE_MS);
  if (takes.length < FEWEST_TAKES || left < 1) return null;
  const stepMs = (now - Math.min(...takes)) / takes.length;
  const minutes = Math.ceil((stepMs * (ahead + 1)) / MINUTE_MS);
  return Math.min(left, Math.max(1, minutes));
}
