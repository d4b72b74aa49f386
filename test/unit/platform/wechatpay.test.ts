import { createHash, X509Certificate } from 'node:crypto';
import { payClient } from './pay-client';
import { openStage, type Received, type Stage } from './receiver';
import type { Candidate } from '../../platform/hands/candidate';
import { NOTICE_PAUSES_MS } from '../../platform/wechatpay/notices';
import { repeatNotice } from '../../platform/wechatpay/payer';

const MINUTE = 60_000;

describe('WeChat Pay', () => {
  let stage: Stage;
  let pay: ReturnType<typeof payClient>;
  let candidate: Candidate;

  beforeEach(async () => {
    stage = await openStage();
    pay = payClient(stage.settings, stage.clock);
    candidate = stage.platform.candidate();
  });
  afterEach(() => stage.close());

  const place = async (outTradeNo = 'order-1', change: Record<string, unknown> = {}): Promise<string> => {
    const notifyUrl = `${stage.receiver.url}/callbacks/wechatpay/payment`;
    const payer = { openid: candidate.openid };
    const { body } = await pay.place(outTradeNo, { payer, notify_url: notifyUrl, ...change });
    return String(body['prepay_id'] ?? body['code']);
  };
  const headersOf = (call: Received) => ({ get: (name: string) => call.headers[name] as string | undefined });
  const isGood = (call: Received) => pay.isGood(headersOf(call), call.body);

  it('checks our signature, clock and serial for real', async () => {
    expect((await pay.query('none-1')).status).toBe(404);
    const path = '/v3/pay/transactions/out-trade-no/none-1?mchid=1';
    expect((await pay.call('GET', path, { serial: '00' })).body['code']).toBe('SIGN_ERROR');
    expect((await pay.call('GET', path, { at: stage.clock.now() - 6 * MINUTE })).status).toBe(401);
    const wrong = payClient({ ...stage.settings, WECHATPAY_MCH_ID: '1' }, stage.clock);
    expect((await wrong.query('none-1')).status).toBe(401);
  });

  it('signs every answer with the named or the usual key', async () => {
    const keys = Object.keys(JSON.parse(stage.settings['WECHATPAY_PLATFORM_KEYS'] ?? '{}') as object);
    expect(keys).toHaveLength(2);
    for (const id of keys) {
      const headers = { 'Wechatpay-Serial': id };
      const answer = await pay.call('GET', '/v3/certificates', { headers });
      expect(answer.headers.get('wechatpay-serial')).toBe(id);
      expect(pay.isGood(answer.headers, answer.text)).toBe(true);
    }
    const { pem } = stage.platform.pay.keys.certificate;
    expect(new X509Certificate(pem).serialNumber).toBe(stage.platform.pay.keys.certificate.id);
  });

  it.each(['tampered', 'unknown-serial', 'signtest'] as const)(
    'can spoil an answer: %s',
    async (signature) => {
      stage.platform.fail({ path: '/v3/certificates', how: { signature } });
      const answer = await pay.call('GET', '/v3/certificates');
      expect(answer.status).toBe(200);
      expect(pay.isGood(answer.headers, answer.text)).toBe(false);
    },
  );

  it('repeats an order with the same request and refuses a changed one', async () => {
    const first = await place();
    const second = await place();
    expect(second).not.toBe(first);
    expect(await place('order-1', { amount: { total: 1, currency: 'CNY' } })).toBe('INVALID_REQUEST');
    expect((await pay.close('order-1')).status).toBe(204);
    expect(await place()).toBe('ORDER_CLOSED');
    expect(await candidate.pays(first)).toEqual({ errMsg: 'requestPayment:fail 订单已关闭' });
  });

  it.each([
    ['short number', { out_trade_no: 'a' }],
    ['no fen', { amount: { total: 0 } }],
    ['text as fen', { amount: { total: '8000' } }],
    ['query in notify_url', { notify_url: 'https://a.example/n?x=1' }],
    ['plain http', { notify_url: 'http://a.example/n' }],
    ['time without zone', { time_expire: '2026-03-03T10:00:00' }],
  ])('refuses an order with %s', async (_, change) => {
    expect(await place('order-1', change)).toBe('PARAM_ERROR');
  });

  it('takes the payment of a well signed request and notifies with either key', async () => {
    const prepayId = await place();
    const request = pay.paySign(prepayId);
    const spoilt = { ...request, nonceStr: 'other' };
    expect((await candidate.pays(spoilt)).errMsg).toContain('fail');
    expect(await candidate.pays(request, 'cancel')).toEqual({ errMsg: 'requestPayment:fail cancel' });
    expect((await pay.query('order-1')).body['trade_state']).toBe('NOTPAY');
    expect(await candidate.pays(request)).toEqual({ errMsg: 'requestPayment:ok' });
    await repeatNotice(stage.platform.pay, 'order-1');
    const [first, second] = stage.receiver.calls;
    expect([isGood(first!), isGood(second!)]).toEqual([true, true]);
    expect(first?.headers['wechatpay-serial']).not.toBe(second?.headers['wechatpay-serial']);
    const paid = (await pay.query('order-1')).body;
    expect(pay.openNotice(first?.body ?? '')).toEqual(paid);
    expect(paid).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 8000, payer_total: 8000 } });
    expect((await pay.close('order-1')).body['code']).toBe('ORDERPAID');
  });

  it('lets an order run out without closing it, at least a minute from now', async () => {
    const prepayId = await place('order-1', { time_expire: '2026-03-02T10:00:00+08:00' });
    stage.clock.push(MINUTE - 1);
    expect(await candidate.pays(prepayId, 'cancel')).toEqual({ errMsg: 'requestPayment:fail cancel' });
    stage.clock.push(1);
    expect(await candidate.pays(prepayId)).toEqual({ errMsg: 'requestPayment:fail 订单已过期' });
    expect((await pay.query('order-1')).body['trade_state']).toBe('NOTPAY');
    expect(await candidate.pays(prepayId, 'force')).toEqual({ errMsg: 'requestPayment:ok' });
  });

  it('repeats a refused notice on the documented schedule, sixteen times in all', async () => {
    expect(NOTICE_PAUSES_MS.reduce((sum, pause) => sum + pause, 0)).toBe((24 * 60 + 4) * MINUTE);
    stage.receiver.answer = () => ({ status: 500 });
    await candidate.pays(await place());
    expect(stage.receiver.calls).toHaveLength(1);
    stage.clock.push(14_999);
    await stage.platform.settle();
    expect(stage.receiver.calls).toHaveLength(1);
    stage.clock.push(1);
    await stage.platform.settle();
    expect(stage.receiver.calls).toHaveLength(2);
    for (const pause of NOTICE_PAUSES_MS.slice(1)) {
      stage.clock.push(pause);
      await stage.platform.settle();
    }
    expect(stage.receiver.calls).toHaveLength(16);
    expect(stage.platform.nextDueAt()).toBeUndefined();
  });

  it('loses, delays, doubles and spoils notices when told', async () => {
    const { nextNotices } = stage.platform.pay;
    nextNotices.push({ lost: true }, { delayMs: MINUTE, copies: 2 }, { signature: 'signtest' });
    for (const outTradeNo of ['order-1', 'order-2', 'order-3']) await candidate.pays(await place(outTradeNo));
    expect(stage.receiver.calls.map(isGood)).toEqual([false]);
    stage.clock.push(MINUTE);
    await stage.platform.settle();
    expect(stage.receiver.calls.map(isGood)).toEqual([false, true, true]);
  });

  it('refunds later, once per number, never more than was paid', async () => {
    await candidate.pays(await place());
    const refund = (outRefundNo: string, fen: number) =>
      pay.call('POST', '/v3/refund/domestic/refunds', {
        body: {
          out_trade_no: 'order-1',
          out_refund_no: outRefundNo,
          notify_url: `${stage.receiver.url}/callbacks/wechatpay/refund`,
          amount: { refund: fen, total: 8000, currency: 'CNY' },
        },
      });
    expect((await refund('r-1', 3000)).body['status']).toBe('PROCESSING');
    expect((await refund('r-2', 3000)).body['code']).toBe('FREQUENCY_LIMITED');
    stage.clock.push(MINUTE);
    await stage.platform.settle();
    expect((await refund('r-1', 3000)).body['status']).toBe('SUCCESS');
    expect((await refund('r-1', 2000)).body['code']).toBe('INVALID_REQUEST');
    expect((await refund('r-2', 5001)).body['code']).toBe('INVALID_REQUEST');
    const notice = stage.receiver.calls.at(-1);
    expect(notice?.path).toBe('/callbacks/wechatpay/refund');
    expect(pay.openNotice(notice?.body ?? '')).toMatchObject({
      out_refund_no: 'r-1',
      refund_status: 'SUCCESS',
    });
    expect((await pay.query('order-1')).body['trade_state']).toBe('REFUND');
    stage.platform.pay.nextRefundStatuses.push('ABNORMAL');
    await refund('r-3', 5000);
    stage.clock.push(MINUTE);
    await stage.platform.settle();
    expect((await pay.call('GET', '/v3/refund/domestic/refunds/r-3')).body['status']).toBe('ABNORMAL');
  });

  it('makes the bill of a day after nine on the next', async () => {
    await candidate.pays(await place());
    const ask = () => pay.call('GET', '/v3/bill/tradebill?bill_date=2026-03-02&bill_type=ALL');
    expect((await ask()).body['code']).toBe('NO_STATEMENT_EXIST');
    stage.clock.push(24 * 60 * MINUTE);
    const { body } = await ask();
    const url = new URL(String(body['download_url']));
    const file = await pay.call('GET', `${url.pathname}${url.search}`);
    expect(createHash('sha1').update(file.text).digest('hex')).toBe(body['hash_value']);
    const lines = file.text.split('\r\n');
    expect(lines[1]).toContain('`order-1');
    expect(lines[1]).toContain('`80.00');
    expect(lines[3]?.startsWith('`1,`80.00')).toBe(true);
    expect(file.headers.get('wechatpay-signature')).toBeNull();
  });
});
