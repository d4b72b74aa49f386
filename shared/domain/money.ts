/** Money is a whole number of fen, everywhere. 100 fen are one yuan. */
export type Fen = number;

/** A fen amount that is not a whole safe number is a bug, never a rounding matter. */
export function assertFen(amount: number): void {
  if (!Number.isSafeInteger(amount)) throw new RangeError('an amount must be a whole number of fen');
}

/** Sum of amounts in fen; throws a RangeError rather than lose exactness. */
export function sumFen(amounts: readonly Fen[]): Fen {
  return amounts.reduce((total, amount) => {
    assertFen(amount);
    assertFen(total + amount);
    return total + amount;
  }, 0);
}

/** `¥105.00`, for texts. */
export function formatFen(amount: Fen): string {
  assertFen(amount);
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}¥${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
