import { anAccount, failedWith, NOW, whoIs } from '../../../../support/miniprogram-answers';
import { pageTests } from '../../../../support/page-tests';

const ACCOUNT = anAccount();
const template = (templateId: string, kind: string, change: object = {}) => ({
  templateId,
  kinds: [kind],
  left: 0,
  choice: null,
  always: false,
  ...change,
});

describe('The settings page', () => {
  const { open, sent } = pageTests({
    page: '/pages/settings/index',
    server: {
      'GET /me': whoIs(ACCOUNT),
      'GET /seasons': { body: { seasons: [], serverTime: NOW } },
      'GET /subscriptions': { body: { templates: [] } },
      'PUT /me/locale': { body: { account: ACCOUNT } },
      'DELETE /session?forget=false': { body: { ok: true } },
      'DELETE /session?forget=true': { body: { ok: true } },
    },
  });

  it('changes the language at once, for the account too', async () => {
    const mounted = await open();
    await mounted.sees('138****8000');
    await mounted.taps('English', 2);
    await mounted.sees('Type size');
    expect(sent('PUT').map(({ body }) => body)).toEqual([{ locale: 'en' }]);
  });

  it('makes type large at once', async () => {
    const mounted = await open();
    await mounted.sees('字号');
    await mounted.taps('大字');
    expect(mounted.document.querySelector('.large-type')).not.toBeNull();
  });

  it.each([
    ['密码', 'pages/password/index'],
    ['我的订单', 'pages/order/index'],
    ['我的信息', 'pages/my-data/index'],
  ])('leads to %s', async (row, route) => {
    const mounted = await open();
    await mounted.sees('138****8000');
    await mounted.taps(row);
    expect(mounted.stack().at(-1)?.route).toBe(route);
  });

  it('shows what WeChat may send', async () => {
    const templates = [
      template('a', 'review_result', { choice: 'accepted', left: 2 }),
      template('b', 'payment_due', { choice: 'refused' }),
      template('c', 'ticket_opens', { choice: 'accepted', always: true }),
      template('d', 'exam_tomorrow'),
      template('e', 'photo_missing', { choice: 'banned' }),
    ];
    const mounted = await open({ 'GET /subscriptions': { body: { templates } } });
    await mounted.sees('还可收2条');
    for (const words of ['您选了不接收', '总是接收', '还没有问过', '已被微信停用'])
      expect(mounted.text()).toContain(words);
  });

  it('keeps the rest when the messages cannot be told', async () => {
    const mounted = await open({ 'GET /subscriptions': failedWith(503, 'STORAGE_FULL') });
    await mounted.sees('现在查不到通知的情况');
    expect(mounted.text()).toContain('138****8000');
  });

  it.each([
    ['退出登录', '退出', 'false'],
    ['退出并解除微信绑定', '解除并退出', 'true'],
  ])('logs out after asking: %s', async (press, sure, forget) => {
    const mounted = await open();
    await mounted.sees('138****8000');
    await mounted.taps(press);
    await mounted.taps('先不退出');
    expect(sent('DELETE')).toHaveLength(0);
    await mounted.taps(press);
    await mounted.taps(sure);
    await mounted.sees('现在没有可以报名的考次');
    expect(sent('DELETE').map(({ path }) => path)).toEqual([`/session?forget=${forget}`]);
    expect(mounted.stack().map(({ route }) => route)).toEqual(['pages/home/index']);
  });

  it('says when logging out did not work', async () => {
    const mounted = await open({
      'DELETE /session?forget=false': failedWith(503, 'STORAGE_FULL', { message: '暂时无法保存' }),
    });
    await mounted.sees('138****8000');
    await mounted.taps('退出登录');
    await mounted.taps('退出');
    await mounted.sees('暂时无法保存');
  });

  it('asks nobody to log in, and offers it', async () => {
    const mounted = await open({}, { storage: { signedOut: true } });
    await mounted.sees('还没有登录');
    expect(mounted.calls).toEqual([]);
    expect(mounted.text()).not.toContain('退出登录');
    await mounted.taps('登录');
    expect(mounted.stack().at(-1)?.route).toBe('pages/account/index');
  });

  it('shows what failed and tries again', async () => {
    let tries = 0;
    const mounted = await open({
      'GET /me': () => {
        tries += 1;
        return tries === 1
          ? failedWith(503, 'STORAGE_FULL', { retryable: true })
          : { body: { account: null, serverTime: NOW } };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('还没有登录');
  });
});
