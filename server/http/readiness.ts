import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../shared/domain/time';

export interface Readiness {
  /** What is wrong now; empty when the process may get requests. */
  check(): Promise<string[]>;
  /** From now on not ready: the process ends. */
  leave(): void;
}

/** Deadlines are judged by the machine's clock and stored beside rows of other machines. */
const MOST_SKEW_MS = 5_000;
const ANSWER_WITHIN_MS = 2_000;

export function createReadiness(options: {
  pingSessions(): Promise<void>;
  databaseNow(): Promise<number>;
  systemClock: Clock;
}): Readiness {
  const { pingSessions, databaseNow, systemClock } = options;
  let leaving = false;

  async function database(): Promise<string | null> {
    const before = systemClock.now();
    const now = await within(databaseNow());
    if (now === null) return 'database';
    const after = systemClock.now();
    const skew = now < before ? before - now : Math.max(0, now - after);
    return skew > MOST_SKEW_MS ? 'clock' : null;
  }

  async function sessions(): Promise<string | null> {
    return (await within(pingSessions().then(() => true))) ? null : 'sessions';
  }

  return {
    check: async () => {
      const found = await Promise.all([database(), sessions()]);
      return [leaving ? 'shutting_down' : null, ...found].filter((reason) => reason !== null);
    },
    leave: () => {
      leaving = true;
    },
  };
}

/** Null when it fails or does not answer in time. */
async function within<T>(work: Promise<T>): Promise<T | null> {
  const end = new AbortController();
  const late = wait(ANSWER_WITHIN_MS, null, { signal: end.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    end.abort();
  }
}
