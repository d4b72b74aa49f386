import { mountPage, SIGNED_IN, type MountedPage } from '../../support/miniprogram-page';

const HOME = {
  'GET /seasons': { body: { seasons: [], serverTime: 1 } },
  'GET /me': { body: { account: null, serverTime: 1 } },
};

describe('The phone that runs the mini program', () => {
  const asked: [string, unknown][] = [];
  let page: MountedPage;

  beforeEach(async () => {
    asked.length = 0;
    page = await mountPage({
      page: '',
      storage: SIGNED_IN,
      server: HOME,
      ask: (name, input) => {
        asked.push([name, input]);
        if (name === 'paymentSum') return { sum: '¥80.00' };
        if (name !== 'pay') return {};
        const { outcome } = input as { outcome: string };
        return { errMsg: outcome === 'success' ? 'requestPayment:ok' : 'requestPayment:fail cancel' };
      },
    });
    await page.sees('现在没有可以报名的考次');
  });
  afterEach(() => page.close());

  it('refuses private calls until the person agrees (errno 104), and asks only once', async () => {
    const refused = page.wx('chooseMedia').catch((failure: unknown) => failure);
    await page.sees('用户隐私保护提示');
    await page.taps('拒绝');
    expect(await refused).toMatchObject({
      errno: 104,
      errMsg: expect.stringContaining('chooseMedia:fail') as string,
    });
    page.set({ nextFiles: [{ name: 'a.jpg', type: 'image/jpeg', base64: 'AAAA', width: 300, height: 400 }] });
    const chosen = page.wx('chooseMedia');
    await page.sees('用户隐私保护提示');
    await page.taps('同意');
    expect(await chosen).toMatchObject({ tempFiles: [{ size: 3, width: 300, height: 400 }] });
    await expect(page.wx('setClipboardData', { data: 'a' })).resolves.toMatchObject({
      errMsg: 'setClipboardData:ok',
    });
  });

  it('fails private calls that the console does not list (errno 112)', async () => {
    page.set({ undeclared: ['addPhoneCalendar'], privacyAgreed: true });
    await expect(page.wx('addPhoneCalendar', { title: 'a', startTime: 1 })).rejects.toMatchObject({
      errno: 112,
    });
  });

  it('fails where the owner refused the camera', async () => {
    page.set({ camera: 'refused', privacyAgreed: true });
    await expect(page.wx('chooseMedia', { sourceType: ['camera'] })).rejects.toMatchObject({
      errMsg: 'chooseMedia:fail auth deny',
    });
  });

  it.each([
    ['确认支付', 'resolves', 'requestPayment:ok'],
    ['取消', 'rejects', 'requestPayment:fail cancel'],
  ] as const)('shows the payment sheet with the sum of the order: %s', async (press, ends, errMsg) => {
    const paid = page.wx('requestPayment', { package: 'prepay_id=1' });
    await page.sees('¥80.00');
    const checked = expect(paid)[ends].toMatchObject({ errMsg });
    await page.taps(press);
    await checked;
  });

  it('asks for messages, at most three templates at once', async () => {
    const answered = page.wx('requestSubscribeMessage', { tmplIds: ['a', 'b'] });
    await page.sees('2 条通知');
    await page.taps('允许');
    expect(await answered).toMatchObject({ a: 'accept', b: 'accept' });
    expect(asked.at(-1)).toEqual(['subscribe', { answers: { a: 'accept', b: 'accept' } }]);
    await expect(page.wx('requestSubscribeMessage', { tmplIds: ['a', 'b', 'c', 'd'] })).rejects.toMatchObject(
      {
        errCode: 20_003,
      },
    );
  });

  it('keeps ten pages at most and knows which there are', async () => {
    const url = '/pages/question/index?field=name';
    for (let opened = 1; opened < 10; opened++) await page.wx('navigateTo', { url });
    await expect(page.wx('navigateTo', { url })).rejects.toMatchObject({
      errMsg: 'navigateTo:fail webview count limit exceed',
    });
    await page.wx('navigateBack', { delta: 8 });
    expect(page.stack()).toHaveLength(2);
    await expect(page.wx('navigateTo', { url: '/pages/nowhere/index' })).rejects.toMatchObject({
      errMsg: expect.stringContaining('is not found') as string,
    });
  });

  it('has no network when told so', async () => {
    page.set({ network: 'none' });
    await expect(page.wx('request', { url: 'https://a.example/api/v1/seasons' })).rejects.toMatchObject({
      errMsg: 'request:fail network disconnected',
    });
  });

  it('lets the person pick from the pictures that the phone holds', async () => {
    const url = 'data:image/png;base64,iVBORw0KGgo=';
    Object.assign((page.document.defaultView as unknown as { phone: object }).phone, {
      pictures: [{ key: 'good', title: { zh: '合格的证件照', en: 'Good' }, url }],
    });
    page.set({ privacyAgreed: true });
    const cancelled = page.wx('chooseMedia', { sourceType: ['album'] }).catch((failure: unknown) => failure);
    await page.sees('合格的证件照');
    await page.taps('取消');
    expect(await cancelled).toMatchObject({ errMsg: 'chooseMedia:fail cancel' });
  });

  it('speaks WeChat’s own words in the language of the phone', async () => {
    page.set({ language: 'en' });
    const answered = page.wx('requestSubscribeMessage', { tmplIds: ['a'] });
    await page.sees('Messages: 1');
    await page.taps('Reject');
    expect(await answered).toMatchObject({ a: 'reject' });
  });

  it('comes to the front with the page of a tapped item, and stays where it is when there is none', async () => {
    const program = (page.document.defaultView as unknown as { miniProgram: Program }).miniProgram;
    program.launch('/pages/settings/index?a=1');
    expect(program.shown()).toBe('/pages/settings/index?a=1');
    expect(page.stack()).toMatchObject([{ route: 'pages/settings/index' }]);
    expect(() => program.launch('/pages/nowhere/index')).toThrow('not found');
    expect(page.stack()).toHaveLength(1);
  });
});

interface Program {
  launch(url: string): void;
  shown(): string;
}
