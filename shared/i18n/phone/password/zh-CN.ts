/** Texts of setting, changing and recovering the optional password. */
export const passwordZhCn = {
  'password.title': '密码',
  'password.set.title': '设置密码',
  'password.set.hint': '密码是可选的。设置后，换了微信也能用手机号或邮箱加密码登录。',
  'password.change.title': '修改密码',
  'password.change.hint': '先输入现在的密码，再输入新密码。',
  'password.address.title': '找回密码',
  'password.address.hint':
    '填写注册过的手机号或邮箱，我们发一条6位验证码。验证后可以设新密码，并登录原来的账号。',
  'password.code.title': '验证码和新密码',
  'password.code.mobile': '短信已发到 {{address}}，10分钟内有效。',
  'password.code.email': '邮件已发到 {{address}}，10分钟内有效。没看到时请查一下垃圾邮件。',
  'password.address.label': '手机号或邮箱',
  'password.current.label': '现在的密码',
  'password.code.label': '6位验证码',
  'password.fresh.label': '新密码',
  'password.fresh.note': '至少8个字符，同时有字母和数字。',
  'password.show': '显示密码',
  'password.hide': '隐藏密码',
  'password.address.missing': '请填写手机号或邮箱。',
  'password.current.missing': '请输入现在的密码。',
  'password.code.missing': '请输入6位数字的验证码。',
  'password.fresh.missing': '请输入新密码。',
  'password.set.act': '保存密码',
  'password.change.act': '保存新密码',
  'password.address.act': '发送验证码',
  'password.code.act': '设新密码并登录',
  'password.acting': '请稍候',
  'password.forgot': '忘记密码，用验证码重设',
  'password.other': '换一个手机号或邮箱',
  'password.done.title': '密码已保存',
  'password.done.hint':
    '以后可以用手机号或邮箱加密码登录。请不要把密码告诉任何人，我们也不会在聊天里问您要。',
  'password.done.act': '完成',
} as const;

export type PasswordKey = keyof typeof passwordZhCn;
