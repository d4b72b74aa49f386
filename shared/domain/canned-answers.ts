import type { LocalText } from './season';

/** A prepared answer of the support desk, filled from season and person before it is edited and sent. */
export interface CannedAnswer {
  id: string;
  title: LocalText;
  /** May hold `{{name}}` of `CANNED_VALUES`. */
  text: LocalText;
}

/** What a canned answer may be filled with. Nothing personal but the masked name: what is sent stays in WeChat (PR6). */
export const CANNED_VALUES = [
  /** Masked. */
  'name',
  'state',
  'sitting',
  'site',
  'site_contact',
  'subjects',
  'fee',
  /** Why the reviewer rejected. */
  'reason',
  /** Names of the fields that are still open. */
  'missing',
  /** The candidate's nearest deadline. */
  'deadline',
  'window_end',
  'review_end',
  'payment_due',
  'ticket_from',
  'exam_days',
  'registration_link',
  'hotline',
  'support_hours',
] as const;
export type CannedValue = (typeof CANNED_VALUES)[number];

export type CannedValues = Readonly<Partial<Record<CannedValue, string>>>;

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
/** A half of one, too: what looks like a placeholder never leaves. */
const BRACES = /\{\{|\}\}/;

/** Names of the placeholders of a text, each once, as they are written. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim()))];
}

/** Placeholders that no value is made for, or braces that are no placeholder; empty for a text that can be filled. */
export function unknownPlaceholders(text: string): string[] {
  const unknown = placeholdersIn(text).filter((name) => !isCannedValue(name));
  return BRACES.test(text.replace(PLACEHOLDER, '')) ? [...unknown, '{{'] : unknown;
}

function isCannedValue(name: string): name is CannedValue {
  return CANNED_VALUES.some((one) => one === name);
}

export type Filled = { ok: true; text: string } | { ok: false; missing: string[] };

/**
 * Fills a text, or names what is missing; it never leaves a placeholder open. Values are taken as they are and not read as
 * texts again; one that looks like a placeholder itself counts as missing.
 */
export function fillCanned(text: string, values: CannedValues): Filled {
  const valueOf = (name: string): string | null => {
    const value = isCannedValue(name) ? values[name] : undefined;
    return value === undefined || value.trim() === '' || BRACES.test(value) ? null : value;
  };
  const missing = placeholdersIn(text).filter((name) => valueOf(name) === null);
  const filled = text.replace(PLACEHOLDER, (_all, name: string) => valueOf(name.trim()) ?? '');
  if (missing.length === 0 && hasOpenPlaceholder(filled)) return { ok: false, missing: ['{{'] };
  return missing.length > 0 ? { ok: false, missing } : { ok: true, text: filled };
}

/** Whether a text must not be sent: something in it was meant to be filled. */
export function hasOpenPlaceholder(text: string): boolean {
  return BRACES.test(text);
}
