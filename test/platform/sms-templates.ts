import { text, type Json } from './core/json';

/**
 * Texts as an office would have them approved by its SMS provider, by template name. The product sends the name and the
 * values; only the provider knows the words.
 */
const TEMPLATES: Readonly<Record<string, string>> = {
  'verify_mobile.zh-CN':
    '【报考助手】请打开链接并按“确认”，验证这个手机号：{link}\n在小程序里填写时，验证码是 {code}（10分钟内有效）。不是您本人操作请不用理会。',
  'verify_mobile.en':
    '[NCRE Assistant] Open the link and press Confirm to verify this mobile: {link}\nIn the mini program the code is {code} (valid for 10 minutes). If this was not you, ignore it.',
  'login.zh-CN':
    '【报考助手】这个手机号注册过报考账号。打开链接并按“确认”即可登录：{link}\n在小程序里填写时，验证码是 {code}（10分钟内有效）。不是您本人操作请不用理会。',
  'login.en':
    '[NCRE Assistant] This mobile has an exam account. Open the link and press Confirm to log in: {link}\nIn the mini program the code is {code} (valid for 10 minutes). If this was not you, ignore it.',
  'confirm_identity.zh-CN':
    '【报考助手】有人在小程序里要导出您的个人信息或注销报考账号。是您本人的话，验证码是 {code}（10分钟内有效）。不是您本人请不用理会，不要告诉别人。',
  'confirm_identity.en':
    '[NCRE Assistant] Somebody asked to export your personal data or to delete your exam account. If it is you, the code is {code} (valid for 10 minutes). If not, ignore it and share it with nobody.',
  'account_deleted.zh-CN': '【报考助手】您的报考账号已注销。不是您本人操作，请尽快联系客服。',
  'account_deleted.en':
    '[NCRE Assistant] Your exam account was deleted. If this was not you, please contact support soon.',
  'guardian_consent.zh-CN':
    '【报考助手】有未满14周岁的考生请您作为监护人确认报名。请打开链接，阅读后选择同意或不同意：{link}',
  'guardian_consent.en':
    '[NCRE Assistant] A candidate under 14 asks for your consent as guardian. Open the link, read it, then agree or decline: {link}',
};

/** What the phone shows: the provider's text with the values filled in, or only the values of an unknown template. */
export function smsText(template: string, params: Json): string {
  const words = TEMPLATES[template];
  if (words === undefined) return Object.values(params).map(String).join('\n');
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => text(params[name]));
}
