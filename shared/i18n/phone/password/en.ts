import type { PasswordKey } from './zh-CN';

export const passwordEn: Record<PasswordKey, string> = {
  'password.title': 'Password',
  'password.set.title': 'Set a password',
  'password.set.hint':
    'A password is optional. With one you can log in from another WeChat by mobile or e-mail and password.',
  'password.change.title': 'Change the password',
  'password.change.hint': 'First the present password, then the new one.',
  'password.address.title': 'Recover the password',
  'password.address.hint':
    'Give the mobile number or e-mail address you registered with. We send a 6-digit code; then you set a new password and are logged in to your account.',
  'password.code.title': 'Code and new password',
  'password.code.mobile': 'A text message went to {{address}}; its code is valid for 10 minutes.',
  'password.code.email':
    'A mail went to {{address}}; its code is valid for 10 minutes. Look among spam if you do not see it.',
  'password.address.label': 'Mobile or e-mail',
  'password.current.label': 'Present password',
  'password.code.label': '6-digit code',
  'password.fresh.label': 'New password',
  'password.fresh.note': 'At least 8 characters, with letters and digits.',
  'password.show': 'Show password',
  'password.hide': 'Hide password',
  'password.address.missing': 'Please give your mobile number or e-mail address.',
  'password.current.missing': 'Please type your present password.',
  'password.code.missing': 'Please type the 6-digit code.',
  'password.fresh.missing': 'Please type a new password.',
  'password.set.act': 'Save password',
  'password.change.act': 'Save new password',
  'password.address.act': 'Send code',
  'password.code.act': 'Set it and log in',
  'password.acting': 'One moment',
  'password.forgot': 'Forgotten? Reset it with a code',
  'password.other': 'Another mobile or e-mail',
  'password.done.title': 'Password saved',
  'password.done.hint':
    'You can now log in by mobile or e-mail and password. Share it with nobody; we never ask for it in the chat.',
  'password.done.act': 'Done',
};
