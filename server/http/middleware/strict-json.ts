import type { IncomingMessage } from 'node:http';
import { readJson } from '../../../shared/contract/json-source';
import { AppError } from '../../use-cases/ports/app-error';
import { readBody, refuseEncoding, utf8Of } from './read-body';

export const MAX_JSON_BYTES = 64 * 1024;

/** Names that mean something to JavaScript itself; no field of the contract has one. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads a JSON body: UTF-8 without mark, one value, no key twice, not deep, no broken characters. What is inside is
 * judged by the contract afterwards.
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!isJsonType(request.headers['content-type'] ?? '')) throw new AppError('UNSUPPORTED_MEDIA');
  refuseEncoding(request);
  const text = utf8Of(await readBody(request, MAX_JSON_BYTES));
  if (text === null || text.startsWith('\uFEFF')) throw new AppError('BAD_JSON');
  return parseStrictJson(text);
}

export function parseStrictJson(text: string): unknown {
  const source = readJson(text);
  if (!source.ok || source.duplicates.length > 0 || isHostile(source.value)) throw new AppError('BAD_JSON');
  return source.value;
}

/** Depth is bounded by the reader already. */
function isHostile(value: unknown): boolean {
  if (typeof value === 'string') return hasLoneSurrogate(value);
  if (Array.isArray(value)) return value.some(isHostile);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) => RESERVED.has(key) || hasLoneSurrogate(key) || isHostile(inner),
  );
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function isJsonType(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  return (
    type === 'application/json' && parameters.every((part) => part === '' || /^charset="?utf-8"?$/.test(part))
  );
}
