import { orderView } from '../../../../../miniprogram/pages/order/detail-view';
import type { OrderFacts } from '../../../../../miniprogram/pages/order/facts';
import { withCodes } from '../../../../../miniprogram/services/code-texts';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { orderEn } from '../../../../../shared/i18n/phone/order/en';
import { orderZhCn } from '../../../../../shared/i18n/phone/order/zh-CN';
import { aRegistration, NOW } from '../../../../support/miniprogram-answers';
import { anOrder, aRefund, PAID } from './answers';

function view(change: Partial<OrderFacts>, locale: 'zh-CN' | 'en' = 'zh-CN') {
  const facts: OrderFacts = {
    standing: 'known',
    order: anOrder(),
    registration: aRegistration(),
    notYet: false,
    ...change,
  };
  const words = wordsOf(withCodes({ zhCn: orderZhCn, en: orderEn }), locale);
  return orderView(facts, { words, now: NOW, query: {} });
}

describe('orderView', () => {
  it('says what is due, by when with weekday and time left, and leads to the payment', () => {
    const { detail } = view({});
    expect(detail).toMatchObject({ title: '等您付款', tone: 'act', total: '¥195.00' });
    expect(detail?.text).toContain('2027年1月8日');
    expect(detail?.text).toMatch(/星期|周/);
    expect(detail?.text).toContain('1小时');
    expect(detail?.main).toEqual({ act: 'pay', label: '去付款' });
    expect(detail?.second).toEqual({ act: 'check', label: '我已付款，查询结果' });
  });

  it('has the platform asked again before paying, once it had not received the money', () => {
    const { detail } = view({ notYet: true });
    expect(detail?.main).toEqual({ act: 'check', label: '我已付款，查询结果' });
    expect(detail?.second).toEqual({ act: 'pay', label: '去付款' });
  });

  it('leaves a payment that somebody else began to them', () => {
    const { detail } = view({ order: anOrder({ bySomeoneElse: true }) });
    expect(detail?.main?.act).toBe('check');
    expect(detail?.second).toBeNull();
    expect(detail?.facts).toContainEqual(expect.objectContaining({ label: '付款人', value: '别人代付' }));
  });

  it('leads a paid order to the result, while the registration stands', () => {
    const order = anOrder(PAID);
    expect(view({ order, registration: aRegistration({ state: 'paid' }) }).detail?.main?.act).toBe('proof');
    expect(view({ order, registration: null }).detail?.main).toBeNull();
  });

  it('offers to pay anew after a closed order only where something is still to pay', () => {
    const order = anOrder({ state: 'closed' });
    const payable = aRegistration({ state: 'approved', position: { step: 'payment', about: null } });
    expect(view({ order, registration: payable }).detail?.main?.act).toBe('pay');
    expect(view({ order, registration: aRegistration({ state: 'expired' }) }).detail?.main).toBeNull();
  });

  it('says how much goes back and why', () => {
    const order = anOrder({ ...PAID, refunds: [aRefund('processing')] });
    const { detail } = view({ order });
    expect(detail?.title).toBe('正在退款');
    expect(detail?.text).toContain('¥195.00');
    expect(detail?.text).toContain('付款晚于缴费截止');
  });

  it('shows nothing of an order that is not there or not theirs', () => {
    const { detail, ask, empty } = view({ standing: 'absent', order: null, registration: null });
    expect([detail, ask]).toEqual([null, null]);
    expect(empty.title).toBe('没有找到这笔订单');
  });

  it('leaves no key unwritten in either language', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      expect(JSON.stringify(view({ notYet: true }, locale))).not.toMatch(/order\.\w|\{\{/);
    }
  });
});
