/** Crockford's base 32 in lower case: no i, l, o, u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
/** Random bytes that one id takes. */
export const ID_RANDOM_BYTES = 10;

const ID = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/**
 * An id of 26 characters: 48 bits of time, then 80 random bits. Ids of later milliseconds sort after earlier ones as
 * text. The caller brings the time and `ID_RANDOM_BYTES` cryptographic random bytes.
 */
export function idOf(now: number, random: Uint8Array): string {
  if (!Number.isSafeInteger(now) || now < 0 || now >= 2 ** 48)
    throw new RangeError('time out of range for an id');
  if (random.length !== ID_RANDOM_BYTES) throw new RangeError(`an id takes ${ID_RANDOM_BYTES} random bytes`);
  return timePart(now) + randomPart(random);
}

/** Whether a text has the form of our ids; says nothing about whether the row exists. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** `out_trade_no` of an order: 30 of the 32 letters and digits that WeChat Pay allows, unique for ever. */
export function tradeNumberOf(orderId: string): string {
  if (!isId(orderId)) throw new RangeError('not an id');
  return `NCRE${orderId.toUpperCase()}`;
}

/** `out_refund_no` of the nth refund (from 1) of an order: kept for ever, also when a call is tried again. */
export function refundNumberOf(tradeNumber: string, nth: number): string {
  if (!Number.isInteger(nth) || nth < 1 || nth > 50) throw new RangeError('WeChat Pay knows refunds 1 to 50');
  return `${tradeNumber}R${String(nth).padStart(2, '0')}`;
}

/**
 * `task_id` of a review card: letters, digits, `_-@`, unique in the WeCom app for ever. The card of one revision to one
 * reviewer has its own `recipient` number; sending it anew takes the next `attempt`.
 */
export function reviewTaskIdOf(card: {
  registrationId: string;
  revision: number;
  recipient: number;
  attempt: number;
}): string {
  if (!isId(card.registrationId)) throw new RangeError('not an id');
  return `review-${card.registrationId}-${card.revision}-${card.recipient}-${card.attempt}`;
}

/** What a review card's task id names, or null when it is not one of ours. */
export function parseReviewTaskId(
  taskId: string,
): { registrationId: string; revision: number; recipient: number; attempt: number } | null {
  const match = /^review-([0-9a-z]{26})-(\d{1,6})-(\d{1,4})-(\d{1,4})$/.exec(taskId);
  if (!match || !isId(match[1]!)) return null;
  const [revision, recipient, attempt] = [match[2], match[3], match[4]].map(Number);
  return { registrationId: match[1]!, revision: revision!, recipient: recipient!, attempt: attempt! };
}

function timePart(now: number): string {
  let rest = now;
  let text = '';
  for (let place = 0; place < TIME_LENGTH; place++) {
    text = ALPHABET[rest % 32]! + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Five bytes at a time are eight characters. */
function randomPart(random: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of random) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >> bits) & 31]!;
    }
    buffer &= (1 << bits) - 1;
  }
  return text;
}
