import { createHash } from 'node:crypto';
import { AppError } from '../../use-cases/ports/app-error';
import type { Context } from '../../use-cases/context';
import type { IdempotentCall } from '../../use-cases/ports/records';
import type { Repositories } from '../../use-cases/ports/storage';

const KEY = /^[\x21-\x7e]{8,128}$/;

/** A first call that has not answered after this long has died: its repeat does the work, which guards itself. */
const ABANDONED_AFTER_MS = 30_000;

/** Stored in place of an answer that was none (trouble of ours): the next call works again. */
const OPEN = 0;

export interface KeptAnswer {
  status: number;
  body: string;
}

interface Request {
  caller: string;
  key: string;
  route: string;
  /** Exact bytes or values of the request; only their digest is kept. */
  content: string;
}

export type Begun =
  { kind: 'replay'; answer: KeptAnswer } | { kind: 'run'; call: { caller: string; key: string } };

/** The header's value, or VALIDATION_FAILED. */
export function readIdempotencyKey(header: string): string {
  if (KEY.test(header)) return header;
  const code = header === '' ? 'field.required' : 'field.wrong_type';
  throw new AppError('VALIDATION_FAILED', { fields: [{ field: 'Idempotency-Key', code }] });
}

/**
 * Begins a call, or gives the answer that its first run had. A key belongs to one caller and one content; keys are kept
 * with the season's rows.
 */
export async function beginCall(context: Context, request: Request): Promise<Begun> {
  const { caller, key, route, content } = request;
  const requestHash = createHash('sha256').update(`${route}\n${content}`).digest('hex');
  const now = context.clock.now();
  const fresh: IdempotentCall = { caller, key, route, requestHash, response: null, createdAt: now };
  const begun = await context.unitOfWork.run((tx) => tx.idempotency.begin(fresh));
  if (begun) return { kind: 'run', call: { caller, key } };
  const first = await context.unitOfWork.read((tx) => tx.idempotency.find(caller, key));
  if (first && first.requestHash !== requestHash) throw new AppError('IDEMPOTENCY_KEY_REUSED');
  if (first?.response && first.response.status !== OPEN) return { kind: 'replay', answer: first.response };
  const underWay = first !== null && first.response === null && now - first.createdAt < ABANDONED_AFTER_MS;
  if (underWay) throw new AppError('IDEMPOTENCY_IN_PROGRESS', { retryAfterMs: 1_000, next: ['repeat'] });
  return { kind: 'run', call: { caller, key } };
}

/** Keeps the answer, in the unit of work of the effect where there is one. */
export function finishCall(
  tx: Repositories,
  call: { caller: string; key: string },
  answer: KeptAnswer,
): Promise<void> {
  return tx.idempotency.finish(call.caller, call.key, answer);
}

/** The call ended in trouble, not in an answer: its repeat works again at once. */
export async function reopenCall(context: Context, call: { caller: string; key: string }): Promise<void> {
  await context.unitOfWork.run((tx) =>
    tx.idempotency.finish(call.caller, call.key, { status: OPEN, body: '' }),
  );
}
