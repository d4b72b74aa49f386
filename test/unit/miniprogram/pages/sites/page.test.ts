import { aSeason, failedWith, NOW } from '../../../../support/miniprogram-answers';
import { mountPage, type MountedPage } from '../../../../support/miniprogram-page';

const site = (code: string, name: string, left: number) => ({
  code,
  name: { zh: name, en: name },
  city: { zh: '福州', en: 'Fuzhou' },
  sample: true,
  reviews: false,
  maxSubjects: 3,
  schools: [],
  windows: null,
  notice: null,
  contact: { zh: '', en: '' },
  address: { zh: '某路1号', en: 'Road 1' },
  left,
  subjects: [],
});

describe('The public list of sites', () => {
  const season = aSeason();
  const SITES = `GET /seasons/${season.id}/sites`;
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(server: Parameters<typeof mountPage>[0]['server'] = {}): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/sites/index?season=${season.id}`,
      server: {
        [`GET /seasons/${season.id}`]: { body: season },
        [SITES]: { body: { sites: [site('1', '甲考点', 5), site('2', '乙考点', 0)], serverTime: NOW } },
        ...server,
      },
    });
    return page;
  }

  it('is searched and opened without a login', async () => {
    const mounted = await open();
    await mounted.sees('余5');
    await mounted.types('甲');
    await mounted.sees('1个考点');
    await mounted.taps('甲考点示例');
    await mounted.sees('某路1号');
    expect(mounted.calls.every(({ headers }) => headers['Authorization'] === undefined)).toBe(true);
  });

  it('is empty before sites are published', async () => {
    const mounted = await open({ [SITES]: { body: { sites: [], serverTime: NOW } } });
    await mounted.sees('还没有公布考点');
  });

  it('shows what failed and tries again', async () => {
    let tries = 0;
    const mounted = await open({
      [SITES]: () => {
        tries += 1;
        if (tries === 1) return failedWith(503, 'STORAGE_FULL', { retryable: true });
        return { body: { sites: [site('1', '甲考点', 5)], serverTime: NOW } };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('甲考点');
  });
});
