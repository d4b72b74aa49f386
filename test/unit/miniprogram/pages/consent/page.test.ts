import { aRegistration, failedWith, NOW } from '../../../../support/miniprogram-answers';
import { mountPage, SIGNED_IN, type MountedPage, type Reply } from '../../../../support/miniprogram-page';

const notice = (id: string, zh: string) => ({
  id,
  version: 'v1',
  title: { zh, en: id },
  body: { zh: `${zh}正文`, en: 'text' },
});
const NOTICES = [
  notice('general_consent', '个人信息处理同意书'),
  notice('sensitive_consent', '单独同意书'),
  notice('guardian_consent', '监护人同意书'),
];

describe('The consent page', () => {
  const registration = aRegistration({ missingNotices: ['general_consent', 'sensitive_consent'] });
  const { id, seasonId } = registration;
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(
    about: string,
    server: Parameters<typeof mountPage>[0]['server'] = {},
    guardian = 'not_needed',
  ): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/consent/index?registration=${id}&notice=${about}`,
      storage: SIGNED_IN,
      server: {
        [`GET /seasons/${seasonId}/notices`]: { body: { notices: NOTICES } },
        [`GET /seasons/${seasonId}/consents`]: { body: { consents: [], guardian } },
        [`GET /registrations/${id}`]: { body: { registration } },
        [`PUT /seasons/${seasonId}/consents/${about}`]: { body: { ok: true } },
        ...server,
      },
    });
    return page;
  }

  const sent = (method: string) => page?.calls.filter((call) => call.method === method) ?? [];

  it.each([
    ['general_consent', '我同意按上面的说明使用我的信息'],
    ['sensitive_consent', '我单独同意收集证件号码和照片'],
  ])('asks for %s by itself, unticked, and stores it once (PR1)', async (about, tick) => {
    const mounted = await open(about);
    await mounted.sees('正文');
    await mounted.taps('同意并继续');
    await mounted.sees('同意的话请勾选');
    expect(sent('PUT')).toHaveLength(0);
    await mounted.taps(tick);
    await mounted.taps('同意并继续', 2);
    expect(sent('PUT').map(({ path, body }) => [path, body])).toEqual([
      [`/seasons/${seasonId}/consents/${about}`, { version: 'v1' }],
    ]);
  });

  it('takes a no as easily, says what it means, and leaves the way back', async () => {
    const mounted = await open('sensitive_consent');
    await mounted.sees('正文');
    await mounted.taps('不同意');
    await mounted.sees('没有保存同意');
    expect(sent('PUT')).toHaveLength(0);
    await mounted.taps('再看一遍');
    await mounted.sees('单独同意书正文');
  });

  it('links the privacy policy, and keeps the tick meanwhile (PR16)', async () => {
    const notices = [...NOTICES, notice('privacy_policy', '隐私政策')];
    const mounted = await open('general_consent', {
      [`GET /seasons/${seasonId}/notices`]: { body: { notices } },
    });
    await mounted.sees('正文');
    await mounted.taps('我同意按上面的说明使用我的信息');
    await mounted.taps('阅读《隐私政策》');
    await mounted.sees('隐私政策正文');
    await mounted.wx('navigateBack');
    expect(mounted.stack().at(-1)?.route).toBe('pages/consent/index');
    await mounted.taps('同意并继续');
    expect(sent('PUT')).toHaveLength(1);
  });

  it('leads to WeChat’s privacy guide where the sitting has no policy of its own', async () => {
    const mounted = await open('general_consent');
    await mounted.sees('正文');
    await mounted.taps('阅读《隐私保护指引》');
    await mounted.sees('隐私保护指引');
    expect(mounted.stack().at(-1)?.route).toBe('pages/consent/index');
  });

  it('withdraws what was given, after asking once more', async () => {
    const given = {
      noticeId: 'general_consent',
      version: 'v1',
      inForce: true,
      givenAt: NOW,
      channel: 'mini_program',
    };
    const path = `/seasons/${seasonId}/consents/general_consent`;
    const mounted = await open('general_consent', {
      [`GET /seasons/${seasonId}/consents`]: { body: { consents: [given], guardian: 'not_needed' } },
      [`GET /registrations/${id}`]: { body: { registration: aRegistration({ missingNotices: [] }) } },
      [`DELETE ${path}`]: { body: { ok: true } },
    });
    await mounted.sees('您已在2027年1月8日');
    await mounted.taps('撤回同意');
    await mounted.taps('先不撤回');
    expect(sent('DELETE')).toHaveLength(0);
    await mounted.taps('撤回同意');
    await mounted.sees('撤回后，这份同意涉及的信息会被删除');
    await mounted.taps('撤回同意');
    await mounted.sees('已撤回');
    expect(sent('DELETE')).toHaveLength(1);
  });

  it('asks a guardian and keeps what was typed when it is refused (PR2)', async () => {
    let tries = 0;
    const mounted = await open(
      'guardian_consent',
      {
        'POST /guardian': (): Reply => {
          tries += 1;
          const fields = [{ field: 'guardian', code: 'mobile.length', message: '手机号是3位，应为11位。' }];
          return tries === 1
            ? failedWith(422, 'VALIDATION_FAILED', { fields })
            : { status: 202, body: { ok: true } };
        },
      },
      'needed',
    );
    await mounted.sees('未满14周岁');
    await mounted.taps('发送验证码给监护人');
    await mounted.sees('请填写姓名、关系和手机号');
    await mounted.types('王大明', 0);
    await mounted.types('138', 1);
    await mounted.taps('父亲');
    await mounted.taps('发送验证码给监护人');
    await mounted.sees('手机号是3位');
    expect(mounted.document.querySelector('input')?.value).toBe('王大明');
    await mounted.types('13800138000', 1);
    await mounted.taps('发送验证码给监护人');
    await mounted.sees('请监护人阅读并决定');
    expect(sent('POST').at(-1)?.body).toEqual({ name: '王大明', relation: '父亲', mobile: '13800138000' });
  });

  it.each([
    ['监护人同意', true],
    ['监护人不同意', false],
  ])('takes the guardian’s code with the answer: %s (PR2)', async (press, agrees) => {
    const confirmed: Reply = { body: { agreed: agrees, saved: agrees } };
    const mounted = await open('guardian_consent', { 'POST /guardian/confirm': confirmed }, 'waiting');
    await mounted.sees('监护人同意书正文');
    await mounted.types('123456');
    await mounted.taps(press);
    if (!agrees) {
      await mounted.sees('不能在网上报名');
      await mounted.taps('不同意');
      await mounted.sees('监护人没有同意');
    }
    expect(sent('POST')[0]?.body).toEqual({ code: '123456', agrees, version: 'v1' });
  });

  it('tells kindly why the guardian’s code is refused', async () => {
    const message = '验证码已失效，请重新获取。';
    const reasons = [{ code: 'code.expired', message }];
    const mounted = await open(
      'guardian_consent',
      { 'POST /guardian/confirm': failedWith(401, 'LOGIN_CODE_INVALID', { reasons }) },
      'waiting',
    );
    await mounted.sees('正文');
    await mounted.taps('监护人同意');
    await mounted.sees('请输入监护人短信里的6位验证码');
    await mounted.types('123456');
    await mounted.taps('监护人同意');
    await mounted.sees(message);
    await mounted.taps('改监护人信息，重新发送');
    await mounted.sees('监护人姓名');
  });

  it('is empty where there is no such consent', async () => {
    const mounted = await open('nothing_consent');
    await mounted.sees('没有找到这份同意书');
  });

  it('shows what failed and tries again', async () => {
    let texts = 0;
    const mounted = await open('general_consent', {
      [`GET /seasons/${seasonId}/notices`]: () => {
        texts += 1;
        return texts === 1
          ? failedWith(503, 'STORAGE_FULL', { retryable: true })
          : { body: { notices: NOTICES } };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('正文');
  });
});
