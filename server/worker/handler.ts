import type { ClaimedMessage } from '../use-cases/ports/messaging';

/** What became of one claimed row. */
export type Handled =
  | { kind: 'done' }
  /** Not now: at `dueAt`, or after the usual growing pause. Never given up while `keep` is set. */
  | { kind: 'later'; code: string; dueAt?: number; keep?: boolean }
  /** It will never work: kept for an operator, with an alarm. */
  | { kind: 'dead'; code: string };

/** Does the work of one topic. It may run twice for the same row and has to be harmless then. */
export type Handler = (message: ClaimedMessage) => Promise<Handled>;

/** Handlers by topic; a topic without one is a mistake that an operator has to see. */
export type Handlers = Readonly<Record<string, Handler>>;

export const DONE: Handled = { kind: 'done' };

/** Waiting for its turn is no failure: such a row is never given up. */
export function paced(code: string, dueAt: number): Handled {
  return { kind: 'later', code, dueAt, keep: true };
}
