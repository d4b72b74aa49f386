import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type MountInput,
} from '../../../../support/miniprogram-page';
import { aRegistration, aSeason, failedWith, NOW, SUBJECTS } from '../../../../support/miniprogram-answers';

const registration = aRegistration({
  state: 'approved',
  position: { step: 'payment', about: null },
  missing: [],
  actions: [{ action: 'open_order', possible: true, reasons: [] }],
});
const BASE = `/registrations/${registration.id}`;
const subjects = SUBJECTS.slice(0, 2).map(({ code, name, feeFen }) => ({ code, name, feeFen }));
const summary = {
  readBack: {
    name: '王*明',
    documentNumber: '359*************15',
    site: { zh: '厦门大学', en: 'Xiamen University' },
    subjects,
    amountFen: 19_500,
  },
  order: null,
  proofs: [],
  refunds: [],
  registration,
};
const order = {
  id: 'N20270108000001',
  state: 'open',
  subjectCodes: ['15', '65'],
  amountFen: 19_500,
  expiresAt: NOW + 3_600_000,
};
const payParams = { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=1', signType: 'RSA', paySign: 's' };
const OPEN = `POST ${BASE}/orders`;
const CHECK = `POST ${BASE}/orders/${order.id}/check`;
const opened = { status: 201, body: { order, payParams } };
const paid = { body: { order: { ...order, state: 'paid' }, registration } };

describe('The payment page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(server: MountInput['server'] = {}): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/payment/index?registration=${registration.id}`,
      storage: SIGNED_IN,
      ask: (name, input) => {
        if (name === 'paymentSum') return { sum: '¥195.00' };
        const { outcome } = input as { outcome?: string };
        return { errMsg: outcome === 'success' ? 'requestPayment:ok' : 'requestPayment:fail cancel' };
      },
      server: {
        [`GET ${BASE}`]: { body: { registration } },
        [`GET ${BASE}/payment`]: { body: summary },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason() },
        ...server,
      },
    });
    return page;
  }

  const posts = (mounted: MountedPage) => mounted.calls.filter(({ method }) => method === 'POST');

  it('reads back name, masked number, site, subjects and sum (W5)', async () => {
    const mounted = await open();
    await mounted.sees('缴费前，请核对所有信息');
    for (const words of ['王*明', '359*************15', '厦门大学', '65 MS Office高级应用与设计', '¥195.00'])
      expect(mounted.text()).toContain(words);
  });

  it.each([
    ['processing', '¥105.00的款项正在原路退回'],
    ['succeeded', '¥105.00的款项已经原路退回'],
    ['abnormal', '工作人员正在处理，有结果会通知您'],
  ])('tells of a refund that is %s how far it is', async (state, words) => {
    const refunds = [{ amountFen: 10_500, state, cause: 'late' }];
    const mounted = await open({ [`GET ${BASE}/payment`]: { body: { ...summary, refunds } } });
    await mounted.sees(words);
  });

  it('pays once for a double tap and lets the server ask what became of it', async () => {
    const mounted = await open({ [OPEN]: opened, [CHECK]: paid });
    await mounted.sees('微信支付 ¥195.00');
    await mounted.taps('微信支付 ¥195.00', 2);
    await mounted.taps('确认支付');
    await mounted.sees('还没有报名成功');
    expect(posts(mounted).map(({ path }) => path)).toEqual([
      `${BASE}/orders`,
      `${BASE}/orders/${order.id}/check`,
    ]);
    expect(posts(mounted)[0]?.body).toEqual({ subjectCodes: ['15', '65'] });
    expect(mounted.stack().at(-1)?.route).toBe('pages/proof/index');
  });

  it('leaves out a subject that was unticked, and asks for at least one', async () => {
    const mounted = await open({ [OPEN]: opened, [CHECK]: paid });
    await mounted.sees('微信支付 ¥195.00');
    await mounted.taps('15 MS Office应用');
    await mounted.taps('65 MS Office高级应用与设计');
    await mounted.taps('微信支付 ¥0.00');
    await mounted.sees('请至少勾选一科。');
    await mounted.taps('65 MS Office高级应用与设计');
    await mounted.taps('微信支付 ¥105.00');
    expect(posts(mounted)[0]?.body).toEqual({ subjectCodes: ['65'] });
  });

  it('takes up a cancelled payment again', async () => {
    const waiting = { body: { order, registration } };
    const mounted = await open({ [OPEN]: opened, [CHECK]: waiting });
    await mounted.sees('微信支付 ¥195.00');
    await mounted.taps('微信支付 ¥195.00');
    await mounted.taps('取消');
    await mounted.sees('您没有付款，没有扣钱');
    await mounted.sees('继续支付 ¥195.00');
  });

  it('asks the server when the money is gone and still nothing is paid', async () => {
    let asked = 0;
    const mounted = await open({
      [`GET ${BASE}/payment`]: { body: { ...summary, order } },
      [CHECK]: () => {
        asked += 1;
        return asked === 1 ? { body: { order, registration } } : paid;
      },
    });
    await mounted.sees('有一笔支付还没有完成');
    await mounted.taps('我已付款，查询结果');
    await mounted.sees('不要再付一次');
    // Asking is the green button now, paying on stands beside it.
    expect(mounted.text().match(/我已付款，查询结果/g)).toHaveLength(1);
    expect(mounted.text()).toContain('继续支付 ¥195.00');
    await mounted.taps('我已付款，查询结果');
    await mounted.sees('还没有报名成功');
  });

  it('lets the person pay on after an unclear payment', async () => {
    const waiting = { body: { order, registration } };
    const mounted = await open({
      [`GET ${BASE}/payment`]: { body: { ...summary, order } },
      [OPEN]: opened,
      [CHECK]: waiting,
    });
    await mounted.sees('有一笔支付还没有完成');
    await mounted.taps('我已付款，查询结果');
    await mounted.sees('微信支付还没有收到这笔款');
    await mounted.taps('继续支付 ¥195.00');
    await mounted.sees('确认支付');
  });

  it('does not pay twice when no answer came: the same key asks again', async () => {
    let tries = 0;
    const mounted = await open({
      [OPEN]: () => {
        tries += 1;
        return tries <= 3 ? 'no answer' : opened;
      },
      [CHECK]: paid,
    });
    await mounted.sees('微信支付 ¥195.00');
    await mounted.taps('微信支付 ¥195.00');
    await mounted.sees('没有收到回应，还没有付款');
    await mounted.taps('微信支付 ¥195.00');
    await mounted.taps('确认支付');
    const keys = posts(mounted).filter(({ path }) => path.endsWith('/orders'));
    expect(new Set(keys.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(1);
  });

  it('has letting somebody else pay under the main button, and the way back to all answers', async () => {
    const mounted = await open();
    await mounted.sees('请别人代付');
    const bar = mounted.document.querySelector('.action-bar')?.textContent ?? '';
    expect(bar.trim()).toBe('微信支付 ¥195.00请别人代付');
    await mounted.taps('返回检查');
    expect(mounted.stack().at(-1)?.route).toBe('pages/check/index');
  });

  it('makes one link for a double tap, and leads to the page that sends it', async () => {
    const token = 'A'.repeat(43);
    const minted = { status: 201, body: { token, amountFen: 10_500, expiresAt: NOW } };
    const mounted = await open({ [`POST ${BASE}/pay-links`]: minted });
    await mounted.sees('请别人代付');
    await mounted.taps('15 MS Office应用');
    await mounted.taps('请别人代付', 2);
    const made = posts(mounted).filter(({ path }) => path === `${BASE}/pay-links`);
    expect(made.map(({ body }) => body)).toEqual([{ subjectCodes: ['65'] }]);
    expect(mounted.stack().at(-1)).toMatchObject({ route: 'pages/paylink/index', options: { token } });
  });

  it('leaves a payment that somebody else began to them: asks for its result, or gives it up', async () => {
    const theirs = { ...order, bySomeoneElse: true };
    const mounted = await open({
      [`GET ${BASE}/payment`]: { body: { ...summary, order: theirs } },
      [CHECK]: { body: { order: theirs, registration } },
    });
    await mounted.sees('别人正在替您付款');
    expect(mounted.text()).not.toContain('继续支付');
    expect(mounted.text()).not.toContain('请别人代付');
    expect(mounted.text()).toContain('取消这笔支付');
    await mounted.taps('查询结果');
    await mounted.sees('微信支付还没有收到这笔款');
  });

  it('gives the open payment up after asking', async () => {
    const closed = { body: { order: { ...order, state: 'closed' }, registration } };
    const mounted = await open({
      [`GET ${BASE}/payment`]: { body: { ...summary, order } },
      [`POST ${BASE}/orders/${order.id}/close`]: closed,
    });
    await mounted.sees('取消这笔支付');
    await mounted.taps('取消这笔支付');
    await mounted.taps('取消支付');
    await mounted.sees('这笔支付已经关闭');
  });

  it('confirms subjects that cost nothing without an order', async () => {
    const free = {
      ...summary,
      readBack: { ...summary.readBack, subjects: [{ ...subjects[0]!, feeFen: 0 }] },
    };
    const mounted = await open({
      [`GET ${BASE}/payment`]: { body: free },
      [`POST ${BASE}/zero-fee`]: { body: { registration } },
    });
    await mounted.sees('确认报名，不用缴费');
    await mounted.taps('确认报名，不用缴费');
    await mounted.sees('还没有报名成功');
  });

  it("tells the server's refusal in its words", async () => {
    const message = '离缴费截止不到2分钟，不能再开新订单。';
    const reasons = [{ code: 'payment.too_close_to_due', message }];
    const mounted = await open({ [OPEN]: failedWith(409, 'DEADLINE_PASSED', { reasons }) });
    await mounted.sees('微信支付 ¥195.00');
    await mounted.taps('微信支付 ¥195.00');
    await mounted.sees(message);
  });
});
