import { mountPage, SIGNED_IN, type MountedPage } from '../../../../support/miniprogram-page';
import { failedWith, NOW } from '../../../../support/miniprogram-answers';
import { aContact, HELP_ANSWERS } from './help-answers';

const STRANGER = { ...SIGNED_IN, signedOut: true };
const JOINED = { url: 'https://work.weixin.qq.com/kfid/kfc1?scene_param=one', corpId: 'corp' };

describe('The help page', () => {
  let page: MountedPage | undefined;
  let opened: unknown[] = [];
  let calls: unknown[] = [];
  afterEach(() => page?.close());

  async function open(
    server: Parameters<typeof mountPage>[0]['server'] = {},
    { storage = STRANGER as Record<string, unknown>, refuses = false, query = '' } = {},
  ): Promise<MountedPage> {
    opened = [];
    calls = [];
    page = await mountPage({
      page: `/pages/help/index${query}`,
      storage,
      conditions: { privacyAgreed: true },
      server: {
        'GET /help': { body: { answers: HELP_ANSWERS, serverTime: NOW } },
        'GET /contact': { body: aContact() },
        ...server,
      },
      ask(name, input) {
        if (name === 'call') calls.push(input);
        if (name !== 'chat') return undefined;
        if (refuses) throw new Error('refused by the phone');
        opened.push(input);
        return {};
      },
    });
    return page;
  }

  it('answers without asking who it is', async () => {
    const mounted = await open();
    await mounted.sees('有什么可以帮您？');
    await mounted.taps('审核要多久？');
    await mounted.sees('一般当天有结果。');
    await mounted.taps('审核要多久？');
    expect(mounted.text()).not.toContain('一般当天有结果。');
    expect(mounted.calls.every(({ headers }) => headers['Authorization'] === undefined)).toBe(true);
  });

  it('finds by words, keeps them, and leads on where nothing is found', async () => {
    const mounted = await open();
    await mounted.sees('有什么可以帮您？');
    await mounted.types('蓝色背景');
    await mounted.sees('蓝底照片可以吗？');
    expect(mounted.text()).not.toContain('按内容查看');
    await mounted.types('火星天气');
    await mounted.sees('没有找到“火星天气”');
    await mounted.taps('问助手');
    expect(mounted.stack().at(-1)).toMatchObject({ route: 'pages/chat/index' });
  });

  it('opens a topic as a page of its own', async () => {
    const mounted = await open();
    await mounted.sees('按内容查看');
    await mounted.taps('缴费与退款');
    await mounted.sees('可以退费吗？');
    expect(mounted.stack().at(-1)).toEqual({ route: 'pages/help/index', options: { topic: 'payment' } });
  });

  it('asks a person in the tap itself, joined to the account, and has another address ready afterwards', async () => {
    let minted = 0;
    const link = () => ({
      body: { ...JOINED, sceneParam: `scene-${(minted += 1)}`, expiresAt: NOW + 3_600_000 },
    });
    const mounted = await open({ 'POST /chat-link': link }, { storage: SIGNED_IN });
    await mounted.sees('联系人工客服');
    await mounted.taps('联系人工客服', 2);
    expect(opened).toEqual([{ url: JOINED.url }]);
    expect(minted).toBe(2);
  });

  it('lets a stranger ask a person as well', async () => {
    const mounted = await open();
    await mounted.sees('联系人工客服');
    await mounted.taps('联系人工客服');
    expect(opened).toEqual([{ url: aContact().chat?.url }]);
    expect(mounted.calls.map(({ path }) => path)).not.toContain('/chat-link');
  });

  it('names the phone of the office where WeChat opens no chat', async () => {
    const mounted = await open({}, { refuses: true });
    await mounted.sees('联系人工客服');
    await mounted.taps('联系人工客服');
    await mounted.sees('请打电话给考试机构：考试热线 0591-8888888');
    await mounted.taps('打电话');
    expect(calls).toEqual([{ number: '05918888888' }]);
  });

  it('offers a person from what the phone remembers while the server fails, and tries again', async () => {
    const down = failedWith(500, 'INTERNAL', { retryable: true });
    const storage = { ...STRANGER, contact: aContact() };
    let healthy = false;
    const mounted = await open(
      {
        'GET /help': () => (healthy ? { body: { answers: HELP_ANSWERS, serverTime: NOW } } : down),
        'GET /contact': down,
      },
      { storage },
    );
    await mounted.sees('没有成功');
    await mounted.taps('联系人工客服');
    expect(opened).toEqual([{ url: aContact().chat?.url }]);
    healthy = true;
    await mounted.taps('重试');
    await mounted.sees('有什么可以帮您？');
  });

  it('is where the failures of other pages lead', async () => {
    page = await mountPage({ page: '/pages/fees/index', storage: STRANGER, server: {} });
    await page.sees('没有成功');
    await page.taps('帮助与人工客服');
    expect(page.stack().at(-1)?.route).toBe('pages/help/index');
  });

  it('copies an official address', async () => {
    const mounted = await open();
    await mounted.sees('官方网站');
    await mounted.taps('本省考试机构网站');
    await mounted.sees('已复制');
  });
});
