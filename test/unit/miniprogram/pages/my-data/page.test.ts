import {
  anAccount,
  aRegistration,
  aSeasonCard,
  failedWith,
  NOW,
  whoIs,
} from '../../../../support/miniprogram-answers';
import { pageTests } from '../../../../support/page-tests';

const ACCOUNT = anAccount({ hasPassword: true });
const { id: seasonId, sitting } = aSeasonCard();
const actions = [{ action: 'delete' as const, possible: true, reasons: [] }];
const registration = aRegistration({ actions });
const { id: registrationId } = registration;
const notice = (id: string, zh: string) => ({
  id,
  version: 'v1',
  title: { zh, en: id },
  body: { zh, en: zh },
});
const given = { noticeId: 'general_consent', version: 'v1', inForce: true, givenAt: NOW, channel: 'chat' };
const YEAR_MS = 365 * 86_400_000;

function deletion(change: object = {}) {
  return {
    possible: true,
    reasons: [],
    erased: [{ registrationId, seasonId, seasonName: sitting.name }],
    kept: [],
    consentsKeptUntil: NOW + 3 * YEAR_MS,
    serverTime: NOW,
    ...change,
  };
}

describe('The page of one’s own data', () => {
  const { open, sent } = pageTests({
    page: '/pages/my-data/index',
    conditions: { privacyAgreed: true },
    server: {
      'GET /me': whoIs(ACCOUNT),
      'GET /me/deletion': { body: deletion() },
      'GET /registrations': { body: { registrations: [registration] } },
      [`GET /seasons/${seasonId}/consents`]: { body: { consents: [given], guardian: 'not_needed' } },
      [`GET /seasons/${seasonId}/notices`]: {
        body: { notices: [notice('general_consent', '一般同意'), notice('sensitive_consent', '单独同意')] },
      },
      'GET /seasons': { body: { seasons: [], serverTime: NOW } },
      'POST /me/identity-proofs': { status: 202, body: { ok: true } },
      'POST /me/data/export': { body: { url: 'https://bm.example/pages/export?t=abc', expiresAt: NOW } },
      'POST /me/deletion': { body: { deleted: true, keptUntil: null } },
    },
  });

  it('shows what there is and leads to each', async () => {
    const mounted = await open();
    await mounted.sees('导出我的信息');
    for (const words of ['一般同意', '已同意', '没有同意', '查看或更正'])
      expect(mounted.text()).toContain(words);
    await mounted.taps('单独同意');
    expect(mounted.stack().at(-1)).toMatchObject({
      route: 'pages/consent/index',
      options: { notice: 'sensitive_consent', registration: registrationId },
    });
  });

  it('proves the person anew before an export, keeps a refused code, and copies the address (PR13)', async () => {
    let tries = 0;
    const copied: unknown[] = [];
    const mounted = await open(
      {
        'POST /me/data/export': () => {
          tries += 1;
          const reasons = [{ code: 'code.wrong', message: '验证码不对。', remedy: 'none' }];
          if (tries === 1) return failedWith(409, 'STATE_CONFLICT', { reasons });
          return { body: { url: 'https://bm.example/pages/export?t=abc', expiresAt: NOW } };
        },
      },
      { ask: (name, input) => (name === 'clipboard' ? void copied.push(input) : undefined) },
    );
    await mounted.sees('导出我的信息');
    await mounted.taps('导出');
    await mounted.taps('短信验证码，发到138****8000');
    await mounted.sees('验证码已发到138****8000');
    await mounted.taps('确认并导出');
    await mounted.sees('请输入6位数字的验证码');
    await mounted.types('123456');
    await mounted.taps('确认并导出', 2);
    await mounted.sees('验证码不对');
    expect(mounted.document.querySelector('input')?.value).toBe('123456');
    expect(sent('/me/data/export').map(({ body }) => body)).toEqual([
      { proof: { via: 'mobile', code: '123456' } },
    ]);
    await mounted.taps('确认并导出');
    await mounted.sees('https://bm.example/pages/export?t=abc');
    await mounted.taps('复制地址');
    await mounted.sees('已复制');
    expect(copied).toEqual([{ data: 'https://bm.example/pages/export?t=abc' }]);
  });

  it.each([
    ['refused', { privacyAgreed: false }, '您没有同意隐私保护指引'],
    ['undeclared', { undeclared: ['setClipboardData'] }, '没有复制成功'],
  ])('lets the address be copied by hand where the clipboard is %s', async (_, conditions, words) => {
    const mounted = await open({}, { conditions: { privacyAgreed: true, ...conditions } });
    await mounted.sees('导出我的信息');
    await mounted.taps('导出');
    await mounted.taps('输入密码');
    await mounted.types('old-password-1');
    await mounted.taps('确认并导出');
    await mounted.sees('可以下载了');
    await mounted.taps('复制地址');
    if (!('undeclared' in conditions)) await mounted.taps('不同意');
    await mounted.sees(words);
    expect(mounted.text()).toContain('https://bm.example/pages/export?t=abc');
  });

  it('says before the deletion what goes and what stays until when, asks why and who, and deletes once (PR14)', async () => {
    const kept = [
      { registrationId, seasonId, seasonName: { zh: '第78次考试', en: '78th' }, keptUntil: NOW + YEAR_MS },
    ];
    const mounted = await open({ 'GET /me/deletion': { body: deletion({ kept }) } });
    await mounted.sees('导出我的信息');
    await mounted.taps('注销账号');
    await mounted.sees('要注销账号吗');
    expect(mounted.text()).toContain('第79次考试的报考信息和照片，名额退回');
    expect(mounted.text()).toContain('依规定保留到2028年1月8日');
    await mounted.taps('继续，确认是我本人');
    await mounted.sees('请选择原因');
    await mounted.taps('不参加考试了');
    await mounted.taps('继续，确认是我本人');
    await mounted.taps('输入密码');
    await mounted.types('old-password-1');
    await mounted.taps('确认注销', 2);
    await mounted.sees('账号已注销');
    expect(sent('/me/deletion').map(({ body }) => body)).toEqual([
      { proof: { password: 'old-password-1' }, reason: 'not_taking_part' },
    ]);
    await mounted.taps('回到首页');
    expect(mounted.stack().map(({ route }) => route)).toEqual(['pages/home/index']);
  });

  it('knows that the account is gone although the answer was lost', async () => {
    let deleted = false;
    const mounted = await open({
      'GET /me': () => whoIs(deleted ? null : ACCOUNT),
      'POST /me/deletion': () => {
        deleted = true;
        return 'no answer';
      },
    });
    await mounted.sees('导出我的信息');
    await mounted.taps('注销账号');
    await mounted.taps('其他原因');
    await mounted.taps('继续，确认是我本人');
    await mounted.taps('输入密码');
    await mounted.types('old-password-1');
    await mounted.taps('确认注销');
    await mounted.sees('账号已注销');
  });

  it('says why an account cannot be deleted yet, and offers no button for it', async () => {
    const reasons = [{ code: 'account.exam_ahead', message: '您已缴费，考试还没有结束。', remedy: 'none' }];
    const mounted = await open({ 'GET /me/deletion': { body: deletion({ possible: false, reasons }) } });
    await mounted.sees('您已缴费，考试还没有结束。');
    const rows = [...mounted.document.querySelectorAll('.my-data__row--danger')];
    expect(rows.map(({ textContent }) => textContent)).toEqual(['删除报考信息']);
  });

  it('has nothing to show of whoever is not signed in', async () => {
    const mounted = await open({}, { storage: { signedOut: true } });
    await mounted.sees('还没有保存您的信息');
    expect(mounted.calls).toEqual([]);
  });

  it('shows what failed and tries again', async () => {
    let tries = 0;
    const mounted = await open({
      'GET /me/deletion': () => {
        tries += 1;
        return tries === 1 ? failedWith(503, 'STORAGE_FULL', { retryable: true }) : { body: deletion() };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('导出我的信息');
  });
});
