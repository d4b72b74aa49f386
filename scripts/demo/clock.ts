import type { Clock } from '../../shared/domain/time';

/** A clock that runs with real time and can be pushed ahead, never back. */
export interface DemoClock extends Clock {
  push(ms: number): void;
  /** How far it is ahead of real time. */
  offset(): number;
}

export function createDemoClock(offset = 0): DemoClock {
  let ahead = offset;
  return {
    now: () => Date.now() + ahead,
    push(ms) {
      if (ms > 0) ahead += ms;
    },
    offset: () => ahead,
  };
}

const HOUR_MS = 3_600_000;
const LONG_MS = 2 * 24 * HOUR_MS;

/**
 * The instants at which the world is worked on while the clock is pushed from `from` to `to`, so that what becomes due on
 * the way happens about when it should. The last one is `to`.
 */
export function stepsBetween(from: number, to: number): number[] {
  const stride = to - from > LONG_MS ? 3 * HOUR_MS : HOUR_MS;
  const steps: number[] = [];
  for (let at = from + stride; at < to; at += stride) steps.push(at);
  return to > from ? [...steps, to] : [];
}
