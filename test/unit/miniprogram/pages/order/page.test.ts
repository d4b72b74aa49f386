import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type MountInput,
} from '../../../../support/miniprogram-page';
import { aRegistration, failedWith, NOW } from '../../../../support/miniprogram-answers';
import { anOrder, PAID } from './answers';

const registration = aRegistration({ state: 'approved', position: { step: 'payment', about: null } });
const order = anOrder();
const listed = (...orders: unknown[]) => ({ body: { orders, serverTime: NOW } });

let page: MountedPage | undefined;
afterEach(() => page?.close());

async function open(
  path: string,
  server: MountInput['server'] = {},
  storage: Record<string, unknown> = SIGNED_IN,
) {
  page = await mountPage({ page: path, storage, server });
  return page;
}

describe('The page of all orders', () => {
  const at = '/pages/order/index';

  it('lists orders with sitting, subjects, sum and state, and opens one', async () => {
    const paid = anOrder({ ...PAID, id: 'N20270108000002' });
    const mounted = await open(at, {
      'GET /orders': listed(paid, order),
      [`GET /orders/${order.id}`]: { body: { order, serverTime: NOW } },
    });
    await mounted.sees('福建 第79次考试');
    for (const words of ['已付款', '待付款', '15 MS Office应用', '¥195.00'])
      expect(mounted.text()).toContain(words);
    await mounted.taps('待付款');
    expect(mounted.stack().at(-1)).toMatchObject({ route: 'pages/order/detail', options: { id: order.id } });
  });

  it('asks nobody to log in by force: says why, and logs in at a tap', async () => {
    const mounted = await open(at, { 'GET /orders': listed(order) }, { ...SIGNED_IN, signedOut: true });
    await mounted.sees('登录后查看订单');
    expect(mounted.text()).toContain('只给本人看');
    expect(mounted.calls).toEqual([]);
    await mounted.taps('微信登录', 2);
    await mounted.sees('待付款');
    expect(mounted.calls.filter(({ path }) => path === '/orders')).toHaveLength(1);
  });

  it('leads a WeChat without an account to the login', async () => {
    const mounted = await open(at, {
      'GET /orders': failedWith(404, 'NOT_FOUND'),
      'GET /me': { body: { account: null, serverTime: NOW } },
    });
    await mounted.sees('这个微信还没有报名账号');
    await mounted.taps('登录并验证');
    expect(mounted.stack().at(-1)?.route).toBe('pages/account/index');
  });

  it('says when there are none, and tries again after a failure', async () => {
    let tries = 0;
    const mounted = await open(at, {
      'GET /orders': () => {
        tries += 1;
        return tries === 1 ? failedWith(503, 'PLATFORM_BUSY', { retryable: true }) : listed();
      },
    });
    await mounted.sees('重试');
    await mounted.taps('重试');
    await mounted.sees('还没有订单');
  });
});

describe('The page of one order', () => {
  const at = `/pages/order/detail?id=${order.id}`;
  const read = { [`GET /registrations/${registration.id}`]: { body: { registration } } };
  const CHECK = `POST /registrations/${registration.id}/orders/${order.id}/check`;
  const shown = (change = {}) => ({ body: { order: anOrder(change), serverTime: NOW } });

  it('shows its owner the state in one sentence, subjects, sum, times and what to do next', async () => {
    const mounted = await open(at, { [`GET /orders/${order.id}`]: shown(), ...read });
    await mounted.sees('等您付款');
    for (const words of ['65 MS Office高级应用与设计', '¥195.00', '下单时间', order.id, '去付款'])
      expect(mounted.text()).toContain(words);
    await mounted.taps('去付款');
    expect(mounted.stack().at(-1)).toMatchObject({ route: 'pages/payment/index' });
  });

  it('shows anybody else the same as for an order that never was', async () => {
    const texts: string[] = [];
    const [absent, malformed] = [failedWith(404, 'NOT_FOUND'), failedWith(422, 'VALIDATION_FAILED')];
    for (const answer of [absent, malformed]) {
      const mounted = await open(at, { [`GET /orders/${order.id}`]: answer });
      await mounted.sees('没有找到这笔订单');
      texts.push(mounted.text());
      mounted.close();
    }
    const nameless = await open('/pages/order/detail');
    await nameless.sees('没有找到这笔订单');
    expect(new Set([...texts, nameless.text()]).size).toBe(1);
  });

  it('asks the platform once for a double tap, and tells what it says', async () => {
    let paid = false;
    const mounted = await open(at, {
      [`GET /orders/${order.id}`]: () => shown(paid ? PAID : {}),
      [CHECK]: { body: { order, registration } },
      [`GET /registrations/${registration.id}`]: () => ({
        body: { registration: { ...registration, state: paid ? 'paid' : 'approved' } },
      }),
    });
    await mounted.sees('等您付款');
    await mounted.taps('我已付款，查询结果', 2);
    await mounted.sees('不要再付一次');
    expect(mounted.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
    paid = true;
    await mounted.taps('我已付款，查询结果');
    await mounted.sees('查看报名结果');
    expect(mounted.text()).not.toContain('不要再付一次');
  });

  it('says why a login is needed after logging out, and goes on in place', async () => {
    const server = { [`GET /orders/${order.id}`]: shown(), ...read };
    const mounted = await open(at, server, { ...SIGNED_IN, signedOut: true });
    await mounted.sees('登录后查看订单');
    await mounted.taps('微信登录');
    await mounted.sees('等您付款');
  });

  it('tries again after a failure', async () => {
    let tries = 0;
    const mounted = await open(at, {
      [`GET /orders/${order.id}`]: () => {
        tries += 1;
        return tries <= 3 ? 'no answer' : shown();
      },
      ...read,
    });
    await mounted.sees('重试');
    await mounted.taps('重试');
    await mounted.sees('等您付款');
  });
});
