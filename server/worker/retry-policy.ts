import { PlatformError, TransportError } from '../use-cases/ports/platform-errors';
import { StorageUnavailableError } from '../use-cases/ports/storage-errors';
import type { Handled } from './handler';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10 * 60_000;
const MINUTE_MS = 60_000;

/** Tries after which a row that keeps failing is given up with an alarm: about a day of pauses. */
export const MAX_ATTEMPTS = 150;

/** Pause before try `attempts + 1`: doubling, capped, spread by up to a quarter so that rows do not come back at once. */
export function pauseMs(attempts: number, spread: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE_MS);
  return Math.round(pause * (1 + spread / 4));
}

/** What a thrown error means for the row. One table, by class, never by text (reliability.md 6). */
export function judgeError(error: unknown, now: number): Handled {
  if (error instanceof TransportError) return { kind: 'later', code: `transport.${error.reason}` };
  if (error instanceof StorageUnavailableError) return { kind: 'later', code: error.code, keep: true };
  if (!(error instanceof PlatformError)) return { kind: 'later', code: 'INTERNAL' };
  const code = `${error.platform}.${error.code ?? error.status}`;
  switch (error.class) {
    case 'RETRY':
    case 'REFRESH':
    case 'UNKNOWN':
      return { kind: 'later', code };
    case 'SLOW':
      return { kind: 'later', code, dueAt: now + MINUTE_MS };
    case 'CONFIG':
      return { kind: 'later', code, dueAt: now + 5 * MINUTE_MS, keep: true };
    case 'CHANNEL':
    case 'TARGET':
    case 'PERMANENT':
      return { kind: 'dead', code };
  }
}
