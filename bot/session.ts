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
  const { locale } = stored;
  if (locale !== 'zh-CN' && locale !== 'en') return null;
  return {
    v: VERSION,
    locale,
    asked: isAsked(stored.asked) ? stored.asked : null,
    misses: typeof stored.misses === 'number' ? stored.misses : 0,
    unconfirmed: isUnconfirmed(stored.unconfirmed) ? stored.unconfirmed : null,
    confirming: isConfirming(stored.confirming) ? stored.confirming : null,
    editing: typeof stored.editing === 'string' ? (stored.editing as Session['editing']) : null,
    city: typeof stored.city === 'string' ? stored.city : null,
    guardian: isGuardian(stored.guardian) ? stored.guardian : null,
    choosing: isTextList(stored.choosing) ? stored.choosing : null,
    leftOut: isTextList(stored.leftOut) ? stored.leftOut : [],
    shown: isTextList(stored.shown) ? stored.shown : [],
    turn: null,
  };
}

function isAsked(value: unknown): value is Session['asked'] {
  return (
    isRecord(value) &&
    typeof value.step === 'string' &&
    typeof value.nonce === 'string' &&
    Number.isInteger(value.page)
  );
}

function isUnconfirmed(value: unknown): value is Session['unconfirmed'] {
  return isRecord(value) && typeof value.step === 'string' && isRecord(value.answers);
}

function isConfirming(value: unknown): value is Session['confirming'] {
  return isRecord(value) && typeof value.act === 'string';
}

function isGuardian(value: unknown): value is Session['guardian'] {
  return isRecord(value) && typeof value.name === 'string';
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
