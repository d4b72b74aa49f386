import { z } from 'zod';

/**
 * One endpoint of the API, as data: routes are registered from it, requests are checked by it, and the published
 * description (`openapi.json`) is made of it. `params` are the parts of the path in braces.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1. */
  path: string;
  summary: string;
  /**
   * `public`: nobody is asked. `login`: a session token. `account`: a token whose WeChat belongs to an account.
   * `active`: both addresses of that account are verified (S8).
   */
  access: 'public' | 'login' | 'account' | 'active';
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** A picture, as multipart/form-data with the one part `photo`, in place of a JSON body. */
  upload?: true;
  answer: z.ZodType;
  status?: 200 | 201 | 202 | 204;
  /** `Idempotency-Key` is required. */
  idempotent?: true;
  /** Calls of one account in a span, besides the limit of all its calls. */
  limit?: { calls: number; spanMs: number };
}

/** Keeps the exact types of an endpoint. */
export function endpoint<const E extends Endpoint>(given: E): E {
  return given;
}

/** What a handler gets, checked and typed. */
export interface Input<E extends Endpoint> {
  params: E extends { params: infer P extends z.ZodType } ? z.output<P> : Record<string, never>;
  query: E extends { query: infer Q extends z.ZodType } ? z.output<Q> : Record<string, never>;
  body: E extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
}

export type Answer<E extends Endpoint> = z.input<E['answer']>;

/** Our ids: 26 characters. */
export const id = z.string().regex(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
/** Number of an order, as it also stands in WeChat's own list. */
export const orderId = z.string().regex(/^[0-9A-Za-z_-]{6,32}$/);
export const seasonId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
/** Random tokens of links and sessions. */
export const token = z.string().regex(/^[A-Za-z0-9_-]{20,128}$/);
/** Epoch milliseconds. */
export const instant = z.int().nonnegative();
/** The version a change is based on; another one in storage refuses it. */
export const expectedVersion = z.int().min(1).max(2_000_000_000);
export const subjectCode = z.string().regex(/^[0-9A-Za-z]{1,8}$/);
export const locale = z.enum(['zh-CN', 'en']);
export const localText = z.strictObject({ zh: z.string(), en: z.string() });
export const params = z.record(z.string(), z.union([z.string(), z.number()]));

/** An unmet rule; `code` is a text key, `message` its text in the language of the request. */
export const reason = z.strictObject({
  code: z.string(),
  message: z.string().optional(),
  remedy: z.string().optional(),
  params: params.optional(),
});

export const done = z.strictObject({ ok: z.literal(true) });

/** Every failure of the API (reliability.md 6). */
export const failure = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    requestId: z.string(),
    retryable: z.boolean(),
    fields: z.array(reason.extend({ field: z.string() })).optional(),
    reasons: z.array(reason.extend({ field: z.string().optional() })).optional(),
    state: z.string().nullable().optional(),
    version: z.int().nullable().optional(),
    next: z.array(z.string()).optional(),
  }),
});
