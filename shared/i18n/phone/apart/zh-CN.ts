/** Texts of the choice between two answers to one question. */
export const apartZhCn = {
  'apart.title': '这一项刚在别处改过，用哪一个？',
  'apart.text': '聊天里（或另一部手机上）填的和这里不一样。您选之前，什么都不会改。',
  'apart.stored': '已经保存的',
  'apart.given': '您在这里填的',
  'apart.use_stored': '用已经保存的',
  'apart.use_given': '用这里填的',
} as const;

export type ApartKey = keyof typeof apartZhCn;
