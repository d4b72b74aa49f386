import { aRegistration, failedWith } from '../../../../support/miniprogram-answers';
import { mountPage, SIGNED_IN, type MountedPage, type Reply } from '../../../../support/miniprogram-page';

const notice = (id: string, zh: string, version = 'v1') => ({
  id,
  version,
  title: { zh, en: id },
  body: { zh: `${zh}第一段\n\n${zh}第二段`, en: 'text' },
});
const NOTICES = [notice('agreement', '报名协议'), notice('province_notice', '福建省报名通告')];
const CONSENTS = { consents: [], guardian: 'not_needed' };

describe('The notice page', () => {
  const registration = aRegistration({
    position: { step: 'notice', about: 'agreement' },
    missingNotices: ['agreement', 'province_notice'],
  });
  const after = aRegistration({
    position: { step: 'notice', about: 'province_notice' },
    missingNotices: ['province_notice'],
  });
  const { id, seasonId } = registration;
  const PUT = `PUT /seasons/${seasonId}/consents/agreement`;
  const TEXTS = `GET /seasons/${seasonId}/notices`;
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(
    server: Parameters<typeof mountPage>[0]['server'] = {},
    query = `registration=${id}&notice=agreement`,
  ): Promise<MountedPage> {
    let reads = 0;
    page = await mountPage({
      page: `/pages/notice/index?${query}`,
      storage: SIGNED_IN,
      server: {
        [TEXTS]: { body: { notices: NOTICES } },
        [`GET /seasons/${seasonId}/consents`]: { body: CONSENTS },
        [`GET /registrations/${id}`]: (): Reply => {
          reads += 1;
          return { body: { registration: reads === 1 ? registration : after } };
        },
        [PUT]: { body: { ok: true } },
        ...server,
      },
    });
    return page;
  }

  const puts = () => page?.calls.filter(({ method }) => method === 'PUT') ?? [];

  it('shows the whole text with its version and asks for the tick (S14)', async () => {
    const mounted = await open();
    await mounted.sees('报名协议第二段');
    expect(mounted.text()).toContain('版本 v1');
    await mounted.taps('继续');
    await mounted.sees('读完后请勾选');
    expect(puts()).toHaveLength(0);
  });

  it('ticks the version that was shown, once, and goes on to the next text (S16)', async () => {
    const mounted = await open();
    await mounted.sees('报名协议第二段');
    await mounted.taps('我已阅读并同意《报名协议》');
    await mounted.taps('继续', 2);
    await mounted.sees('福建省报名通告第一段');
    expect(puts().map(({ body }) => body)).toEqual([{ version: 'v1' }]);
  });

  it('shows the new text unticked when it was changed meanwhile', async () => {
    let texts = 0;
    const mounted = await open({
      [TEXTS]: (): Reply => {
        texts += 1;
        return { body: { notices: [notice('agreement', '报名协议', texts === 1 ? 'v1' : 'v2')] } };
      },
      [`GET /registrations/${id}`]: { body: { registration } },
      [PUT]: failedWith(409, 'STATE_CONFLICT', { reasons: [{ code: 'notice.changed' }] }),
    });
    await mounted.sees('报名协议第一段');
    await mounted.taps('我已阅读并同意《报名协议》');
    await mounted.taps('继续');
    await mounted.sees('这份文本刚刚更新过');
    expect(mounted.text()).toContain('版本 v2');
    expect(mounted.document.querySelector('[aria-role="checkbox"]')?.getAttribute('aria-checked')).not.toBe(
      'true',
    );
  });

  it('is read without a login, and ticks nothing then', async () => {
    const mounted = await open({}, `season=${seasonId}`);
    await mounted.sees('现在可以先看看');
    await mounted.taps('福建省报名通告');
    await mounted.sees('福建省报名通告第二段');
    expect(mounted.document.querySelector('[aria-role="checkbox"]')).toBeNull();
    await mounted.taps('看别的');
    await mounted.sees('现在可以先看看');
    expect(mounted.calls.map(({ path }) => path)).toEqual([`/seasons/${seasonId}/notices`]);
  });

  it('is empty before texts are published', async () => {
    const mounted = await open({ [TEXTS]: { body: { notices: [] } } }, `season=${seasonId}`);
    await mounted.sees('还没有公布通告');
  });

  it('shows what failed and tries again', async () => {
    let texts = 0;
    const mounted = await open({
      [TEXTS]: () => {
        texts += 1;
        return texts === 1
          ? failedWith(503, 'STORAGE_FULL', { retryable: true })
          : { body: { notices: NOTICES } };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('第二段');
  });
});
