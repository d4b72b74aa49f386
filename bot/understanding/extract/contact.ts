/** E-mail address and phone number standing in a sentence; checked by their own rules afterwards. */
export function emailIn(text: string): string | null {
  const plain = text.normalize('NFKC');
  if (!plain.includes('@')) return null;
  const found = /[\w.!#$%&'*+/=?^`{|}~-]+@[\p{L}\d.-]+/u.exec(plain);
  if (!found || hasPartBefore(plain.slice(0, found.index))) return null;
  return found[0].replace(/[.。]$/u, '');
}

/** A run of phone-like digits; blanks and hyphens inside are allowed. */
export function mobileIn(text: string): string | null {
  const plain = text.normalize('NFKC');
  const withoutEmail = plain.includes('@') ? plain.replace(/\S+@\S+/gu, ' ') : plain;
  const run = /\+?\d[\d\s()-]{5,18}\d/u.exec(withoutEmail)?.[0];
  return run ? run.trim() : null;
}

/** A blank inside an address leaves a Latin word before it that is none of a sentence's: half an address is none. */
function hasPartBefore(before: string): boolean {
  const word = /([a-z\d._+-]+)[ \t]+$/iu.exec(before)?.[1]?.toLowerCase();
  return word !== undefined && /[a-z]/u.test(word) && !SENTENCE_WORDS.has(word);
}

const SENTENCE_WORDS = new Set('is at to use mail email e-mail address my and with it its be'.split(' '));
