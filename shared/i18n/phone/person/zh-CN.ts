/** Texts of the way to a person. */
export const personZhCn = {
  'person.ask': '联系人工客服',
  'person.short': '人工客服',
  'person.note': '打开微信客服，回复“人工”即可',
  'person.refused.title': '没有打开人工客服',
  'person.refused.phone': '微信没有打开客服对话。请打电话给考试机构：{{hotline}}。工作时间：{{hours}}。',
  'person.refused.later': '微信没有打开客服对话。请检查网络后再点一次。',
  'person.call': '打电话',
} as const;

export type PersonKey = keyof typeof personZhCn;
