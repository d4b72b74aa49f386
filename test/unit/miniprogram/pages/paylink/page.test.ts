import { mountPage, SIGNED_IN, type MountedPage, type Reply } from '../../../../support/miniprogram-page';
import { failedWith, NOW, SUBJECTS } from '../../../../support/miniprogram-answers';

const TOKEN = 'A'.repeat(43);
const link = {
  state: 'payable',
  name: '王**',
  sitting: { zh: '第79次考试', en: '79th sitting' },
  subjects: SUBJECTS.slice(0, 1).map(({ code, name, feeFen }) => ({ code, name, feeFen })),
  amountFen: 9_000,
  expiresAt: NOW + 3 * 86_400_000,
  serverTime: NOW,
};
const gone = (code: string) =>
  failedWith(409, 'STATE_CONFLICT', { reasons: [{ code: `pay_link.${code}`, message: code }] });

describe('The page that sends a payment link', () => {
  let page: MountedPage | undefined;
  let shared: unknown[] = [];
  afterEach(() => {
    page?.close();
    shared = [];
  });

  async function open(answer: Reply | (() => Reply)): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/paylink/index?registration=r1&token=${TOKEN}`,
      storage: SIGNED_IN,
      ask: (name, input) => (name === 'share' ? { kept: shared.push(input) } : undefined),
      server: { 'POST /pay-links/read': answer },
    });
    return page;
  }

  it('shows what the payer will see, and nothing else', async () => {
    const mounted = await open({ body: link });
    await mounted.sees('对方会看到');
    for (const words of ['王**', '第79次考试', '15 MS Office应用 ¥90.00', '链接只能用一次'])
      expect(mounted.text()).toContain(words);
  });

  it('sends a card with masked name, sum and the link', async () => {
    const mounted = await open({ body: link });
    await mounted.sees('发给微信好友');
    await mounted.taps('发给微信好友');
    expect(shared).toEqual([
      { title: '请帮王**付计算机等级考试报名费¥90.00', path: `/pages/payer/index?token=${TOKEN}` },
    ]);
  });

  it.each([
    ['used', '对方已经开始付款', '查看付款情况'],
    ['busy', '对方已经开始付款', '查看付款情况'],
    ['paid', '已经付好了', '查看报名结果'],
    ['expired', '这个链接不能再用了', '返回缴费'],
    ['stale', '这个链接不能再用了', '返回缴费'],
    ['closed', '这个链接不能再用了', '返回缴费'],
  ])('says what became of a link that is %s', async (code, title, act) => {
    const mounted = await open(gone(code));
    await mounted.sees(title);
    expect(mounted.text()).toContain(act);
    expect(mounted.text()).not.toContain('发给微信好友');
  });

  it('looks again when the person comes back, and leads to the result', async () => {
    let paid = false;
    const mounted = await open(() => (paid ? gone('paid') : { body: link }));
    await mounted.sees('发给微信好友');
    mounted.leaves();
    paid = true;
    mounted.returns();
    await mounted.sees('已经付好了');
    await mounted.taps('查看报名结果');
    expect(mounted.stack().at(-1)).toMatchObject({
      route: 'pages/proof/index',
      options: { registration: 'r1' },
    });
  });

  it('tries again after a failure', async () => {
    let tries = 0;
    const mounted = await open(() => {
      tries += 1;
      return tries === 1 ? failedWith(503, 'PLATFORM_BUSY', { retryable: true }) : { body: link };
    });
    await mounted.sees('重试');
    await mounted.taps('重试');
    await mounted.sees('发给微信好友');
  });
});
