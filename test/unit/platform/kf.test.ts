import { openStage, openWecom, wecomApi, type Stage, type WeComApi } from './receiver';
import type { Candidate } from '../../platform/hands/candidate';

const HOUR = 3_600_000;

interface Pulled {
  msg_list: { msgid: string; msgtype: string; origin: number; [key: string]: unknown }[];
  next_cursor: string;
  has_more: number;
  errcode: number;
}

describe('customer service', () => {
  let stage: Stage;
  let api: WeComApi;
  let candidate: Candidate;

  beforeEach(async () => {
    stage = await openStage();
    api = await wecomApi(stage.settings);
    candidate = stage.platform.candidate({ nickname: '张三' });
  });
  afterEach(() => stage.close());

  const pull = async (more: Record<string, unknown> = {}): Promise<Pulled> =>
    (await api.post('kf/sync_msg', {
      open_kfid: stage.settings['KF_OPEN_KFID'],
      ...more,
    })) as unknown as Pulled;
  const say = (content: string, more: Record<string, unknown> = {}) =>
    api.post('kf/send_msg', {
      touser: candidate.externalUserid,
      open_kfid: stage.settings['KF_OPEN_KFID'],
      msgtype: 'text',
      text: { content },
      ...more,
    });
  const menu = (list: unknown[]) =>
    say('', { msgtype: 'msgmenu', msgmenu: { head_content: '请选择', list } });
  const click = (id: string, content: string) => ({ type: 'click', click: { id, content } });
  const state = async () => (await session('get')).service_state;
  const session = (verb: string, more: Record<string, unknown> = {}) =>
    api.post(`kf/service_state/${verb}`, {
      open_kfid: stage.settings['KF_OPEN_KFID'],
      external_userid: candidate.externalUserid,
      ...more,
    });

  it('rings an encrypted bell without content, and the pull brings the message', async () => {
    await candidate.types('你好');
    const call = stage.receiver.calls[0];
    if (!call) throw new Error('no bell');
    const bell = openWecom(stage.platform.kf.keys, call);
    expect(call.path).toBe('/callbacks/kf');
    expect(bell).toMatchObject({ Event: 'kf_msg_or_event', OpenKfId: stage.settings['KF_OPEN_KFID'] });
    expect(bell['FromUserName']).toBeUndefined();
    const { msg_list: messages, has_more: more } = await pull({ token: bell['Token'] });
    expect(more).toBe(0);
    expect(messages).toMatchObject([{ origin: 3, msgtype: 'text', text: { content: '你好' } }]);
  });

  it('refuses an old bell token and forgets messages after three days', async () => {
    await candidate.types('你好');
    const bell = openWecom(stage.platform.kf.keys, stage.receiver.calls[0]!);
    stage.clock.push(11 * 60_000);
    expect((await pull({ token: bell['Token'] })).errcode).toBe(95007);
    expect((await pull()).msg_list).toHaveLength(1);
    stage.clock.push(72 * HOUR);
    stage.platform.wecom.tokens.expireAll();
    api = await wecomApi(stage.settings);
    expect((await pull()).msg_list).toHaveLength(0);
  });

  it('pages by an opaque cursor, with empty pages and repeated messages when told', async () => {
    for (const word of ['一', '二', '三']) await candidate.types(word);
    const first = await pull({ limit: 2 });
    expect([first.msg_list.length, first.has_more]).toEqual([2, 1]);
    stage.platform.kf.quirks.emptyPages = 1;
    const empty = await pull({ cursor: first.next_cursor });
    expect([empty.msg_list.length, empty.has_more]).toEqual([0, 1]);
    stage.platform.kf.quirks.repeatMessages = 1;
    const last = await pull({ cursor: empty.next_cursor });
    expect(last.msg_list.map((message) => message['text'])).toEqual([{ content: '二' }, { content: '三' }]);
    expect((await pull({ cursor: last.next_cursor })).msg_list).toHaveLength(0);
    expect((await pull({ cursor: 'invented' })).errcode).toBe(40058);
  });

  it('allows five messages after each customer message and 48 hours', async () => {
    expect((await say('早')).errcode).toBe(95018);
    await candidate.types('你好');
    for (let sent = 0; sent < 5; sent += 1) expect((await say(`第${sent}条`)).errcode).toBe(0);
    expect((await say('第六条')).errcode).toBe(95001);
    await candidate.types('继续');
    expect((await say('好')).errcode).toBe(0);
    stage.clock.push(48 * HOUR);
    api = await wecomApi(stage.settings);
    expect((await say('晚')).errcode).toBe(95002);
  });

  it.each([
    [true, 0],
    [false, 95001],
  ])('counts a menu tap as a message when menuTapRefills is %s', async (refills, errcode) => {
    stage.platform.kf.options.menuTapRefills = refills;
    await candidate.types('你好');
    await menu([click('a', '报名')]);
    for (let sent = 0; sent < 4; sent += 1) await say('…');
    await candidate.taps('报名');
    expect((await say('好')).errcode).toBe(errcode);
    const { msg_list: messages } = await pull();
    expect(messages.at(-1)).toMatchObject({ text: { content: '报名', menu_id: 'a' } });
  });

  it('refuses a message id used before', async () => {
    await candidate.types('你好');
    expect((await say('一', { msgid: 'once' })).errcode).toBe(0);
    expect((await say('一', { msgid: 'once' })).errcode).toBe(40058);
    expect(candidate.messages().filter(({ from }) => from === 'bot')).toHaveLength(1);
  });

  it.each([
    ['eleven items', Array.from({ length: 11 }, (_, index) => click(`i${index}`, '项')), 95008],
    ['a caption of 129 bytes', [click('a', '中'.repeat(43))], 40058],
    ['an id of 65 bytes', [click('a'.repeat(65), '项')], 40058],
    ['an unknown kind', [{ type: 'button', button: {} }], 95009],
    ['ten items at the limits', Array.from({ length: 10 }, () => click('a'.repeat(64), '中'.repeat(42))), 0],
  ])('judges a menu with %s', async (_, list, errcode) => {
    await candidate.types('你好');
    expect((await menu(list)).errcode).toBe(errcode);
  });

  it('tells of a message that failed after it was accepted', async () => {
    await candidate.types('你好');
    stage.platform.kf.quirks.failNext = { failType: 10, left: 1 };
    const { errcode, msgid } = await say('好');
    await stage.platform.settle();
    expect(errcode).toBe(0);
    const { msg_list: messages } = await pull();
    expect(messages.at(-1)).toMatchObject({
      event: { event_type: 'msg_send_fail', fail_msgid: msgid, fail_type: 10 },
    });
    expect(candidate.messages()).toHaveLength(1);
  });

  it('gives a welcome code that lives 20 seconds and works once, only before the first word', async () => {
    const welcomeCode = async () => {
      await candidate.followsChatLink(`${stage.settings['KF_LINK']}&scene_param=once`);
      const event = (await pull()).msg_list.at(-1)?.['event'] as Record<string, unknown>;
      expect(event).toMatchObject({ event_type: 'enter_session', scene: 'entry', scene_param: 'once' });
      return event['welcome_code'];
    };
    const welcome = (code: unknown) =>
      api.post('kf/send_msg_on_event', { code, msgtype: 'text', text: { content: '欢迎' } });
    const late = await welcomeCode();
    stage.clock.push(20_000);
    expect((await welcome(late)).errcode).toBe(40058);
    const code = await welcomeCode();
    expect((await welcome(code)).errcode).toBe(0);
    expect((await welcome(code)).errcode).toBe(40058);
    expect(await state()).toBe(4);
    expect(await welcomeCode()).toBeUndefined();
  });

  it('moves a session by the table and refuses the rest', async () => {
    await candidate.types('你好');
    expect(await state()).toBe(0);
    await say('好');
    expect(await state()).toBe(1);
    expect((await session('trans', { service_state: 4 })).errcode).toBe(95016);
    expect((await session('trans', { service_state: 3, servicer_userid: 'lisi' })).errcode).toBe(95014);
    const { msg_code: code } = await session('trans', { service_state: 2 });
    expect(typeof code).toBe('string');
    expect((await say('还在吗')).errcode).toBe(95018);
    expect((await session('trans', { service_state: 1 })).errcode).toBe(95016);
    const servicer = stage.platform.servicer({ userid: 'lisi' });
    await servicer.stopsServing();
    expect((await session('trans', { service_state: 3, servicer_userid: 'lisi' })).errcode).toBe(95019);
  });

  it('lets a human take the chat, write and end it', async () => {
    const servicer = stage.platform.servicer({ userid: 'LiSi', name: '李四' });
    await candidate.types('人工');
    await session('trans', { service_state: 2 });
    expect(servicer.pool()).toHaveLength(1);
    await servicer.takes(candidate);
    await servicer.writes(candidate, '您好');
    expect((await say('机器人')).errcode).toBe(95018);
    await servicer.ends(candidate);
    const { msg_list: messages } = await pull();
    expect(messages.slice(1)).toMatchObject([
      { origin: 4, event: { event_type: 'session_status_change', change_type: 1 } },
      { origin: 5, servicer_userid: 'LiSi', text: { content: '您好' } },
      { origin: 4, event: { change_type: 3 } },
    ]);
    expect(messages[1]?.['open_kfid']).toBeUndefined();
    const ended = messages.at(-1)?.['event'] as Record<string, unknown> | undefined;
    const code = ended?.['msg_code'];
    const bye = { code, msgtype: 'text', text: { content: '再见' } };
    expect((await api.post('kf/send_msg_on_event', bye)).errcode).toBe(0);
    await candidate.types('谢谢');
    expect(await state()).toBe(0);
  });

  it('carries a picture by a media id', async () => {
    await candidate.sendsImage(Buffer.from('a picture'), 'image/png');
    const image = (await pull()).msg_list[0]?.['image'] as { media_id: string };
    const base = `${stage.settings['WECOM_API_URL']}/cgi-bin/media/get`;
    const token = stage.platform.wecom.tokens.current(stage.settings['WECOM_AGENT_SECRET'] ?? '').value;
    const response = await fetch(`${base}?access_token=${token}&media_id=${image.media_id}`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(await response.text()).toBe('a picture');
  });

  it('rings again after a failed bell, three times in all', async () => {
    stage.receiver.answer = () => ({ status: 500 });
    await candidate.types('你好');
    for (let push = 0; push < 5; push += 1) {
      stage.clock.push(5_000);
      await stage.platform.settle();
    }
    expect(stage.receiver.calls).toHaveLength(3);
    expect(new Set(stage.receiver.calls.map(({ query }) => query.get('nonce'))).size).toBe(3);
  });
});
