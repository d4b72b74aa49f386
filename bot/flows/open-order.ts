import { dueText } from '../../shared/i18n/instants';
import { subjectText } from '../../shared/i18n/readable-params';
import { textNote, type Move, type Option, type Question, type View } from '../engine/flow';
import { feeText } from '../replies/display';
import { statusOption } from './actions';
import { showing, wasShown } from './facts';
import { AWAITED } from './news';

/** An order is open: go on, give it up, or ask about money that seems lost (race rule 1). */
export function askOpenOrder(view: View): Question {
  const { order, now } = view.situation;
  const closing = order?.state === 'closing';
  const subjectCodes = order?.subjectCodes ?? [];
  const amount = feeText(order?.amountFen ?? 0, view);
  const head =
    closing || !order
      ? view.say('payment.closing')
      : view.say('payment.open', {
          amount,
          subjects: subjectCodes
            .map((code) => subjectText(code, view.season, view.locale))
            .join(view.say('list.comma')),
          due: dueText(order.expiresAt, now, view.locale),
        });
  return {
    head,
    links:
      closing || !order
        ? []
        : [
            {
              kind: 'mini_program',
              target: { open: 'payment', subjectCodes },
              caption: view.say('payment.resume', { amount }),
            },
          ],
    options: [
      ...(closing || !order ? [] : [cancelOption(view), changeOption(view)]),
      chargedOption(view),
      statusOption(view),
    ],
  };
}

function cancelOption(view: View): Option {
  return {
    key: 'cancel',
    label: view.say('payment.cancel'),
    words: ['取消支付', '不付了', 'cancel payment', 'cancel'],
    explicit: true,
    move: () => close(view, 'payment.cancelled'),
  };
}

function close(view: View, key: 'payment.cancelled' | 'payment.cancelled_to_change'): Move {
  return {
    act: { kind: 'close_order' },
    onOk: { shown: showing(view, AWAITED.order) },
    notes: [textNote(key)],
  };
}

/** Another subject means another order: the open one is closed first, by the same act. */
function changeOption(view: View): Option {
  return {
    key: 'change',
    label: view.say('payment.change_subjects'),
    words: ['换科目', '改科目', 'change subjects'],
    explicit: true,
    move: () => close(view, 'payment.cancelled_to_change'),
  };
}

export function chargedOption(view: View): Option {
  return {
    key: 'charged',
    label: view.say('payment.charged'),
    words: ['扣了钱却显示未支付', '扣钱了', '已付款', '我付了', 'charged', 'i paid'],
    move: () => checkPayment(view),
  };
}

/** Asks the platform about the order; a second time a person is offered as well (promise 3: the phone proves nothing). */
export function checkPayment(view: View): Move {
  const checkedBefore = wasShown(view, 'payment_checked');
  return {
    act: { kind: 'check_payment' },
    session: { shown: showing(view, 'payment_checked') },
    onOk: checkedBefore ? { confirming: { act: 'hand_off', reason: 'payment_trouble' } } : {},
    notes: checkedBefore ? [] : [textNote('handoff.hint')],
  };
}
