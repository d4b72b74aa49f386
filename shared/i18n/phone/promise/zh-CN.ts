/** Texts of the promise before the information is submitted (S21). */
export const promiseZhCn = {
  'promise.title': '真实承诺',
  'promise.ask': '提交前，请您承诺',
  'promise.ask.change': '让修改生效前，请您承诺',
  'promise.text': '姓名和证件号码要与考试时带的证件一致，否则不能参加考试，缴的费也不退。',
  'promise.tick': '我保证以上信息是真实和准确的',
  'promise.facts': '主要信息',
  'promise.change': '再检查一遍',
  'promise.must_tick': '请先勾选“我保证以上信息是真实和准确的”。',
  'promise.submit': '提交报考信息',
  'promise.submit.change': '确认修改',
  'promise.submitting': '正在提交',
  'promise.seat': '提交后为您占住名额。请在{{due}}前完成报名，否则名额会退回。',
  'promise.none.title': '现在不用承诺',
  'promise.none.text': '报考信息还没有填完，或者已经提交。',
} as const;

export type PromiseKey = keyof typeof promiseZhCn;
