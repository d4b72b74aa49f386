import type { PaymentKey } from './zh-CN';

export const paymentEn: Readonly<Record<PaymentKey, string>> = {
  'payment.title': 'Payment',
  'payment.ask': 'Check everything before you pay',
  'payment.warning':
    'Check all information before you pay. After the payment nothing can be changed and the fee is not returned.',
  'payment.subjects': 'Subjects to pay for',
  'payment.subjects.hint': 'You may leave a subject out for now; what is unpaid at the deadline lapses.',
  'payment.total': 'Total',
  'payment.due': 'Pay before',
  'payment.due.at': '{{at}} ({{left}})',
  'payment.pay': 'Pay {{sum}}',
  'payment.free': 'Confirm, nothing to pay',
  'payment.none_ticked': 'Tick at least one subject.',
  'payment.busy': 'One moment',
  'payment.back': 'Check my information',
  'payment.open.title': 'A payment is not finished',
  'payment.open.text':
    '{{sum}}, to be paid before {{at}}. If the money is gone already, tap "I have paid" and do not pay twice.',
  'payment.other.title': 'Somebody else is paying for you',
  'payment.other.text':
    '{{sum}}, to be paid by them before {{at}}. If it does not come, cancel this payment and pay yourself.',
  'payment.look': 'Check the result',
  'payment.someone': 'Let somebody else pay',
  'payment.resume': 'Continue paying {{sum}}',
  'payment.check': 'I have paid, check the result',
  'payment.close': 'Cancel this payment',
  'payment.close.sure': 'You can then choose subjects and pay anew. Money that was paid is not cancelled.',
  'payment.close.yes': 'Yes',
  'payment.close.no': 'No',
  'payment.closing': 'The payment is being cancelled. Look again in a moment.',
  'payment.not_yet':
    'WeChat Pay has not received this payment yet. If your money is gone, check again in some minutes and do not pay twice.',
  'payment.cancelled': 'You did not pay and no money was taken. Continue, or cancel this payment.',
  'payment.unknown':
    'The result is still being confirmed. Tap "I have paid, check the result" in a while and do not pay twice.',
  'payment.not_opened':
    'No answer came, and nothing was paid. Try once more when the network is back: nothing is paid twice.',
  'payment.order_closed': 'This payment is closed and no money was taken. You can pay anew.',
  'payment.refund.under_way': '{{sum}} is being returned to the account it came from.',
  'payment.refund.done': '{{sum}} was returned to the account it came from.',
  'payment.refund.stuck':
    'The refund of {{sum}} has not gone through yet. Staff are seeing to it and will tell you.',
  'payment.none.title': 'Nothing to pay now',
  'payment.none.text': 'It cannot be paid yet, or everything is paid.',
};
