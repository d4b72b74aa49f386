/** Rules of a subscription message's values, by the letters of the key: `thing3` is a `thing`. */
const RULES: Record<string, (value: string) => boolean> = {
  thing: (value) => count(value) <= 20 && !/[\r\n]/.test(value),
  number: (value) => /^-?\d{1,32}(\.\d+)?$/.test(value) && value.length <= 33,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => count(value) <= 5 && !/[\p{L}\p{N}]/u.test(value),
  character_string: (value) => /^[\x21-\x7e ]{1,32}$/.test(value),
  time: (value) => value.split('~').every((part) => isTime(part.trim())),
  date: (value) => value.split('~').every((part) => isDate(part.trim())),
  amount: (value) => /^[¥￥$€£]?\d{1,10}(\.\d+)?元?$/.test(value),
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  car_number: (value) => count(value) <= 8,
  name: (value) => (/^[\x20-\x7e]+$/.test(value) ? value.length <= 20 : count(value) <= 10),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
};

/** Whether a value may stand under this key. Keys of unknown kinds only need to be filled. */
export function isValueAllowed(key: string, value: string): boolean {
  if (!value.trim()) return false;
  const kind = /^([a-z_]+?)\d*$/.exec(key)?.[1] ?? '';
  return RULES[kind]?.(value) ?? true;
}

/** Characters as a person counts them. */
function count(value: string): number {
  return [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(value)].length;
}

const DAY = String.raw`(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}月\d{1,2}日)`;
const CLOCK = String.raw`([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`;

function isTime(value: string): boolean {
  return new RegExp(`^(${DAY} ?)?${CLOCK}$`).test(value);
}

function isDate(value: string): boolean {
  return new RegExp(`^${DAY}( ?${CLOCK})?$`).test(value);
}
