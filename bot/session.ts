import type { Locale, Session } from './ports';

const VERSION = 1;

/** A conversation nobody remembers: everything but the language comes from the situation. */
export function newSession(locale: Locale): Session {
  return {
    v: VERSION,
    locale,
    asked: null,
    misses: 0,
    unconfirmed: null,
    confirming: null,
    editing: null,
    city: null,
    guardian: null,
    choosing: null,
    leftOut: [],
    shown: [],
    turn: null,
  };
}

/**
 * Reads a stored session. One of this version gets what it lacks; any other, or anything unreadable, is dropped: the
 * position is computed from the answers, so at most one question is repeated.
 */
export function parseSession(stored: unknown): Session | null {
  if (!isRecord(stored) || stored.v !== VERSION) return null;
  if (stored.locale !== 'zh-CN' && stored.locale !== 'en') return null;
  const empty = newSession(stored.locale);
  const kept = Object.entries(empty).map(([name, fallback]) => [
    name,
    fits(stored[name], fallback, name) ? stored[name] : fallback,
  ]);
  return { ...empty, ...Object.fromEntries(kept), turn: null };
}

const TEXTS_OR_NULL = ['editing', 'city'];

/** The shape a part of the session must have to be trusted. */
function fits(value: unknown, fallback: unknown, name: string): boolean {
  if (value === undefined) return false;
  if (value === null) return fallback === null;
  if (TEXTS_OR_NULL.includes(name)) return typeof value === 'string';
  if (Array.isArray(fallback) || name === 'choosing') return isTextList(value);
  if (fallback === null) return isRecord(value) && fitsRecord(value, name);
  return typeof value === typeof fallback;
}

function fitsRecord(value: Record<string, unknown>, name: string): boolean {
  switch (name) {
    case 'asked':
      return (
        typeof value.step === 'string' && typeof value.nonce === 'string' && Number.isInteger(value.page)
      );
    case 'unconfirmed':
      return typeof value.step === 'string' && isRecord(value.answers);
    case 'confirming':
      return typeof value.act === 'string';
    case 'guardian':
      return typeof value.name === 'string';
    default:
      return false;
  }
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
