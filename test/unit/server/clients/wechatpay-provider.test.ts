import { createVerify } from 'node:crypto';
import nock from 'nock';
import { API, NOW, answerSigned, merchantPublicKey, provider, signedHeaders } from './wechatpay-stage';

const ORDER_PATH = '/v3/pay/transactions/jsapi';
const QUERY_PATH = '/v3/pay/transactions/out-trade-no/NCRE0001?mchid=1900000001';
const CLOSE_PATH = '/v3/pay/transactions/out-trade-no/NCRE0001/close';
const REFUND_PATH = '/v3/refund/domestic/refunds';
const order = {
  outTradeNo: 'NCRE0001',
  description: '全国计算机等级考试 2026年3月 24',
  amountFen: 8000,
  payerOpenid: 'o1',
  expiresAt: Date.parse('2026-01-10T09:00:00Z'),
};
const refund = { outTradeNo: 'NCRE0001', outRefundNo: 'R0001', refundFen: 8000, totalFen: 8000 };
const paid = {
  appid: 'wx1',
  mchid: '1900000001',
  out_trade_no: 'NCRE0001',
  transaction_id: '4200001',
  trade_state: 'SUCCESS',
  success_time: '2026-01-10T16:59:59+08:00',
  payer: { openid: 'o1' },
  amount: { total: 8000, payer_total: 7000, currency: 'CNY' },
};
const refunded = {
  refund_id: '5000001',
  out_refund_no: 'R0001',
  out_trade_no: 'NCRE0001',
  status: 'PROCESSING',
  amount: { refund: 8000, total: 8000 },
};

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

describe('WechatpayProvider.openOrder', () => {
  it('orders in fen, with the expiry in Beijing time, under a good signature', async () => {
    const seen = answerSigned('POST', ORDER_PATH, 200, { prepay_id: 'wx2016' });
    expect(await provider.openOrder(order)).toEqual({ outcome: 'ok', prepayId: 'wx2016' });
    expect(JSON.parse(seen.body ?? '')).toEqual({
      mchid: '1900000001',
      appid: 'wx1',
      description: order.description,
      out_trade_no: 'NCRE0001',
      time_expire: '2026-01-10T17:00:00+08:00',
      notify_url: 'https://exam.test/callbacks/wechatpay/payment',
      amount: { total: 8000, currency: 'CNY' },
      payer: { openid: 'o1' },
    });
  });

  it('sends the very same bytes when it is repeated', async () => {
    const first = answerSigned('POST', ORDER_PATH, 500, { code: 'SYSTEM_ERROR', message: '' });
    await provider.openOrder(order);
    const second = answerSigned('POST', ORDER_PATH, 200, { prepay_id: 'wx2016' });
    await provider.openOrder(order);
    expect(second.body).toBe(first.body);
  });

  it.each([
    [400, 'ORDER_CLOSED', 'CHANNEL'],
    [400, 'PARAM_ERROR', 'PERMANENT'],
    [403, 'RULE_LIMIT', 'TARGET'],
    [429, 'FREQUENCY_LIMITED', 'SLOW'],
  ])('is refused by a signed %d %s', async (status, code, kind) => {
    answerSigned('POST', ORDER_PATH, status, { code, message: 'x' });
    const refused = { outcome: 'refused', code: code.replaceAll('_', ''), class: kind };
    expect(await provider.openOrder(order)).toEqual(refused);
  });

  it.each([
    [400, 'INVALID_REQUEST', 'UNKNOWN'],
    [403, 'OUT_TRADE_NO_USED', 'UNKNOWN'],
    [400, 'ORDERPAID', 'UNKNOWN'],
    [500, 'SYSTEM_ERROR', 'RETRY'],
    [401, 'SIGN_ERROR', 'CONFIG'],
    [403, 'NO_AUTH', 'CONFIG'],
  ])('stays open after %d %s', async (status, code, kind) => {
    answerSigned('POST', ORDER_PATH, status, { code, message: 'x' });
    expect(await provider.openOrder(order)).toMatchObject({
      outcome: 'unknown',
      sent: 'maybe',
      code: code.replaceAll('_', ''),
      error: { class: kind },
    });
  });

  const good = '{"prepay_id":"wx2016"}';
  it.each<[string, (to: nock.Interceptor) => nock.Scope, object]>([
    ['an unsigned success', (to) => to.reply(200, good), { reason: 'unverified' }],
    [
      'a success signed over other bytes',
      (to) => to.reply(200, good, signedHeaders('{}')),
      { reason: 'unverified' },
    ],
    [
      'a success signed long ago',
      (to) => to.reply(200, good, signedHeaders(good, NOW - 400_000)),
      { reason: 'unverified' },
    ],
    [
      'a signed success without prepay_id',
      (to) => to.reply(200, '{}', signedHeaders('{}')),
      { reason: 'unreadable' },
    ],
    ['a signed half', (to) => to.reply(200, '{"prep', signedHeaders('{"prep')), { reason: 'unreadable' }],
    ['an unsigned refusal', (to) => to.reply(400, { code: 'ORDER_CLOSED' }), { reason: 'unverified' }],
    [
      'a badly signed refusal',
      (to) => to.reply(429, { code: 'FREQUENCY_LIMITED' }, signedHeaders('')),
      { reason: 'unverified' },
    ],
    [
      'an unsigned gateway page',
      (to) => to.reply(502, '<html/>'),
      { name: 'PlatformError', class: 'UNKNOWN' },
    ],
    ['an unsigned signature complaint', (to) => to.reply(401, { code: 'SIGN_ERROR' }), { class: 'CONFIG' }],
    ['a redirect', (to) => to.reply(302, '', { location: 'https://x.test' }), { class: 'CONFIG' }],
    ['no answer in time', (to) => to.delay(4_000).reply(200, good), { reason: 'timeout' }],
    [
      'a lost answer',
      (to) => to.replyWithError(Object.assign(new Error(), { code: 'ECONNRESET' })),
      { reason: 'broken_off' },
    ],
  ])('does not guess after %s', async (_what, answer, error) => {
    answer(nock(API).post(ORDER_PATH));
    expect(await provider.openOrder(order)).toMatchObject({ outcome: 'unknown', sent: 'maybe', error });
  });

  it('says when this try did not leave', async () => {
    const refused = Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' });
    nock(API).post(ORDER_PATH).replyWithError(refused);
    expect(await provider.openOrder(order)).toMatchObject({ outcome: 'unknown', sent: 'no' });
  });
});

describe('WechatpayProvider.queryOrder', () => {
  it('reads a payment: amount of the order, not what was paid after coupons', async () => {
    answerSigned('GET', QUERY_PATH, 200, paid);
    expect(await provider.queryOrder({ outTradeNo: 'NCRE0001' })).toEqual({
      outcome: 'ok',
      order: {
        outTradeNo: 'NCRE0001',
        state: 'paid',
        transactionId: '4200001',
        amountFen: 8000,
        currency: 'CNY',
        paidAt: Date.parse('2026-01-10T08:59:59Z'),
        payerOpenid: 'o1',
        appId: 'wx1',
        mchId: '1900000001',
      },
    });
  });

  it('asks by transaction', async () => {
    answerSigned('GET', '/v3/pay/transactions/id/4200001?mchid=1900000001', 200, paid);
    const answer = await provider.queryOrder({ transactionId: '4200001' });
    expect(answer).toMatchObject({ outcome: 'ok', order: { outTradeNo: 'NCRE0001' } });
  });

  it.each([
    ['NOTPAY', 'not_paid'],
    ['USERPAYING', 'paying'],
    ['CLOSED', 'closed'],
    ['REVOKED', 'revoked'],
    ['PAYERROR', 'failed'],
  ])('reads %s, which lacks the facts of a payment', async (trade_state, state) => {
    const { appid, mchid, out_trade_no } = paid;
    answerSigned('GET', QUERY_PATH, 200, { appid, mchid, out_trade_no, trade_state, payer: {} });
    const answer = await provider.queryOrder({ outTradeNo: 'NCRE0001' });
    expect(answer).toMatchObject({ outcome: 'ok', order: { state, transactionId: null, paidAt: null } });
  });

  it('knows that a refund follows a payment', async () => {
    answerSigned('GET', QUERY_PATH, 200, { ...paid, trade_state: 'REFUND' });
    const answer = await provider.queryOrder({ outTradeNo: 'NCRE0001' });
    expect(answer).toMatchObject({ order: { state: 'refunding', transactionId: '4200001' } });
  });

  it.each(['ORDER_NOT_EXIST', 'ORDERNOTEXIST'])('believes a signed %s', async (code) => {
    answerSigned('GET', QUERY_PATH, 404, { code, message: '' });
    expect(await provider.queryOrder({ outTradeNo: 'NCRE0001' })).toEqual({ outcome: 'absent' });
  });

  it('does not believe an unsigned one', async () => {
    nock(API).get(QUERY_PATH).reply(404, { code: 'ORDER_NOT_EXIST' });
    expect(await provider.queryOrder({ outTradeNo: 'NCRE0001' })).toMatchObject({ outcome: 'unknown' });
  });

  it.each([
    ['another number', { out_trade_no: 'NCRE0002' }, 'foreign'],
    ['another merchant', { mchid: '1900000002' }, 'foreign'],
    ['another app', { appid: 'wx2' }, 'foreign'],
    ['no app', { appid: undefined }, 'foreign'],
    ['no transaction', { transaction_id: undefined }, 'unreadable'],
    ['no success time', { success_time: undefined }, 'unreadable'],
    ['a time without offset', { success_time: '2026-01-10T16:59:59' }, 'unreadable'],
    ['an amount that is no whole fen', { amount: { total: 80.5 } }, 'unreadable'],
    ['an amount of text', { amount: { total: '8000' } }, 'unreadable'],
    ['a state nobody described', { trade_state: 'MAYBE' }, 'unreadable'],
  ])('does not take a payment with %s', async (_what, change, reason) => {
    answerSigned('GET', QUERY_PATH, 200, { ...paid, ...change });
    const answer = await provider.queryOrder({ outTradeNo: 'NCRE0001' });
    expect(answer).toMatchObject({ outcome: 'unknown', error: { reason } });
  });
});

describe('WechatpayProvider.closeOrder', () => {
  it('believes a signed empty answer', async () => {
    const seen = answerSigned('POST', CLOSE_PATH, 204, null);
    expect(await provider.closeOrder('NCRE0001')).toEqual({ outcome: 'ok' });
    expect(seen.body).toBe('{"mchid":"1900000001"}');
  });

  it('takes an order that was closed before for closed', async () => {
    answerSigned('POST', CLOSE_PATH, 400, { code: 'ORDER_CLOSED', message: '' });
    expect(await provider.closeOrder('NCRE0001')).toEqual({ outcome: 'ok' });
  });

  it('leaves a paid order to the query', async () => {
    answerSigned('POST', CLOSE_PATH, 400, { code: 'ORDERPAID', message: '' });
    expect(await provider.closeOrder('NCRE0001')).toMatchObject({ outcome: 'unknown', code: 'ORDERPAID' });
  });

  it('does not believe an unsigned 204', async () => {
    nock(API).post(CLOSE_PATH).reply(204);
    expect(await provider.closeOrder('NCRE0001')).toMatchObject({ outcome: 'unknown' });
  });
});

describe('WechatpayProvider.refund', () => {
  it('asks in fen under its number', async () => {
    const seen = answerSigned('POST', REFUND_PATH, 200, refunded);
    expect(await provider.refund({ ...refund, reason: '逾期支付' })).toEqual({
      outcome: 'ok',
      refund: {
        refundId: '5000001',
        outRefundNo: 'R0001',
        outTradeNo: 'NCRE0001',
        state: 'processing',
        refundFen: 8000,
        refundedAt: null,
      },
    });
    expect(JSON.parse(seen.body ?? '')).toMatchObject({
      out_refund_no: 'R0001',
      reason: '逾期支付',
      amount: { refund: 8000, total: 8000, currency: 'CNY' },
    });
  });

  it('is asked again later when the account is short', async () => {
    answerSigned('POST', REFUND_PATH, 403, { code: 'NOT_ENOUGH', message: '' });
    expect(await provider.refund(refund)).toEqual({ outcome: 'refused', code: 'NOTENOUGH', class: 'SLOW' });
  });

  it('does not take the answer to another refund', async () => {
    answerSigned('POST', REFUND_PATH, 200, { ...refunded, out_refund_no: 'R0002' });
    expect(await provider.refund(refund)).toMatchObject({ outcome: 'unknown', error: { reason: 'foreign' } });
  });
});

describe('WechatpayProvider.queryRefund', () => {
  it.each([
    ['SUCCESS', 'success'],
    ['CLOSED', 'closed'],
    ['PROCESSING', 'processing'],
    ['ABNORMAL', 'abnormal'],
  ])('reads %s', async (status, state) => {
    answerSigned('GET', `${REFUND_PATH}/R0001`, 200, { ...refunded, status });
    expect(await provider.queryRefund('R0001')).toMatchObject({ outcome: 'ok', refund: { state } });
  });

  it('knows that there is none', async () => {
    answerSigned('GET', `${REFUND_PATH}/R0001`, 404, { code: 'RESOURCE_NOT_EXISTS', message: '' });
    expect(await provider.queryRefund('R0001')).toEqual({ outcome: 'absent' });
  });
});

describe('WechatpayProvider.payParams', () => {
  it('signs what the phone sends', () => {
    const params = provider.payParams('wx2016');
    const message = `wx1\n${NOW / 1000}\n${params.nonceStr}\nprepay_id=wx2016\n`;
    const verifier = createVerify('RSA-SHA256').update(message);
    expect(params).toMatchObject({ timeStamp: '1760000000', package: 'prepay_id=wx2016', signType: 'RSA' });
    expect(verifier.verify(merchantPublicKey, params.paySign, 'base64')).toBe(true);
  });
});
