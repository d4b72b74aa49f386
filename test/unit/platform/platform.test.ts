import { createTransport } from 'nodemailer';
import { openStage, type Receiver, type Stage } from './receiver';
import { startPlatform } from '../../platform/platform';

describe('startPlatform', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const tokenUrl = () => {
    const query = new URLSearchParams({
      corpid: stage.settings['WECOM_CORP_ID'] ?? '',
      corpsecret: stage.settings['WECOM_AGENT_SECRET'] ?? '',
    });
    return `${stage.settings['WECOM_API_URL']}/cgi-bin/gettoken?${query.toString()}`;
  };
  const sms = (body: unknown, key = stage.settings['SMS_API_KEY']) =>
    fetch(stage.settings['SMS_API_URL'] ?? '', {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });

  it('gives the same ids in every run with one seed', async () => {
    const other = await startPlatform({ clock: stage.clock });
    expect(other.settings()['WECOM_CORP_ID']).toBe(stage.settings['WECOM_CORP_ID']);
    expect(other.candidate().openid).toBe(stage.platform.candidate().openid);
    const third = await startPlatform({ clock: stage.clock, seed: 'another' });
    expect(third.settings()['WECOM_CORP_ID']).not.toBe(stage.settings['WECOM_CORP_ID']);
    const fourth = await startPlatform({ clock: stage.clock, run: '2' });
    expect(fourth.candidate().openid).toBe(other.candidates()[0]?.openid);
    expect(fourth.candidates()[0]?.loginCode()).not.toBe(other.candidates()[0]?.loginCode());
    await Promise.all([other, third, fourth].map((platform) => platform.stop()));
  });

  it('receives mails whole', async () => {
    const transport = createTransport(stage.settings['SMTP_URL']);
    const mail = {
      from: '考务 <a@exam.example>',
      to: 'wang@exam.example',
      subject: '确认您的邮箱地址，谢谢您的配合',
    };
    await transport.sendMail({
      ...mail,
      text: '请点击链接：\nhttps://exam.example/确认',
      html: '<p>请点击</p>',
    });
    expect(stage.platform.candidate().mails('wang@exam.example')).toMatchObject([
      { subject: mail.subject, text: '请点击链接：\nhttps://exam.example/确认', html: '<p>请点击</p>' },
    ]);
    await expect(transport.sendMail({ ...mail, to: 'x@nowhere.invalid' })).rejects.toMatchObject({
      responseCode: 550,
    });
    stage.platform.fail({ path: 'smtp', how: 'busy' });
    await expect(transport.sendMail({ ...mail, text: '…' })).rejects.toMatchObject({ responseCode: 451 });
    stage.platform.fail({ path: 'smtp', how: 'answer-lost' });
    await expect(transport.sendMail({ ...mail, text: '…' })).rejects.toBeDefined();
    expect(stage.platform.mails).toHaveLength(2);
    transport.close();
  });

  it('receives SMS once per id and only with the key', async () => {
    const body = { to: '19900000001', template: 'code', params: { code: '123456' }, id: 's-1' };
    expect((await sms(body, 'wrong')).status).toBe(401);
    expect((await sms({ ...body, to: 'nobody' })).status).toBe(400);
    expect((await sms(body)).status).toBe(200);
    expect((await sms(body)).status).toBe(200);
    expect(stage.platform.candidate({ phone: '19900000001' }).sms()).toHaveLength(1);
    stage.platform.fail({ path: '/sms', how: 'busy' });
    expect((await sms({ ...body, id: 's-2' })).status).toBe(503);
  });

  it.each([
    ['busy', async (response: Response) => expect(await response.json()).toMatchObject({ errcode: -1 })],
    ['http-500', async (response: Response) => expect(response.status).toBe(500)],
    ['wrong-json', async (response: Response) => expect(response.json()).rejects.toThrow()],
    [
      { errcode: 45009 },
      async (response: Response) => expect(await response.json()).toMatchObject({ errcode: 45009 }),
    ],
  ] as const)('fails as told: %j', async (how, check) => {
    const fault = stage.platform.fail({ path: '/cgi-bin/gettoken', how });
    await check(await fetch(tokenUrl()));
    expect(fault.hits()).toBe(1);
    expect(await (await fetch(tokenUrl())).json()).toMatchObject({ errcode: 0 });
  });

  it('does the work when the answer is lost and none when the connection is refused', async () => {
    const { tokens } = stage.platform.wecom;
    stage.platform.fail({ path: '/cgi-bin', how: 'refuse-connection' });
    await expect(fetch(tokenUrl())).rejects.toThrow();
    expect(tokens.issued()).toBe(0);
    stage.platform.fail({ path: '/cgi-bin', how: 'answer-lost' });
    await expect(fetch(tokenUrl())).rejects.toThrow();
    expect(tokens.issued()).toBe(1);
  });

  it('holds a slow answer back until the caller gives up', async () => {
    stage.platform.fail({ path: '*', how: 'slow', ms: 60_000 });
    await expect(fetch(tokenUrl(), { signal: AbortSignal.timeout(20) })).rejects.toThrow();
  });

  it('streams the timeline and shows the world', async () => {
    const kinds: string[] = [];
    const stop = stage.platform.timeline.onEvent(({ kind }) => kinds.push(kind));
    const candidate = stage.platform.candidate({ nickname: '张三' });
    await candidate.types('你好');
    stop();
    await candidate.types('还在');
    expect(kinds).toEqual(['message.sent', 'wecom.kf_msg_or_event']);
    expect(stage.platform.snapshot().phones).toMatchObject([
      { nickname: '张三', session: 0, messagesLeft: 5 },
    ]);
    expect(JSON.stringify(stage.platform.snapshot())).toContain('还在');
  });

  it('sends a page’s form with hidden fields, choices and cookies', async () => {
    const form = `<title>确认</title><form method="post" action="/done?x=1"><input type="hidden" name="token" value="a&amp;b">
      <select name="reason"><option value="1">一</option><option value="2" selected>二</option></select>
      <input type="checkbox" name="agree" value="yes"><textarea name="words"></textarea>
      <button name="act" value="no">取消</button><button name="act" value="ok">确认</button></form>`;
    stage.receiver.answer = ({ method }): ReturnType<Receiver['answer']> =>
      method === 'GET'
        ? { status: 200, headers: { 'Set-Cookie': 'sid=1; HttpOnly' }, body: form }
        : { status: 303, headers: { Location: '/shown' } };
    const candidate = stage.platform.candidate();
    const page = await candidate.opens(`${stage.receiver.url}/confirm`);
    const fields = { words: '好', agree: 'yes' };
    const shown = await candidate.browser.submit(page, { button: '确认', fields });
    const posted = stage.receiver.calls.find(({ method }) => method === 'POST');
    expect(Object.fromEntries(new URLSearchParams(posted?.body))).toEqual({
      token: 'a&b',
      reason: '2',
      agree: 'yes',
      words: '好',
      act: 'ok',
    });
    expect(posted?.headers).toMatchObject({ cookie: 'sid=1', origin: stage.receiver.url });
    expect(new URL(shown.url).pathname).toBe('/shown');
  });
});
