import { accept, refuse, type Checked } from '../../../shared/domain/rules/check';
import { lengthOf } from '../../../shared/domain/rules/plain-text';

/** Refusals of a password (domain.md 3). */
export const PASSWORD_CODES = [
  'password.too_short',
  'password.too_long',
  'password.letters_and_digits',
] as const;
export type PasswordCode = (typeof PASSWORD_CODES)[number];

const MIN_LENGTH = 8;
const MAX_LENGTH = 128;

/** At least 8 characters with letters and digits; taken as typed, blanks included. */
export function checkPassword(raw: string): Checked<string, PasswordCode> {
  const length = lengthOf(raw);
  if (length < MIN_LENGTH) return refuse('password.too_short', { min: MIN_LENGTH });
  if (length > MAX_LENGTH) return refuse('password.too_long', { max: MAX_LENGTH });
  const mixed = /\p{L}/u.test(raw) && /\d/.test(raw);
  return mixed ? accept(raw) : refuse('password.letters_and_digits');
}
