import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type MountInput,
} from '../../../../support/miniprogram-page';
import { failedWith, NOW, SUBJECTS } from '../../../../support/miniprogram-answers';

const TOKEN = 'A'.repeat(43);
const link = {
  state: 'payable',
  name: '王**',
  sitting: { zh: '第79次考试', en: '79th sitting' },
  subjects: SUBJECTS.slice(0, 2).map(({ code, name, feeFen }) => ({ code, name, feeFen })),
  amountFen: 19_500,
  expiresAt: NOW + 86_400_000,
  serverTime: NOW,
};
const payParams = { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=1', signType: 'RSA', paySign: 's' };
const opened = {
  status: 201,
  body: { order: { id: 'N20270108000001', amountFen: 19_500, expiresAt: NOW }, payParams },
};
const READ = 'POST /pay-links/read';
const ORDER = 'POST /pay-links/order';
const CHECK = 'POST /pay-links/check';
const gone = (code: string, status = 409) =>
  failedWith(status, status === 404 ? 'NOT_FOUND' : 'STATE_CONFLICT', {
    reasons: [{ code: `pay_link.${code}`, message: code }],
  });

describe('The page of somebody who pays for another', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(server: MountInput['server'] = {}, query = `?token=${TOKEN}`): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/payer/index${query}`,
      storage: SIGNED_IN,
      ask: (name, input) => {
        if (name === 'paymentSum') return { sum: '¥195.00' };
        const { outcome } = input as { outcome?: string };
        return { errMsg: outcome === 'success' ? 'requestPayment:ok' : 'requestPayment:fail cancel' };
      },
      server: { [READ]: { body: link }, ...server },
    });
    return page;
  }
  const calls = (mounted: MountedPage, path: string) =>
    mounted.calls.filter((call) => call.path === path && call.method === 'POST');

  it('sees masked name, sitting, subjects and sum', async () => {
    const mounted = await open();
    await mounted.sees('替王**付报名费');
    for (const words of ['第79次考试', '15 MS Office应用', '¥90.00', '¥195.00', '不用注册'])
      expect(mounted.text()).toContain(words);
  });

  it('pays once for a double tap and sees the result', async () => {
    const mounted = await open({ [ORDER]: opened, [CHECK]: { body: { state: 'paid' } } });
    await mounted.sees('微信支付 ¥195.00');
    await mounted.taps('微信支付 ¥195.00', 2);
    await mounted.taps('确认支付');
    await mounted.sees('付款成功');
    expect(mounted.text()).toContain('您已替王**付好报名费');
    expect(calls(mounted, '/pay-links/order').map(({ body }) => body)).toEqual([{ token: TOKEN }]);
    expect(mounted.text()).not.toContain('微信支付 ¥195.00');
  });

  it('may go on after a cancelled payment, and ask when the money is gone', async () => {
    let state = 'open';
    const mounted = await open({ [ORDER]: opened, [CHECK]: () => ({ body: { state } }) });
    await mounted.sees('微信支付 ¥195.00');
    await mounted.taps('微信支付 ¥195.00');
    await mounted.taps('取消');
    await mounted.sees('您没有付款，没有扣钱');
    await mounted.sees('继续支付 ¥195.00');
    await mounted.taps('我已付款，查询结果', 2);
    await mounted.sees('微信支付还没有收到这笔款');
    expect(calls(mounted, '/pay-links/check')).toHaveLength(2);
    await mounted.taps('继续支付 ¥195.00');
    await mounted.taps('取消');
    await mounted.sees('您没有付款，没有扣钱');
    state = 'paid';
    await mounted.taps('我已付款，查询结果');
    await mounted.sees('付款成功');
  });

  it('opens nothing twice when no answer came: the same key asks again', async () => {
    let tries = 0;
    const mounted = await open({
      [ORDER]: () => {
        tries += 1;
        return tries <= 3 ? 'no answer' : opened;
      },
      [CHECK]: { body: { state: 'paid' } },
    });
    await mounted.sees('微信支付 ¥195.00');
    await mounted.taps('微信支付 ¥195.00');
    await mounted.sees('支付结果还在确认');
    await mounted.taps('微信支付 ¥195.00');
    await mounted.taps('确认支付');
    await mounted.sees('付款成功');
    const keys = calls(mounted, '/pay-links/order').map(({ headers }) => headers['Idempotency-Key']);
    expect(new Set(keys).size).toBe(1);
  });

  it.each([
    ['unknown', '这个付款链接不对', '您没有被扣款。'],
    ['used', '这个链接已经有人用过', '请让对方重新发一个'],
    ['expired', '这个链接已经过期', '请让对方重新发一个'],
    ['paid', '已经付过款了', '不用再付'],
    ['closed', '这笔付款已经关闭', '没有扣钱'],
    ['stale', '这个链接不再适用', '您没有被扣款。'],
  ])('says once and plainly that a link is %s, and leads home', async (code, title, text) => {
    const mounted = await open({ [READ]: gone(code, code === 'unknown' ? 404 : 409) });
    await mounted.sees(title);
    for (const words of [title.slice(-4), text]) expect(mounted.text().split(words)).toHaveLength(2);
    expect(mounted.text()).not.toContain('微信支付 ¥');
    await mounted.taps('去报考助手首页');
    expect(mounted.stack().map(({ route }) => route)).toEqual(['pages/home/index']);
  });

  it('looks again while another payment is under way', async () => {
    let tries = 0;
    const mounted = await open({
      [READ]: () => {
        tries += 1;
        return tries === 1 ? gone('busy') : { body: link };
      },
    });
    await mounted.sees('正在付款中');
    await mounted.taps('再看一次');
    await mounted.sees('微信支付 ¥195.00');
  });

  it('learns in the tap that somebody was faster', async () => {
    const mounted = await open({ [ORDER]: gone('used') });
    await mounted.sees('微信支付 ¥195.00');
    await mounted.taps('微信支付 ¥195.00');
    await mounted.sees('这个链接已经有人用过');
  });

  it('takes a link without its token for a wrong one', async () => {
    const mounted = await open({}, '');
    await mounted.sees('这个付款链接不对');
    expect(mounted.calls).toEqual([]);
  });

  it('tries again after a failure', async () => {
    let tries = 0;
    const mounted = await open({
      [READ]: () => {
        tries += 1;
        return tries === 1 ? failedWith(503, 'PLATFORM_BUSY', { retryable: true }) : { body: link };
      },
    });
    await mounted.sees('重试');
    await mounted.taps('重试');
    await mounted.sees('替王**付报名费');
  });
});
