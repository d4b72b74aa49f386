import type { Endpoint } from '../../shared/contract/api';
import type { Called } from './failure';
import { newId } from './ids';
import { request } from './request';
import { dropSession, ensureSession } from './session';

/** What a schema of the contract gives, and what it takes. The schemas themselves stay on the server. */
type Given<Schema> = Schema extends { _zod: { output: infer Output } } ? Output : never;
type Taken<Schema> = Schema extends { _zod: { input: infer Input } } ? Input : never;

export type AnswerOf<E extends Endpoint> = Given<E['answer']>;

/** What a call of an endpoint needs: exactly the parts that its contract names. */
export type InputOf<E extends Endpoint> = (E extends { params: infer P } ? { params: Taken<P> } : unknown) &
  (E extends { query: infer Q } ? { query: Taken<Q> } : unknown) &
  (E extends { body: infer B } ? { body: Taken<B> } : unknown) &
  (E extends { idempotent: true } ? { idempotencyKey: string } : unknown);

/** The address of an endpoint once more, held equal to the contract by the compiler: the contract itself stays out. */
export interface Address<E extends Endpoint> {
  method: E['method'];
  path: E['path'];
  access: E['access'] extends 'public' ? 'public' : 'signed-in';
}

interface Parts {
  params?: Record<string, string>;
  query?: Record<string, string | undefined>;
  body?: unknown;
  idempotencyKey?: string;
}

export type Route<E extends Endpoint> = (input: InputOf<E>) => Promise<Called<AnswerOf<E>>>;

/** A function that calls one endpoint; signs in first where the endpoint asks who calls. */
export function route<E extends Endpoint>({ method, path, access }: Address<E>): Route<E> {
  return async (input) => {
    const { params = {}, query = {}, body, idempotencyKey } = input as Parts;
    const call = {
      method,
      path: filledPath(path, params) + queryText(query),
      ...(body !== undefined && { body }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    };
    if (access === 'public') return request<AnswerOf<E>>({ ...call, token: null });
    return signedIn((token) => request<AnswerOf<E>>({ ...call, token }));
  };
}

/** A key for one act: made when the person begins it, kept for its repeats. */
export function newIdempotencyKey(): string {
  return newId();
}

/** Calls with the session's token; signs in once more when the server does not know it any longer. */
export async function signedIn<Body>(call: (token: string) => Promise<Called<Body>>): Promise<Called<Body>> {
  const session = await ensureSession();
  if (!session.ok) return session;
  const called = await call(session.body.token);
  if (called.ok || called.failure.code !== 'UNAUTHENTICATED') return called;
  dropSession();
  const fresh = await ensureSession();
  return fresh.ok ? call(fresh.body.token) : fresh;
}

function filledPath(path: string, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_part, name: string) => encodeURIComponent(params[name] ?? ''));
}

function queryText(query: Record<string, string | undefined>): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
