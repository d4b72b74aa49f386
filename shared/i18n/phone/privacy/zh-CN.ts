/** Texts of the gate before the first private interface of WeChat. */
export const privacyZhCn = {
  'privacy.title': '先看一下隐私保护指引',
  'privacy.text':
    '接下来要用到微信里的信息，只用于报名。同意后继续；不同意也能报名，改为自己填写或换一种办法。',
  'privacy.again':
    '您之前同意过，但那次同意已被清除（例如从“最近使用”里删掉过小程序），所以再问一次。不同意也能报名，改为自己填写或换一种办法。',
  'privacy.read': '阅读{{guide}}',
  'privacy.guide': '《隐私保护指引》',
  'privacy.agree': '同意',
  'privacy.refuse': '不同意',
  'privacy.unreadable': '指引现在打不开，请稍后再试。也可以先选“不同意”，换一种办法。',
} as const;

export type PrivacyKey = keyof typeof privacyZhCn;
