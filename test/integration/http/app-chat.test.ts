import { activePhone, callApi, signIn } from '../../support/api-client';
import { startStage, type Stage } from '../../support/stage';

interface Shown {
  messages: {
    from: string;
    channel: string;
    text: string;
    items: { kind: string; id?: string; path?: string; caption?: string }[];
  }[];
  cursor: number;
  locale: string | null;
}

describe('The chat in the mini program', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  let sent = 0;
  const say = (
    token: string,
    message: unknown,
    {
      since = null,
      clientId = `message-${(sent += 1)}`,
    }: {
      since?: number | null;
      clientId?: string;
    } = {},
  ) => callApi<Shown>(stage, '/chat/messages', { method: 'POST', token, body: { clientId, message, since } });

  it('begins for a WeChat nobody knows, and answers a tap with the next question', async () => {
    const token = await signIn(stage, stage.platform.candidate());
    const empty = await callApi<Shown>(stage, '/chat/messages', { token });
    expect(empty.body).toMatchObject({ messages: [], cursor: 0, handoff: null });
    const entered = await say(token, { kind: 'entered' });
    expect(entered.status).toBe(200);
    const [greeting] = entered.body.messages;
    expect(greeting).toMatchObject({ from: 'assistant', channel: 'mini_program' });
    const tap = greeting?.items.find((item) => item.kind === 'tap');
    const next = await say(
      token,
      { kind: 'tap', id: tap?.id, caption: tap?.caption },
      { since: entered.body.cursor },
    );
    expect(next.body.messages.map((one) => one.from)).toEqual(['candidate', 'assistant']);
    expect(next.body.messages[0]?.text).toBe(tap?.caption);
  });

  it('speaks the language of the phone to whoever is met for the first time', async () => {
    const token = await signIn(stage, stage.platform.candidate());
    const entered = await callApi<Shown>(stage, '/chat/messages', {
      method: 'POST',
      token,
      headers: { 'Accept-Language': 'en' },
      body: { clientId: 'first-in-english', message: { kind: 'entered' }, since: null },
    });
    expect(entered.body.messages[0]?.text).toMatch(/^Hello/);
  });

  it('speaks the language that was chosen on either side last, in both chats', async () => {
    const { candidate, token } = await activePhone(stage);
    const link = await callApi<{ sceneParam: string }>(stage, '/chat-link', { method: 'POST', token });
    await candidate.entersChat({ sceneParam: link.body.sceneParam });
    await stage.settle();
    candidate.newMessages();
    await callApi(stage, '/me/locale', { method: 'PUT', token, body: { locale: 'en' } });
    await candidate.types('help');
    await stage.settle();
    expect(JSON.stringify(candidate.newMessages())).toMatch(/Any time you can reply/);
    const english = await say(token, { kind: 'text', text: '进度' });
    expect(english.body.locale).toBe('en');
    await candidate.types('中文');
    await stage.settle();
    const chinese = await say(token, { kind: 'text', text: '进度' }, { since: english.body.cursor });
    expect(chinese.body.locale).toBe('zh-CN');
    expect(chinese.body.messages.at(-1)?.text).toMatch(/\p{Script=Han}/u);
    const { body } = await callApi<{ account: { locale: string } }>(stage, '/me', { token });
    expect(body.account.locale).toBe('zh-CN');
  });

  it('takes a message once, whatever number of times the phone sends it', async () => {
    const { token } = await activePhone(stage);
    const twice = { clientId: 'the-same-message' };
    const first = await say(token, { kind: 'text', text: '什么时候考试？' }, twice);
    const again = await say(token, { kind: 'text', text: '什么时候考试？' }, twice);
    expect(again.body.messages).toEqual(first.body.messages);
    const since = await callApi<Shown>(stage, `/chat/messages?since=${first.body.cursor}`, { token });
    expect(since.body.messages).toEqual([]);
    const both = await Promise.all(
      [1, 2].map(() => say(token, { kind: 'text', text: '考点在哪里？' }, { clientId: 'at-once-twice' })),
    );
    expect(both.map((one) => one.status)).toEqual([200, 200]);
    const all = await callApi<Shown>(stage, '/chat/messages', { token });
    expect(all.body.messages.filter((one) => one.text === '考点在哪里？')).toHaveLength(1);
  });

  it('masks a number before it is kept (PR6)', async () => {
    const { token } = await activePhone(stage);
    const said = await say(token, { kind: 'text', text: '我的号码是13812345678' });
    expect(JSON.stringify(said.body)).not.toContain('13812345678');
  });

  it('shows somebody else nothing', async () => {
    const { token } = await activePhone(stage);
    await say(token, { kind: 'text', text: '报名' });
    const stranger = await activePhone(stage);
    const seen = await callApi<Shown>(stage, '/chat/messages', { token: stranger.token });
    expect(seen.body.messages).toEqual([]);
  });

  it('is one conversation with the customer-service chat', async () => {
    const { candidate, token } = await activePhone(stage);
    const link = await callApi<{ sceneParam: string }>(stage, '/chat-link', { method: 'POST', token });
    await candidate.entersChat({ sceneParam: link.body.sceneParam });
    await stage.settle();
    await candidate.types('报名');
    await stage.settle();
    const read = await callApi<Shown>(stage, '/chat/messages', { token });
    expect(read.body.messages.filter((one) => one.channel === 'kf').map((one) => one.from)).toContain(
      'candidate',
    );
    // The same live session: what the chat has asked is answered here.
    const asked = candidate.newMessages().at(-1);
    const [choice] = asked?.menu?.items.filter((item) => item.kind === 'click') ?? [];
    const next = await say(
      token,
      { kind: 'tap', id: choice?.id, caption: choice?.label ?? '' },
      {
        since: read.body.cursor,
      },
    );
    expect(next.body.messages.at(-1)?.text).not.toMatch(/这个选项是之前的/);
    expect(next.body.messages.map((one) => one.channel)).toEqual(['mini_program', 'mini_program']);
  });
});
