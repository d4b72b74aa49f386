import { openStage, openWecom, passiveReply, wecomApi, type Stage, type WeComApi } from './receiver';
import type { Reviewer } from '../../platform/hands/reviewer';
import { verifyCallbackUrl } from '../../platform/wecom/callback';

const HOUR = 3_600_000;

function reviewCard(taskId: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    card_type: 'button_interaction',
    main_title: { title: '报名审核' },
    task_id: taskId,
    horizontal_content_list: [{ keyname: '考点', value: '福州一中' }],
    button_selection: {
      question_key: 'reason',
      option_list: [
        { id: 'none', text: '请选择原因' },
        { id: 'photo', text: '照片不合格' },
      ],
    },
    button_list: [
      { text: '通过', key: 'approve' },
      { text: '驳回', key: 'reject' },
    ],
    ...change,
  };
}

describe('WeCom app messages', () => {
  let stage: Stage;
  let api: WeComApi;
  let reviewer: Reviewer;

  beforeEach(async () => {
    stage = await openStage();
    api = await wecomApi(stage.settings);
    reviewer = stage.platform.reviewer({ userid: 'LiNa', name: '李娜' });
  });
  afterEach(() => stage.close());

  const agentid = () => Number(stage.settings['WECOM_AGENT_ID']);
  const send = (touser: string, card: Record<string, unknown>) =>
    api.post('message/send', { touser, agentid: agentid(), msgtype: 'template_card', template_card: card });
  const sendText = (touser: string, content: string) =>
    api.post('message/send', { touser, agentid: agentid(), msgtype: 'text', text: { content } });
  const update = (code: unknown, more: Record<string, unknown>) =>
    api.post('message/update_template_card', { agentid: agentid(), response_code: code, ...more });

  it('binds a token to the secret, expires it after two hours and can kill it', async () => {
    const base = `${stage.settings['WECOM_API_URL']}/cgi-bin/gettoken?corpid=${stage.settings['WECOM_CORP_ID']}`;
    const wrong = await fetch(`${base}&corpsecret=wrong`);
    expect(await wrong.json()).toMatchObject({ errcode: 40001 });
    stage.platform.wecom.tokens.killAll();
    expect((await sendText('LiNa', '你好')).errcode).toBe(40014);
    api = await wecomApi(stage.settings);
    stage.clock.push(2 * HOUR);
    expect((await sendText('LiNa', '你好')).errcode).toBe(42001);
    api = await wecomApi(stage.settings);
    expect((await sendText('LiNa', '你好')).errcode).toBe(0);
  });

  it('sends to those it can and names the others in lower case', async () => {
    stage.platform.reviewer({ userid: 'Hidden', visible: false });
    expect(await sendText('lina|Nobody|Hidden', '你好')).toMatchObject({
      errcode: 0,
      invaliduser: 'nobody|hidden',
    });
    expect(reviewer.texts()).toEqual(['你好']);
    expect((await sendText('Nobody', '你好')).errcode).toBe(81013);
    expect((await sendText('', '你好')).errcode).toBe(82001);
    expect((await sendText('LiNa', '中'.repeat(683))).errcode).toBe(45002);
  });

  it('uses a task_id once for ever', async () => {
    expect((await send('LiNa', reviewCard('t-1'))).errcode).toBe(0);
    stage.clock.push(HOUR);
    expect((await send('LiNa', reviewCard('t-1'))).errcode).toBe(42014);
    expect((await send('LiNa', reviewCard('t 2'))).errcode).toBe(42014);
  });

  it.each([
    [{ card_type: 'other' }, 42031],
    [{ main_title: {} }, 42033],
    [{ horizontal_content_list: Array.from({ length: 7 }, () => ({ keyname: '行' })) }, 42035],
    [{ button_list: [] }, 42017],
    [{ button_list: [{ text: '通过' }] }, 42039],
    [{ button_selection: { question_key: 'q', option_list: [] } }, 42037],
  ])('refuses a card with %j', async (change, errcode) => {
    expect((await send('LiNa', reviewCard('t-1', change))).errcode).toBe(errcode);
    expect((await send('LiNa', reviewCard('t-1'))).errcode).toBe(0);
  });

  it('drops the 31st message of a minute in silence', async () => {
    for (let count = 0; count < 31; count += 1) expect((await sendText('LiNa', `${count}`)).errcode).toBe(0);
    expect(reviewer.texts()).toHaveLength(30);
    stage.clock.push(60_000);
    await sendText('LiNa', '下一分钟');
    expect(reviewer.texts().at(-1)).toBe('下一分钟');
  });

  it('sends a press as an encrypted event with the chosen entry and a new code', async () => {
    await send('LiNa', reviewCard('t-1'));
    await reviewer.presses('驳回');
    reviewer.chooses('照片不合格');
    await reviewer.presses('驳回');
    const [first, second] = stage.receiver.calls.map((call) => openWecom(stage.platform.wecom.keys, call));
    const chosen = (id: string) => ({ SelectedItem: { QuestionKey: 'reason', OptionIds: { OptionId: id } } });
    const event = { FromUserName: 'LiNa', EventKey: 'reject', TaskId: 't-1', CardType: 'button_interaction' };
    expect(first).toMatchObject({ ...event, SelectedItems: chosen('none') });
    expect(second).toMatchObject({ ...event, SelectedItems: chosen('photo') });
    expect(first?.['ResponseCode']).not.toBe(second?.['ResponseCode']);
  });

  it('repeats a press with fresh ciphertext when told, and two at once', async () => {
    await send('LiNa', reviewCard('t-1'));
    const pressed = await reviewer.presses('通过');
    await reviewer.replays(pressed);
    const [first, second] = stage.receiver.calls;
    expect(first?.body).not.toBe(second?.body);
    expect(openWecom(stage.platform.wecom.keys, first!)).toEqual(
      openWecom(stage.platform.wecom.keys, second!),
    );
    await reviewer.pressesTwice('通过');
    expect(stage.receiver.calls).toHaveLength(4);
  });

  it('changes every copy by a code that works once and for 72 hours', async () => {
    const other = stage.platform.reviewer({ userid: 'ZhangWei' });
    const { response_code: code } = await send('LiNa|ZhangWei', reviewCard('t-1'));
    const change = { userids: ['lina', 'stranger'], button: { replace_name: '已通过' } };
    expect(await update(code, { ...change, agentid: 7 })).toMatchObject({ errcode: 42015 });
    expect(await update(code, change)).toMatchObject({ errcode: 0, invaliduser: ['stranger'] });
    expect((await update(code, change)).errcode).toBe(40058);
    expect(reviewer.lastCard()).toMatchObject({ greyButton: '已通过' });
    expect(other.lastCard().greyButton).toBeUndefined();
    await expect(reviewer.presses('通过')).rejects.toThrow('grey');

    const { response_code: late } = await send('LiNa', reviewCard('t-2'));
    stage.clock.push(72 * HOUR);
    api = await wecomApi(stage.settings);
    expect((await update(late, { atall: 1, button: { replace_name: '已过期' } })).errcode).toBe(40058);
  });

  it('changes the presser’s copy by the passive reply', async () => {
    await send('LiNa', reviewCard('t-1'));
    const body = passiveReply(stage.platform.wecom.keys, {
      MsgType: 'update_button',
      Button: { ReplaceName: '处理中' },
    });
    stage.receiver.answer = () => ({ status: 200, body });
    await reviewer.presses('通过');
    expect(reviewer.lastCard().greyButton).toBe('处理中');
  });

  it('recalls within a day', async () => {
    const { msgid } = await sendText('LiNa', '发错了');
    expect((await api.post('message/recall', { msgid })).errcode).toBe(0);
    expect(reviewer.cards()[0]?.recalled).toBe(true);
    stage.clock.push(25 * HOUR);
    api = await wecomApi(stage.settings);
    expect((await api.post('message/recall', { msgid })).errcode).toBe(42052);
  });

  it('checks a callback address by an encrypted echo', async () => {
    const { platform } = stage;
    const check = { path: '/callbacks/wecom', keys: platform.wecom.keys };
    const core = platform.wecom.core;
    expect((await verifyCallbackUrl(core, check)).ok).toBe(false);
    expect(stage.receiver.calls[0]).toMatchObject({ method: 'GET', path: '/callbacks/wecom' });
  });
});

describe('WeCom web authorisation', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const authorizeUrl = (redirect: string) => {
    const query = new URLSearchParams({
      appid: stage.settings['WECOM_CORP_ID'] ?? '',
      redirect_uri: redirect,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc',
      agentid: stage.settings['WECOM_AGENT_ID'] ?? '',
    });
    return `${stage.settings['WECOM_OAUTH_URL']}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`;
  };

  it('brings the member back with a code that works once within five minutes', async () => {
    const reviewer = stage.platform.reviewer({ userid: 'LiNa' });
    const api = await wecomApi(stage.settings);
    const codeOf = async () => {
      const page = await reviewer.opens(authorizeUrl(`${stage.receiver.url}/staff/back`));
      return new URL(page.url).searchParams;
    };
    const back = await codeOf();
    expect(back.get('state')).toBe('abc');
    const code = back.get('code') ?? '';
    expect(await api.get('auth/getuserinfo', { code })).toMatchObject({ errcode: 0, userid: 'LiNa' });
    expect((await api.get('auth/getuserinfo', { code })).errcode).toBe(42022);
    const late = (await codeOf()).get('code') ?? '';
    stage.clock.push(5 * 60_000);
    expect((await api.get('auth/getuserinfo', { code: late })).errcode).toBe(42003);
  });

  it('gives an outsider an openid and no userid', async () => {
    const api = await wecomApi(stage.settings);
    const candidate = stage.platform.candidate();
    const page = await candidate.opens(authorizeUrl(`${stage.receiver.url}/back`));
    const outsider = page.links.find(({ text }) => text === '企业外人员');
    const code = new URL((await candidate.opens(outsider?.href ?? '')).url).searchParams.get('code') ?? '';
    const info = await api.get('auth/getuserinfo', { code });
    expect(info.errcode).toBe(0);
    expect(info['userid']).toBeUndefined();
    expect(info['openid']).toBeDefined();
  });

  it('returns only to the trusted host, port included', async () => {
    const reviewer = stage.platform.reviewer({ userid: 'LiNa' });
    const page = await reviewer.opens(authorizeUrl('http://127.0.0.1:1/back'));
    expect(page.status).toBe(400);
    expect(page.text).toContain('50001');
  });
});
