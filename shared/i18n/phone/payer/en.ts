import type { PayerKey } from './zh-CN';

export const payerEn: Readonly<Record<PayerKey, string>> = {
  'payer.title': 'Pay a fee',
  'payer.ask': 'Pay the exam fee of {{name}}',
  'payer.text':
    '{{name}} asks you to pay this NCRE exam fee. You pay with your own WeChat; no account is needed.',
  'payer.warning':
    'Ask them first whether it is right. After the payment the registration cannot be changed and the fee is not returned.',
  'payer.name': 'Candidate',
  'payer.exam': 'Exam',
  'payer.subjects': 'Subjects',
  'payer.total': 'Total',
  'payer.until': 'Pay before {{at}} ({{left}}).',
  'payer.pay': 'Pay {{sum}}',
  'payer.resume': 'Continue paying {{sum}}',
  'payer.check': 'I have paid, check the result',
  'payer.busy': 'One moment',
  'payer.open.title': 'This payment is not finished',
  'payer.open.text': 'If the money is gone already, tap “I have paid” and do not pay twice.',
  'payer.cancelled': 'You did not pay and no money was taken. Continue, or leave this page.',
  'payer.not_yet':
    'WeChat Pay has not received this payment yet. If your money is gone, check again in some minutes and do not pay twice.',
  'payer.unknown': 'The result is still being confirmed. Check again in a while and do not pay twice.',
  'payer.paid': 'Paid',
  'payer.paid.text': 'You have paid the fee of {{name}}, who sees the result of the registration here.',
  'payer.paid.refund': 'Should it have to be returned, the money goes back to your WeChat.',
  'payer.paid.leave': 'Nothing more is to be done; you may close this page.',
  'payer.gone.unknown': 'This payment link is not right',
  'payer.gone.used': 'This link was used already',
  'payer.gone.expired': 'This link has expired',
  'payer.gone.paid': 'This is paid already',
  'payer.gone.closed': 'This payment is closed',
  'payer.gone.busy': 'A payment is under way',
  'payer.gone.stale': 'This link no longer fits',
  'payer.again': 'Look again',
  'payer.safe': 'No money was taken from you.',
};
