import type { Answer, Call } from './http-host';

export type Json = Record<string, unknown>;

/** Body of a call as an object; anything else gives undefined. */
export function jsonBody(call: Call): Json | undefined {
  try {
    const value: unknown = JSON.parse(call.raw.toString('utf8'));
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function strings(value: unknown): string[] {
  return list(value).filter((item): item is string => typeof item === 'string');
}

export function child(value: unknown, key: string): Json {
  const found = isJson(value) ? value[key] : undefined;
  return isJson(found) ? found : {};
}

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(text(value), 'utf8');
}

export function ok(fields: Json = {}): Answer {
  return { status: 200, body: JSON.stringify({ errcode: 0, errmsg: 'ok', ...fields }) };
}

/** Failures of WeCom and WeChat come with HTTP 200. */
export function refuse(errcode: number, errmsg: string, fields: Json = {}): Answer {
  const hint = `${errmsg}, hint: [1700000000000000000], from ip: 127.0.0.1`;
  return { status: 200, body: JSON.stringify({ errcode, errmsg: hint, ...fields }) };
}

/** A number and a reason, thrown inside a handler and turned into the platform's refusal. */
export class Refusal extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}
