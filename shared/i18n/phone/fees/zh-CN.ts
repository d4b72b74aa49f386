/** Texts of the public list of subjects and fees. */
export const feesZhCn = {
  'fees.title': '科目和费用',
  'fees.intro': '一次最多报{{max}}科，考点可能更少。费用在缴费时由系统计算。',
  'fees.none.title': '还没有公布科目',
  'fees.none.text': '科目公布后会显示在这里。',
  'fees.level.1': '一级',
  'fees.level.2': '二级',
  'fees.level.3': '三级',
  'fees.level.4': '四级',
  'fees.minutes': '科目代码{{code}} · {{minutes}}分钟',
  'fees.free': '免费',
  'fees.requires': '拿证书要有{{requires}}的三级证书，或本次同时通过',
  'fees.note.title': '报之前请知道',
  'fees.note':
    '各科场次在报名结束后统一编排，报几科时间冲突的只能考一科。缴费成功后不能修改，因个人原因不考不退费。',
} as const;

export type FeesKey = keyof typeof feesZhCn;
