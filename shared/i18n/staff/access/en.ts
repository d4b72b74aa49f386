import type { accessZhCn } from './zh-CN';

export const accessEn: Record<keyof typeof accessZhCn, string> = {
  'nav.account': 'My account',
  'verify.title': 'Second factor',
  'verify.lead': 'This needs your second factor. You are not asked again for 15 minutes.',
  'verify.again': 'What you just sent has not taken effect: please send it once more afterwards.',
  'verify.code': 'Code',
  'verify.digits': '6 digits',
  'verify.recovery':
    'Open the authenticator app on your phone and enter the 6 digits it shows now. Without your phone, enter a recovery code.',
  'verify.submit': 'Verify',
  'verify.wrong': 'The code is wrong or was used before. Tries left: {{left}}.',
  'verify.locked': 'Too many wrong codes in a row. Please try again after {{until}}.',
  'verify.not_enrolled': 'You have no second factor yet',
  'verify.not_enrolled_more':
    'Showing numbers in full, exports, refunds and administration need one. It takes a minute and an authenticator app on your phone.',
  'verify.enrol': 'Set it up',
  'account.title': 'My account',
  'account.issuer': 'NCRE assistant',
  'account.name': 'Name',
  'account.roles': 'Roles',
  'account.sites': 'Sites',
  'account.second_factor': 'Second factor',
  'account.none': 'Not set up',
  'account.since': 'Set up {{at}}, recovery codes left: {{left}}',
  'account.begin': 'Set up the second factor',
  'account.begin_more': 'Showing numbers in full, exports, refunds and administration need a second factor.',
  'account.replace': 'Replace the authenticator',
  'account.replace_more':
    'For a new phone, or when recovery codes run short. You verify once before; the old one serves until the new one is confirmed.',
  'account.scan': 'Add it to your authenticator app',
  'account.scan_more':
    'Scan the code below with the authenticator app on your phone, then enter the 6 digits that the app shows.',
  'account.qr': 'QR code for the authenticator',
  'account.secret': 'If you cannot scan, enter this key in the app by hand (type: time-based):',
  'account.wrong':
    'The code is wrong. Please check the time of your phone and enter the code that the app shows now.',
  'account.confirm': 'Confirm',
  'account.done': 'The second factor is set up.',
  'account.recovery_title': 'Recovery codes',
  'account.recovery_more':
    'If you lose your phone, each recovery code serves once in place of a code. Write them down or print them now and keep them safe: they are not shown again. When they are used up too, ask an administrator to reset your second factor.',
  'account.recovery_kept': 'I have kept them',
};
