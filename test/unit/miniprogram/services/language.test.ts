import { aConversation, aLine } from '../pages/chat/chat-lines';
import { aContact } from '../pages/help/help-answers';
import { failedWith, NOW } from '../../../support/miniprogram-answers';
import { until } from '../../../support/until';
import { mountPage, SIGNED_IN, type MountedPage, type MountInput } from '../../../support/miniprogram-page';

const ACCOUNT = {
  id: '01hzzzzzzzzzzzzzzzzzzzzzzy',
  state: 'active',
  email: null,
  emailVerified: false,
  mobile: '138****8000',
  mobileVerified: true,
  hasPassword: false,
  locale: 'zh-CN',
};

describe('The language of a person', () => {
  let page: MountedPage | undefined;
  let locale = 'zh-CN';
  beforeEach(() => (locale = 'zh-CN'));
  afterEach(() => page?.close());

  async function open(path: string, change: Partial<MountInput> = {}): Promise<MountedPage> {
    page = await mountPage({
      page: path,
      storage: SIGNED_IN,
      ...change,
      server: {
        'GET /me': () => ({ body: { account: { ...ACCOUNT, locale }, serverTime: NOW } }),
        'GET /subscriptions': { body: { templates: [] } },
        'GET /contact': { body: aContact() },
        'GET /registrations': { body: { registrations: [] } },
        'GET /chat/messages': { body: aConversation([aLine({ text: '您好', at: NOW })]) },
        'PUT /me/locale': ({ body }) => {
          ({ locale } = body as { locale: string });
          return { body: { account: { ...ACCOUNT, locale } } };
        },
        ...change.server,
      },
    });
    return page;
  }
  /** Waits until the server was asked so often, and answered. */
  async function asks(mounted: MountedPage, path: string, times: number): Promise<void> {
    const seen = () => mounted.calls.filter((call) => call.path === path).length;
    await until(`${path} is called ${times} times`, () => seen() >= times, { withinMs: 4_000, everyMs: 5 });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const told = (mounted: MountedPage) =>
    mounted.calls.filter(({ path }) => path === '/me/locale').map(({ body }) => body);

  it.each(['/pages/settings/index', '/pages/chat/index'])(
    'is that of the phone, which the account takes over when they meet at %s',
    async (path) => {
      const mounted = await open(path, { conditions: { language: 'en' } });
      await mounted.sees(path.includes('chat') ? '您好' : 'Type size');
      expect(told(mounted)).toEqual([{ locale: 'en' }]);
      mounted.leaves();
      mounted.returns();
      await mounted.sees(path.includes('chat') ? '您好' : 'Type size');
      expect(told(mounted)).toHaveLength(1);
      await asks(mounted, '/me', 2);
    },
  );

  it('follows the chat where it was changed since', async () => {
    const mounted = await open('/pages/settings/index');
    await mounted.sees('字号');
    locale = 'en';
    mounted.leaves();
    mounted.returns();
    await mounted.sees('Type size');
    expect(told(mounted)).toEqual([]);
  });

  it('changes with the words said on the chat page', async () => {
    const answer = aConversation([aLine({ id: 'a', text: 'In English from now on.' })], { locale: 'en' });
    const mounted = await open('/pages/chat/index', { server: { 'POST /chat/messages': { body: answer } } });
    await mounted.sees('您好');
    await mounted.types('English');
    await mounted.taps('发送');
    await mounted.sees('In English from now on.');
    expect(mounted.data()['locale']).toBe('en');
  });

  it('is told to the account again at the next meeting where that failed', async () => {
    let tries = 0;
    const mounted = await open('/pages/settings/index', {
      conditions: { language: 'en' },
      server: {
        'PUT /me/locale': () => {
          tries += 1;
          return tries === 1 ? failedWith(409, 'VERSION_CONFLICT') : { body: { account: ACCOUNT } };
        },
      },
    });
    await mounted.sees('Type size');
    mounted.leaves();
    mounted.returns();
    await asks(mounted, '/me/locale', 2);
    expect(told(mounted)).toEqual([{ locale: 'en' }, { locale: 'en' }]);
  });

  it('chosen on this phone stays, whatever the conversation speaks', async () => {
    const opened = {
      account: ACCOUNT,
      purpose: 'scene',
      target: {},
      again: false,
      registrationId: null,
      seasonId: null,
    };
    const mounted = await open(`/pages/open/index?t=${'t'.repeat(43)}`, {
      storage: { ...SIGNED_IN, settings: { locale: 'en', large: false, chosen: true } },
      server: { 'POST /links/open': { body: opened } },
    });
    await asks(mounted, '/me/locale', 1);
    expect(told(mounted)).toEqual([{ locale: 'en' }]);
  });
});
