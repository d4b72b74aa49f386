import type { HeardText } from '../engine/flow';

/** Longer messages are cut: no answer of ours is that long. */
const MAX_HEARD = 500;

/** One form for comparing: width, case, blanks, punctuation and invisible signs do not count. */
export function fold(text: string): string {
  if (FOLDED.test(text)) return text;
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?!\+)[\p{P}\p{S}\p{Z}\p{C}]/gu, '');
}

/** Most of what people type is in that form already. */
const FOLDED = /^[a-z\d+\u4e00-\u9fff]*$/;

const POLITE =
  /^(请问|麻烦|你好|您好|那个|我想问一下|想问一下|问一下|please)+|(谢谢|一下|吧|呢|啊|呀|哦|哈|了|please)+$/gu;

/** First characters of the words that open a text, last ones of those that close it. */
const MAY_BE_POLITE = /^[请麻你您那我想问p]|[谢下吧呢啊呀哦哈了e]$/u;

/** Also without words of courtesy at the ends; never empty unless the text was. */
export function foldPolite(text: string): string {
  const folded = fold(text);
  return MAY_BE_POLITE.test(folded) ? folded.replace(POLITE, '') || folded : folded;
}

const ASKS =
  /[?？]|吗|么$|怎么|怎样|如何|什么|多少|为什么|为啥|咋|能不能|可不可以|是不是|有没有|要不要|用不用|几[号点时科天次]|哪[里个些天]|多久|^(how|what|when|where|why|can|could|may|do|does|is|are|which|who|should)\b/iu;

export function heardText(text: string): HeardText {
  const trimmed = text.trim();
  const raw = trimmed.length <= MAX_HEARD ? trimmed : [...trimmed].slice(0, MAX_HEARD).join('');
  return { raw, folded: fold(raw), asks: ASKS.test(raw.normalize('NFKC').toLowerCase()) };
}

const DENIES = /不|别|没|勿|\b(no|not|don't|dont|never)\b/iu;

export function denies(text: string): boolean {
  return DENIES.test(text);
}

/** Letters to change, add, drop or swap, given up beyond `limit`. */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let previous = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      current[column] = Math.min(
        current[column - 1]! + 1,
        previous[column]! + 1,
        previous[column - 1]! + cost,
      );
    }
    if (Math.min(...current) > limit) return limit + 1;
    previous = current;
  }
  return previous[right.length]!;
}
