import { fold, foldPolite } from '../normalize';

const YES = new Set(
  'y yes ok okay sure yeah yep confirm agree iagree 是 是的 对 对的 好 好的 嗯 行 可以 确认 确定 同意 我同意 没问题 没错 要'.split(
    ' ',
  ),
);
const NO = new Set(
  'n no nope cancel disagree 否 不 不是 不对 不要 先不 算了 取消 不同意 不用 不行 别 不了'.split(' '),
);

/** An explicit yes or no, and nothing else in the text. */
export function yesOrNo(text: string): boolean | null {
  // 算了 ends with a word of courtesy and is a no as a whole.
  const forms = [fold(text), foldPolite(text)];
  if (forms.some((form) => YES.has(form))) return true;
  return forms.some((form) => NO.has(form)) ? false : null;
}
