/** E-mail address and phone number standing in a sentence; checked by their own rules afterwards. */
export function emailIn(text: string): string | null {
  const plain = text.normalize('NFKC');
  return /[\w.!#$%&'*+/=?^`{|}~-]+@[\p{L}\d.-]+/u.exec(plain)?.[0].replace(/[.。]$/u, '') ?? null;
}

/** A run of phone-like digits; blanks and hyphens inside are allowed. */
export function mobileIn(text: string): string | null {
  const withoutEmail = text.normalize('NFKC').replace(/\S+@\S+/gu, ' ');
  const run = /\+?\d[\d\s()-]{5,18}\d/u.exec(withoutEmail)?.[0];
  return run ? run.trim() : null;
}
