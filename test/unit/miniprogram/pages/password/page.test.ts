import { anAccount, failedWith, NOW, whoIs } from '../../../../support/miniprogram-answers';
import type { MountInput } from '../../../../support/miniprogram-page';
import { pageTests } from '../../../../support/page-tests';

describe('The password page', () => {
  const pages = pageTests({
    page: '/pages/password/index',
    server: {
      'PUT /me/password': { body: { ok: true } },
      'POST /session': {
        status: 201,
        body: { token: 't'.repeat(20), expiresAt: NOW * 2, account: null, serverTime: NOW },
      },
      'POST /proofs': { status: 202, body: { ok: true } },
      'POST /me/password/recovery': { body: { kind: 'joined', account: anAccount() } },
    },
  });
  const open = (
    account: Parameters<typeof anAccount>[0] = {},
    { server, query = '', ...change }: { query?: string } & Partial<MountInput> = {},
  ) =>
    pages.open(
      { 'GET /me': whoIs(anAccount(account)), ...server },
      { page: `/pages/password/index${query}`, ...change },
    );
  const sent = (path: string) => pages.sent(path).map(({ body }) => body);

  it('sets a password once for a double tap, and shows what is typed on demand', async () => {
    const mounted = await open();
    await mounted.sees('设置密码');
    await mounted.taps('保存密码');
    await mounted.sees('请输入新密码');
    await mounted.types('blue-river-27');
    expect(mounted.document.querySelector('input')?.type).toBe('password');
    await mounted.taps('显示密码');
    expect(mounted.document.querySelector('input')?.type).toBe('text');
    await mounted.taps('保存密码', 2);
    await mounted.sees('密码已保存');
    expect(sent('/me/password')).toEqual([{ password: 'blue-river-27' }]);
  });

  it('changes it with the present one, and says what is wrong beside what was typed', async () => {
    const fields = [{ field: 'password', code: 'password.too_short', message: '密码太短了。' }];
    const mounted = await open(
      { hasPassword: true },
      { server: { 'PUT /me/password': failedWith(422, 'VALIDATION_FAILED', { fields }) } },
    );
    await mounted.sees('修改密码');
    await mounted.types('old-password-1', 0);
    await mounted.types('short', 1);
    await mounted.taps('保存新密码');
    await mounted.sees('密码太短了');
    expect(sent('/me/password')).toEqual([{ password: 'short', current: 'old-password-1' }]);
    expect([...mounted.document.querySelectorAll('input')].map(({ value }) => value)).toEqual([
      'old-password-1',
      'short',
    ]);
  });

  it.each([
    ['13800138000', 'mobile', '短信已发到'],
    ['a@example.org', 'email', '邮件已发到'],
  ])('recovers it by %s (S9, S12)', async (address, via, told) => {
    const mounted = await open({}, { query: '?recover=1', storage: { signedOut: true } });
    await mounted.sees('找回密码');
    await mounted.taps('发送验证码');
    await mounted.sees('请填写手机号或邮箱');
    await mounted.types(address);
    await mounted.taps('发送验证码');
    await mounted.sees(told);
    await mounted.types('123456', 0);
    await mounted.types('blue-river-27', 1);
    await mounted.taps('设新密码并登录', 2);
    await mounted.sees('密码已保存');
    expect(sent('/proofs')).toEqual([{ via, value: address }]);
    expect(sent('/me/password/recovery')).toEqual([{ via, code: '123456', password: 'blue-river-27' }]);
  });

  it('shows what failed and tries again', async () => {
    let tries = 0;
    const mounted = await open(
      {},
      {
        server: {
          'GET /me': () => {
            tries += 1;
            if (tries === 1) return failedWith(503, 'STORAGE_FULL', { retryable: true });
            return whoIs(anAccount());
          },
        },
      },
    );
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('设置密码');
  });
});
