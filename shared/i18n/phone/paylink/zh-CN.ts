/** Texts of the page from which a candidate sends a link, by which somebody else pays. */
export const paylinkZhCn = {
  'paylink.title': '请别人代付',
  'paylink.ask': '把付款链接发给帮您付款的人',
  'paylink.text': '对方在微信里点开链接，用自己的微信付款，不用注册。付好后，您的缴费页会显示结果。',
  'paylink.once': '链接只能用一次，谁先开始付款就归谁。请只发给您信任的人。',
  'paylink.sees': '对方会看到',
  'paylink.name': '姓名',
  'paylink.exam': '考试',
  'paylink.subjects': '科目',
  'paylink.total': '合计',
  'paylink.hides': '看不到您的证件号码、手机号、照片和考点。',
  'paylink.until': '链接在{{at}}前有效（{{left}}）。',
  'paylink.send': '发给微信好友',
  'paylink.card': '请帮{{name}}付计算机等级考试报名费{{sum}}',
  'paylink.back': '返回缴费',
  'paylink.used.title': '对方已经开始付款',
  'paylink.used.text': '请等对方付好，再看结果。这个链接不能再给别人用。',
  'paylink.used.act': '查看付款情况',
  'paylink.paid.title': '已经付好了',
  'paylink.paid.text': '不用再付。可以去看报名结果。',
  'paylink.paid.act': '查看报名结果',
  'paylink.over.title': '这个链接不能再用了',
  'paylink.over.text': '它已经过期，或者报考信息有变动。可以回到缴费页，自己付款或者再发一个链接。',
  'paylink.over.act': '返回缴费',
} as const;

export type PaylinkKey = keyof typeof paylinkZhCn;
