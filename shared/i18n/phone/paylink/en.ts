import type { PaylinkKey } from './zh-CN';

export const paylinkEn: Readonly<Record<PaylinkKey, string>> = {
  'paylink.title': 'Payment link',
  'paylink.ask': 'Send the link to whoever pays for you',
  'paylink.text':
    'They open it in WeChat and pay with their own WeChat; no account is needed. Your payment page then shows the result.',
  'paylink.once':
    'The link works once and belongs to whoever begins to pay. Send it only to somebody you trust.',
  'paylink.sees': 'What they will see',
  'paylink.name': 'Name',
  'paylink.exam': 'Exam',
  'paylink.subjects': 'Subjects',
  'paylink.total': 'Total',
  'paylink.hides': 'They do not see your document number, mobile number, photo or test site.',
  'paylink.until': 'The link is good until {{at}} ({{left}}).',
  'paylink.send': 'Send to a WeChat friend',
  'paylink.card': 'Please pay the NCRE exam fee of {{name}}, {{sum}}',
  'paylink.back': 'Back to payment',
  'paylink.used.title': 'They have begun to pay',
  'paylink.used.text': 'Wait until it is done, then look again. Nobody else can use this link now.',
  'paylink.used.act': 'See how it stands',
  'paylink.paid.title': 'It is paid',
  'paylink.paid.text': 'Nothing more is to be paid. See the result of your registration.',
  'paylink.paid.act': 'See the result',
  'paylink.over.title': 'This link is no longer good',
  'paylink.over.text':
    'It has expired, or your registration has changed. Go back to pay yourself, or send a new link.',
  'paylink.over.act': 'Back to payment',
};
