import fc from 'fast-check';
import { readRefund, readTransaction } from '../../../../server/clients/wechatpay-answers';

const payment = {
  appid: 'wx1',
  mchid: '1900000001',
  out_trade_no: 'NCRE0001',
  transaction_id: '4200001',
  trade_state: 'SUCCESS',
  success_time: '2026-01-10T16:59:59+08:00',
  payer: { openid: 'o1' },
  amount: { total: 8000, payer_total: 7000, currency: 'CNY' },
};
const refund = {
  mchid: '1900000001',
  out_trade_no: 'NCRE0001',
  transaction_id: '4200001',
  out_refund_no: 'R0001',
  refund_id: '5000001',
  refund_status: 'SUCCESS',
  success_time: '2026-01-11T09:00:00+08:00',
  amount: { total: 8000, refund: 8000, payer_total: 8000, payer_refund: 8000 },
};

describe('readTransaction', () => {
  it('reads the facts of a payment', () => {
    expect(readTransaction(JSON.stringify(payment))).toEqual({
      outTradeNo: 'NCRE0001',
      state: 'paid',
      transactionId: '4200001',
      amountFen: 8000,
      currency: 'CNY',
      paidAt: Date.parse('2026-01-10T08:59:59Z'),
      payerOpenid: 'o1',
      appId: 'wx1',
      mchId: '1900000001',
    });
  });

  it.each(['transaction_id', 'success_time', 'amount', 'out_trade_no', 'trade_state'])(
    'refuses a payment without %s',
    (name) => {
      expect(readTransaction(JSON.stringify({ ...payment, [name]: undefined }))).toBeNull();
    },
  );

  it('refuses everything else without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(JSON.stringify(refund))), (text) => {
        expect(readTransaction(text)).toBeNull();
      }),
    );
  });
});

describe('readRefund', () => {
  it('reads refund_status, as notices call it', () => {
    expect(readRefund(JSON.stringify(refund))).toEqual({
      refundId: '5000001',
      outRefundNo: 'R0001',
      outTradeNo: 'NCRE0001',
      state: 'success',
      refundFen: 8000,
      refundedAt: Date.parse('2026-01-11T01:00:00Z'),
    });
  });

  it('refuses everything else without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(JSON.stringify(payment))), (text) => {
        expect(readRefund(text)).toBeNull();
      }),
    );
  });
});
