import { stageOf } from '../../../../../miniprogram/pages/order/stage';
import { NOW } from '../../../../support/miniprogram-answers';
import { anOrder, aRefund, HOUR_MS, PAID } from './answers';

describe('stageOf', () => {
  it.each([
    ['waiting', anOrder()],
    ['waiting', anOrder({ state: 'opening' })],
    ['other', anOrder({ bySomeoneElse: true })],
    ['checking', anOrder({ expiresAt: NOW })],
    ['checking', anOrder({ expiresAt: NOW - HOUR_MS, bySomeoneElse: true })],
    ['closing', anOrder({ state: 'closing' })],
    ['closed', anOrder({ state: 'closed' })],
    ['paid', anOrder(PAID)],
    ['refunding', anOrder({ ...PAID, refunds: [aRefund('due')] })],
    ['refunding', anOrder({ ...PAID, refunds: [aRefund('succeeded'), aRefund('processing')] })],
    ['refunded', anOrder({ ...PAID, refunds: [aRefund('succeeded')] })],
    ['trouble', anOrder({ ...PAID, refunds: [aRefund('abnormal')] })],
    ['trouble', anOrder({ ...PAID, refunds: [aRefund('closed')] })],
  ])('is %s', (stage, order) => {
    expect(stageOf(order, NOW)).toBe(stage);
  });
});
