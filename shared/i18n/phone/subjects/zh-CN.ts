/** Texts of the page on which subjects are chosen. Codes of the rules about subjects are among the phone's texts. */
export const subjectsZhCn = {
  'subjects.title': '选择科目',
  'subjects.ask': '报考哪些科目？',
  'subjects.hint': '{{site}}，最多报{{max}}科。',
  'subjects.level': '{{level}}级',
  'subjects.label': '{{code}} {{name}}',
  'subjects.minutes': '考试{{minutes}}分钟',
  'subjects.left': '剩{{left}}个名额',
  'subjects.left.none': '名额已满',
  'subjects.limit': '已选满{{max}}科，要换请先取消一科',
  'subjects.sum': '共{{count}}科，{{sum}}',
  'subjects.save': '保存并继续 · {{sum}}',
  'subjects.sum.none': '还没有选科目',
  'subjects.must_choose': '请至少选一科。',
  'subjects.dropped': '新考点不开这些科目，已经取消：{{subjects}}。',
  'subjects.taken': '{{subject}}的名额刚刚满了，没有提交成功。请换科目，或换考点。',
  'subjects.none.title': '现在不能选科目',
  'subjects.none.text': '请先选考点；或者报考信息现在不能修改。',
} as const;

export type SubjectsKey = keyof typeof subjectsZhCn;
