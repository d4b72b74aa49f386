/** Texts around the agreement and the notices. */
export const noticeZhCn = {
  'notice.title': '协议和通告',
  'notice.intro': '报名时会请您逐份阅读并勾选。现在可以先看看，不用登录。',
  'notice.none.title': '还没有公布通告',
  'notice.none.text': '考次公布后会显示在这里。',
  'notice.step': '还有{{left}}份要读',
  'notice.version': '版本 {{version}}',
  'notice.tick': '我已阅读并同意《{{title}}》',
  'notice.tick.missing': '读完后请勾选，才能继续。',
  'notice.go': '继续',
  'notice.going': '正在保存',
  'notice.ticked': '您已在{{at}}勾选这个版本。',
  'notice.changed': '这份文本刚刚更新过，请看新的版本，再勾选。',
  'notice.others': '看别的',
} as const;

export type NoticeKey = keyof typeof noticeZhCn;
