import nock from 'nock';
import type { AccessTokens } from '../../../../server/clients/access-token';
import { WecomKfClient } from '../../../../server/clients/wecom-kf';

const API = 'https://wecom.test';
const fixedToken: AccessTokens = { run: (call) => call('T') };
const kf = new WecomKfClient({ apiUrl: API, tokens: fixedToken, timeoutMs: 8_000 });

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

function post(path: string, body: nock.RequestBodyMatcher, answer: nock.Body) {
  return nock(API).post(`/cgi-bin/kf/${path}`, body).query({ access_token: 'T' }).reply(200, answer);
}

describe('WecomKfClient.syncMsg', () => {
  it('gives messages as they are, events included', async () => {
    const messages = [
      { msgid: 'a', origin: 3, msgtype: 'text', text: { content: '你好' } },
      { msgid: 'b', origin: 4, msgtype: 'event', event: { event_type: 'enter_session' } },
    ];
    const sent = { open_kfid: 'wk1', limit: 1000, cursor: 'c1', token: 'bell' };
    post('sync_msg', sent, { errcode: 0, next_cursor: 'c2', has_more: 0, msg_list: messages });
    const page = await kf.syncMsg({ openKfId: 'wk1', cursor: 'c1', token: 'bell' });
    expect(page).toEqual({ messages, nextCursor: 'c2', hasMore: false });
  });

  it('goes on after an empty page, and leaves out an empty cursor', async () => {
    post('sync_msg', { open_kfid: 'wk1', limit: 10 }, { errcode: 0, next_cursor: 'c2', has_more: 1 });
    const page = await kf.syncMsg({ openKfId: 'wk1', cursor: '', limit: 10 });
    expect(page).toEqual({ messages: [], nextCursor: 'c2', hasMore: true });
  });

  it('refuses a page without its end mark', async () => {
    post('sync_msg', () => true, { errcode: 0, msg_list: [] });
    await expect(kf.syncMsg({ openKfId: 'wk1' })).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it('tells of an old bell token', async () => {
    post('sync_msg', () => true, { errcode: 95007 });
    await expect(kf.syncMsg({ openKfId: 'wk1', token: 'x' })).rejects.toMatchObject({
      platform: 'kf',
      code: 95007,
      class: 'CHANNEL',
    });
  });
});

describe('WecomKfClient.sendMsg', () => {
  const message = { msgtype: 'text', text: { content: '好' } } as const;

  it('sends under our id', async () => {
    post(
      'send_msg',
      { touser: 'wm1', open_kfid: 'wk1', msgid: 'our-1', ...message },
      { errcode: 0, msgid: 'our-1' },
    );
    expect(await kf.sendMsg({ toUser: 'wm1', openKfId: 'wk1', msgId: 'our-1', message })).toEqual({
      msgId: 'our-1',
    });
  });

  it.each([
    [95001, 'CHANNEL'],
    [95002, 'CHANNEL'],
    [95018, 'CHANNEL'],
    [95031, 'CHANNEL'],
    [40003, 'TARGET'],
    [48007, 'CONFIG'],
    [95008, 'PERMANENT'],
    [-1, 'RETRY'],
    [45009, 'SLOW'],
  ])('throws %d as %s', async (errcode, kind) => {
    post('send_msg', () => true, { errcode, errmsg: 'wm1' });
    const sending = kf.sendMsg({ toUser: 'wm1', openKfId: 'wk1', message });
    await expect(sending).rejects.toMatchObject({ code: errcode, class: kind });
  });

  it('does not guess when the answer is lost', async () => {
    nock(API)
      .post('/cgi-bin/kf/send_msg')
      .query(true)
      .replyWithError(Object.assign(new Error(), { code: 'ECONNRESET' }));
    const sending = kf.sendMsg({ toUser: 'wm1', openKfId: 'wk1', message });
    await expect(sending).rejects.toMatchObject({ name: 'TransportError', sent: 'maybe' });
  });
});

describe('WecomKfClient.sendMsgOnEvent', () => {
  it('sends by code', async () => {
    const message = { msgtype: 'msgmenu', msgmenu: { head_content: '您好', list: [] } } as const;
    post('send_msg_on_event', { code: 'W', ...message }, { errcode: 0, msgid: 'x' });
    const sent = await kf.sendMsgOnEvent({
      code: 'W',
      message: { ...message, msgmenu: { head_content: '您好', list: [] } },
    });
    expect(sent).toEqual({ msgId: 'x' });
  });
});

describe('WecomKfClient.serviceStateGet', () => {
  it('reads state and servicer', async () => {
    post(
      'service_state/get',
      { open_kfid: 'wk1', external_userid: 'wm1' },
      { errcode: 0, service_state: 3, servicer_userid: 'li' },
    );
    const state = await kf.serviceStateGet({ openKfId: 'wk1', externalUserId: 'wm1' });
    expect(state).toEqual({ state: 3, servicerUserid: 'li' });
  });

  it('refuses a state that nobody described', async () => {
    post('service_state/get', () => true, { errcode: 0, service_state: 9 });
    const asking = kf.serviceStateGet({ openKfId: 'wk1', externalUserId: 'wm1' });
    await expect(asking).rejects.toMatchObject({ reason: 'unreadable' });
  });
});

describe('WecomKfClient.serviceStateTrans', () => {
  const move = { openKfId: 'wk1', externalUserId: 'wm1' };

  it('moves and gives the code', async () => {
    const sent = { open_kfid: 'wk1', external_userid: 'wm1', service_state: 3, servicer_userid: 'li' };
    post('service_state/trans', sent, { errcode: 0, msg_code: 'M' });
    expect(await kf.serviceStateTrans({ ...move, state: 3, servicerUserid: 'li' })).toEqual({ msgCode: 'M' });
  });

  it.each([95014, 95016, 95019])('throws %d as CHANNEL', async (errcode) => {
    post('service_state/trans', () => true, { errcode });
    await expect(kf.serviceStateTrans({ ...move, state: 2 })).rejects.toMatchObject({ class: 'CHANNEL' });
  });
});

describe('WecomKfClient.addContactWay', () => {
  it('gives the link', async () => {
    post(
      'add_contact_way',
      { open_kfid: 'wk1', scene: 'app' },
      { errcode: 0, url: 'https://work.test/kfid?enc_scene=E' },
    );
    expect((await kf.addContactWay({ openKfId: 'wk1', scene: 'app' })).url).toContain('enc_scene');
  });
});

describe('WecomKfClient.customerBatchGet', () => {
  it('reads customers with and without entry and unionid', async () => {
    post(
      'customer/batchget',
      { external_userid_list: ['wm1', 'wm2', 'x'], need_enter_session_context: 1 },
      {
        errcode: 0,
        customer_list: [
          {
            external_userid: 'wm1',
            nickname: 'A',
            unionid: 'u1',
            enter_session_context: { scene: 's', scene_param: 'p' },
          },
          { external_userid: 'wm2', nickname: 'B' },
        ],
        invalid_external_userid: ['x'],
      },
    );
    expect(await kf.customerBatchGet({ externalUserIds: ['wm1', 'wm2', 'x'], withEntry: true })).toEqual({
      customers: [
        { externalUserId: 'wm1', nickname: 'A', unionid: 'u1', entry: { scene: 's', sceneParam: 'p' } },
        { externalUserId: 'wm2', nickname: 'B', unionid: null, entry: null },
      ],
      invalid: ['x'],
    });
  });
});

describe('WecomKfClient.servicerList', () => {
  it('reads 0 as serving and leaves out departments', async () => {
    const servicer_list = [
      { userid: 'li', status: 0 },
      { userid: 'wu', status: 1, stop_type: 0 },
      { department_id: 2 },
    ];
    nock(API)
      .get('/cgi-bin/kf/servicer/list')
      .query({ access_token: 'T', open_kfid: 'wk1' })
      .reply(200, { errcode: 0, servicer_list });
    expect(await kf.servicerList('wk1')).toEqual([
      { userid: 'li', serving: true },
      { userid: 'wu', serving: false },
    ]);
  });
});

describe('WecomKfClient.accountList', () => {
  it('reads accounts', async () => {
    const account_list = [{ open_kfid: 'wk1', name: '报考助手', manage_privilege: true }];
    post('account/list', { offset: 0, limit: 100 }, { errcode: 0, account_list });
    expect(await kf.accountList()).toEqual([{ openKfId: 'wk1', name: '报考助手', mayManage: true }]);
  });
});
