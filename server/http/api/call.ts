import type { IncomingMessage } from 'node:http';
import type { Answer, Endpoint, Input } from '../../../shared/contract/api';
import type { Account, Login, Locale } from '../../use-cases/ports/accounts';
import type { Repositories } from '../../use-cases/ports/storage';

/** Who calls, as far as the endpoint asked. */
export interface Caller<E extends Endpoint> {
  login: E['access'] extends 'public' ? null : Login;
  account: E['access'] extends 'account' | 'active' ? Account : Account | null;
}

export type Call<E extends Endpoint> = Input<E> &
  Caller<E> & {
    locale: Locale;
    request: IncomingMessage;
    /** Keeps the answer of an idempotent call in the unit of work of its effect; does nothing elsewhere. */
    keepAnswer(tx: Repositories, answer: Answer<E>): Promise<void>;
  };

export type Handle<E extends Endpoint> = (call: Call<E>) => Promise<Answer<E> | Raw>;

/** The answer of what only has to be known to be done. */
export const DONE = { ok: true } as const;

/** An answer that is no JSON. */
export interface Raw {
  raw: Buffer;
  type: string;
}

export function isRaw(answer: unknown): answer is Raw {
  return typeof answer === 'object' && answer !== null && 'raw' in answer && Buffer.isBuffer(answer.raw);
}

/** Registers what an endpoint does. */
export type On = <const E extends Endpoint>(endpoint: E, handle: Handle<E>) => void;
