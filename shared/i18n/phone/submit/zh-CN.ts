/** Texts of the page before the information is submitted for review (W3). */
export const submitZhCn = {
  'submit.title': '提交信息审核',
  'submit.ask': '提交后，审核期间不能修改',
  'submit.text': '{{site}}会审核您的信息和照片。',
  'submit.point.locked': '待审核期间，信息和照片都不能修改；审核通过后也不能再改。',
  'submit.point.rejected': '审核不通过时，会告诉您原因，您可以修改后再提交。',
  'submit.point.paid': '已提交还不等于报名成功：审核通过并缴费后才算。',
  'submit.point.due': '审核截止{{review}}，缴费截止{{due}}。',
  'submit.yes': '提交信息审核',
  'submit.sending': '正在提交',
  'submit.back': '再检查',
  'submit.none.title': '现在不能提交审核',
  'submit.none.text': '信息或照片还不完整，或者已经提交。',
} as const;

export type SubmitKey = keyof typeof submitZhCn;
