import { aSeason, aSeasonCard, failedWith, NOW } from '../../../../support/miniprogram-answers';
import { mountPage, type MountedPage } from '../../../../support/miniprogram-page';

const subject = (code: string, level: number, feeFen: number, requires: string | null = null) => ({
  code,
  level,
  name: { zh: `科目${code}`, en: `Subject ${code}` },
  minutes: 90,
  requires,
  feeFen,
});

describe('The public list of subjects and fees', () => {
  const season = aSeason({ subjects: [subject('41', 4, 0, '35'), subject('35', 3, 10_500)] });
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(server: Parameters<typeof mountPage>[0]['server'] = {}): Promise<MountedPage> {
    page = await mountPage({
      page: '/pages/fees/index',
      server: {
        'GET /seasons': { body: { seasons: [aSeasonCard()], serverTime: NOW } },
        [`GET /seasons/${season.id}`]: { body: season },
        ...server,
      },
    });
    return page;
  }

  it('lists them by level with their fees and what level 4 needs', async () => {
    const mounted = await open();
    await mounted.sees('三级');
    const text = mounted.text();
    expect(text.indexOf('三级')).toBeLessThan(text.indexOf('四级'));
    expect(text).toContain('¥105.00');
    expect(text).toContain('免费');
    expect(text).toContain('拿证书要有科目35的三级证书');
  });

  it('is empty while no sitting is announced', async () => {
    const mounted = await open({ 'GET /seasons': { body: { seasons: [], serverTime: NOW } } });
    await mounted.sees('还没有公布科目');
  });

  it('shows what failed and tries again', async () => {
    let tries = 0;
    const mounted = await open({
      [`GET /seasons/${season.id}`]: () => {
        tries += 1;
        return tries === 1 ? failedWith(503, 'STORAGE_FULL', { retryable: true }) : { body: season };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('科目41');
  });
});
