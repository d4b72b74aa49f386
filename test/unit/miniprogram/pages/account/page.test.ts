import { aRegistration, failedWith, NOW } from '../../../../support/miniprogram-answers';
import { mountPage, SIGNED_IN, type MountedPage, type Reply } from '../../../../support/miniprogram-page';

const ACCOUNT = {
  id: '01hzzzzzzzzzzzzzzzzzzzzzzy',
  state: 'guest',
  email: null,
  emailVerified: false,
  mobile: null,
  mobileVerified: false,
  hasPassword: false,
  locale: 'zh-CN',
};
const HALF = { ...ACCOUNT, mobile: '138****8000', mobileVerified: true };
const WHOLE = { ...HALF, state: 'active', email: 's***@example.org', emailVerified: true };
const PHONE = 'POST /proofs/phone-number';
const CONFIRM = 'POST /proofs/confirm';

const entered = (account: object, kind = 'verified'): Reply => ({ body: { kind, account } });
const known = (account: object | null): Reply => ({ body: { account, serverTime: NOW } });

describe('The account page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(
    server: Parameters<typeof mountPage>[0]['server'] = {},
    rest: Partial<Parameters<typeof mountPage>[0]> = {},
  ): Promise<MountedPage> {
    page = await mountPage({
      page: '/pages/account/index?season=fujian-2027-03',
      storage: SIGNED_IN,
      conditions: { privacyAgreed: true },
      server: { 'GET /me': known(null), 'POST /proofs': { status: 202, body: { ok: true } }, ...server },
      ...rest,
    });
    return page;
  }

  const posts = (path: string) => page?.calls.filter((call) => `${call.method} ${call.path}` === path) ?? [];

  it('takes the number of WeChat by one tap, then asks for the e-mail address (S8)', async () => {
    const mounted = await open({ [PHONE]: entered(HALF) });
    await mounted.sees('验证手机号');
    await mounted.taps('用微信手机号');
    await mounted.taps('允许');
    await mounted.sees('手机号已验证，还差邮箱');
    await mounted.sees('您的邮箱？');
    expect(posts(PHONE)[0]?.body).toEqual({ code: 'phone-code' });
  });

  it('shows the gate before the number is taken, and goes on after agreeing', async () => {
    const mounted = await open({ [PHONE]: entered(HALF) }, { conditions: {} });
    await mounted.sees('验证手机号');
    await mounted.taps('用微信手机号');
    await mounted.sees('先看一下隐私保护指引');
    await mounted.taps('同意');
    await mounted.taps('允许');
    await mounted.sees('您的邮箱？');
  });

  it.each([
    ['refused (errno 104)', { conditions: {} }, '不同意', '您没有同意隐私保护指引'],
    [
      'undeclared (errno 112)',
      { conditions: { undeclared: ['getPhoneNumber'] } },
      null,
      '现在不能从微信取手机号',
    ],
    [
      'used up',
      { conditions: { privacyAgreed: true, phoneNumber: 'used-up' as const } },
      null,
      '次数暂时用完',
    ],
    ['not allowed', { conditions: { privacyAgreed: true } }, '不允许', '没有取手机号'],
  ])('lets the number be typed when WeChat gives none: %s', async (_why, phone, press, words) => {
    const mounted = await open({}, phone);
    await mounted.sees('验证手机号');
    await mounted.taps('用微信手机号');
    if (press) await mounted.taps(press);
    await mounted.sees(words);
    await mounted.sees('您的手机号？');
    expect(posts(PHONE)).toHaveLength(0);
  });

  it('says that an earlier consent was cleared when it asks again', async () => {
    const mounted = await open({}, { conditions: {}, storage: { ...SIGNED_IN, privacyAgreed: true } });
    await mounted.sees('验证手机号');
    await mounted.taps('用微信手机号');
    await mounted.sees('那次同意已被清除');
    await mounted.taps('不同意');
    await mounted.sees('请自己输入手机号');
  });

  it('proves a typed number by the code, sent once for a double tap', async () => {
    const mounted = await open({ [CONFIRM]: entered(HALF) });
    await mounted.sees('验证手机号');
    await mounted.taps('输入手机号，收短信验证码');
    await mounted.types('13800138000');
    await mounted.taps('发送验证码', 2);
    await mounted.sees('短信已发到 13800138000');
    expect(posts('POST /proofs').map(({ body }) => body)).toEqual([{ via: 'mobile', value: '13800138000' }]);
    await mounted.types('123456');
    await mounted.taps('确认', 2);
    await mounted.sees('您的邮箱？');
    expect(posts(CONFIRM)).toHaveLength(1);
  });

  it('keeps what was typed beside what is wrong with it', async () => {
    const message = '手机号是10位，应为11位，请核对。';
    const mounted = await open({
      'POST /proofs': failedWith(422, 'VALIDATION_FAILED', {
        fields: [{ field: 'mobile', code: 'mobile.length', message }],
      }),
    });
    await mounted.sees('验证手机号');
    await mounted.taps('输入手机号，收短信验证码');
    await mounted.taps('发送验证码');
    await mounted.sees('请先填写');
    await mounted.types('1380013800');
    await mounted.taps('发送验证码');
    await mounted.sees(message);
    expect(mounted.document.querySelector('input')?.value).toBe('1380013800');
  });

  it.each([
    ['code.wrong', '验证码不对，请核对后再试。'],
    ['code.too_many_tries', '错误次数太多，请重新获取验证码。'],
  ])('tells kindly why a code is refused: %s', async (code, message) => {
    const mounted = await open({
      'GET /me': known(HALF),
      [CONFIRM]: failedWith(401, 'LOGIN_CODE_INVALID', { reasons: [{ code, message }] }),
    });
    await mounted.sees('您的邮箱？');
    await mounted.types('someone@example.org');
    await mounted.taps('发送验证码');
    await mounted.sees('邮件已发到');
    await mounted.types('12');
    await mounted.taps('确认');
    await mounted.sees('请输入6位数字');
    await mounted.types('000000');
    await mounted.taps('确认');
    await mounted.sees(message);
  });

  it('logs in where the address was registered before, as good news (S7)', async () => {
    const mounted = await open({ [PHONE]: entered(WHOLE, 'joined') });
    await mounted.sees('验证手机号');
    await mounted.taps('用微信手机号');
    await mounted.taps('允许');
    await mounted.sees('已经为您登录原来的账号');
    await mounted.sees('138****8000');
  });

  it('goes on to the registration when both are proven', async () => {
    const registration = aRegistration();
    const mounted = await open({
      'GET /me': known(WHOLE),
      'POST /registrations': { status: 201, body: { registration, resumed: false } },
    });
    await mounted.sees('已登录并验证');
    await mounted.taps('继续报名', 2);
    expect(mounted.stack().at(-1)?.route).toBe('pages/question/index');
    expect(posts('POST /registrations')).toHaveLength(1);
  });

  it('says why registration cannot start', async () => {
    const mounted = await open({
      'GET /me': known(WHOLE),
      'POST /registrations': failedWith(409, 'DEADLINE_PASSED', {
        message: '已过截止时间。',
        reasons: [{ code: 'window.closed', message: '网报已于1月13日截止。' }],
      }),
    });
    await mounted.sees('已登录并验证');
    await mounted.taps('继续报名');
    await mounted.sees('网报已于1月13日截止');
  });

  it('asks nothing after logging out until the person wants it', async () => {
    const mounted = await open({}, { storage: { ...SIGNED_IN, signedOut: true } });
    await mounted.sees('您已退出登录');
    expect(mounted.calls).toEqual([]);
    await mounted.taps('微信登录');
    await mounted.sees('验证手机号');
  });

  it('logs in with a password by either address (S9, S12)', async () => {
    const mounted = await open({ 'POST /session/password': { body: { account: WHOLE } } });
    await mounted.sees('验证手机号');
    await mounted.taps('用密码登录');
    await mounted.taps('登录');
    await mounted.sees('请填写手机号或邮箱，以及密码');
    await mounted.types('someone@example.org', 0);
    await mounted.types('a-secret-1', 1);
    await mounted.taps('登录');
    await mounted.sees('已登录并验证');
    expect(posts('POST /session/password')[0]?.body).toMatchObject({
      via: 'email',
      value: 'someone@example.org',
    });
  });

  it('keeps what is being typed when the person leaves and comes back', async () => {
    const mounted = await open({ 'GET /me': known(HALF) });
    await mounted.sees('您的邮箱？');
    await mounted.types('someone@exa');
    mounted.leaves();
    mounted.returns();
    await mounted.sees('您的邮箱？');
    expect(mounted.document.querySelector('input')?.value).toBe('someone@exa');
  });

  it('shows what failed and tries again', async () => {
    let tries = 0;
    const mounted = await open({
      'GET /me': () => {
        tries += 1;
        return tries === 1 ? failedWith(503, 'STORAGE_FULL', { retryable: true }) : known(null);
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('验证手机号');
  });
});
