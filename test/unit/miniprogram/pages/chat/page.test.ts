import { aConversation, aLine } from './chat-lines';
import { aContact } from '../help/help-answers';
import { aRegistration, failedWith, NOW } from '../../../../support/miniprogram-answers';
import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type Reply,
  type SeenCall,
} from '../../../../support/miniprogram-page';

const GREETING = aLine({
  id: 'greeting',
  text: '您好，我是报考助手。',
  items: [
    { kind: 'tap', id: 'n.start', caption: '开始报名' },
    { kind: 'mini_program', path: 'pages/fees/index', caption: '看费用' },
  ],
});
const ANSWER = aLine({
  id: 'answer',
  text: '好的，先看协议。',
  items: [{ kind: 'tap', id: 'n2.yes', caption: '同意' }],
});

const said = ({ body }: SeenCall) => body as { clientId: string; message: { kind: string; text?: string } };

describe('The chat page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(
    server: Parameters<typeof mountPage>[0]['server'] = {},
    { storage = SIGNED_IN as Record<string, unknown>, query = '' } = {},
  ): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/chat/index${query}`,
      storage,
      server: {
        'GET /contact': { body: aContact() },
        'GET /registrations': { body: { registrations: [] } },
        'GET /chat/messages': { body: aConversation([GREETING]) },
        'POST /chat/messages': answers(),
        ...server,
      },
    });
    return page;
  }

  /** Repeats what the phone said, and answers. */
  function answers(): (call: SeenCall) => Reply {
    return (call) => {
      const { message, clientId } = said(call);
      if (message.kind === 'entered') return { body: aConversation([GREETING]) };
      const text = message.text ?? (message as { caption?: string }).caption ?? '';
      const own = aLine({ id: `own-${clientId}`, from: 'candidate', text, at: NOW });
      return { body: aConversation([own, { ...ANSWER, id: `answer-${clientId}` }], { cursor: 3 }) };
    };
  }

  const sent = (mounted: MountedPage) =>
    mounted.calls.filter(({ method, path }) => method === 'POST' && path === '/chat/messages');

  it('is greeted when nothing was said yet', async () => {
    const mounted = await open({ 'GET /chat/messages': { body: aConversation([], { cursor: 0 }) } });
    await mounted.sees('您好，我是报考助手。');
    expect(sent(mounted).map((call) => said(call).message.kind)).toEqual(['entered']);
  });

  it('shows what was said before without being greeted again', async () => {
    const mounted = await open();
    await mounted.sees('您好，我是报考助手。');
    expect(sent(mounted)).toEqual([]);
  });

  it('sends a tapped answer once however often it is tapped', async () => {
    const mounted = await open();
    await mounted.sees('开始报名');
    const before = sent(mounted).length;
    await mounted.taps('开始报名', 2);
    await mounted.sees('好的，先看协议。');
    expect(
      sent(mounted)
        .slice(before)
        .map((call) => said(call).message),
    ).toEqual([{ kind: 'tap', id: 'n.start', caption: '开始报名' }]);
  });

  it('keeps what did not go out, tells why, and sends it again under the same id', async () => {
    let reply: Reply | null = 'no answer';
    const mounted = await open({ 'POST /chat/messages': (call) => reply ?? answers()(call) });
    await mounted.sees('开始报名');
    await mounted.types('什么时候考试？');
    await mounted.taps('发送');
    await mounted.sees('重新发送');
    expect(mounted.text()).toContain('什么时候考试？');
    reply = null;
    await mounted.taps('重新发送', 2);
    await mounted.sees('好的，先看协议。');
    const texts = sent(mounted)
      .map(said)
      .filter(({ message }) => message.kind === 'text');
    expect(texts).toHaveLength(2);
    expect(new Set(texts.map(({ clientId }) => clientId)).size).toBe(1);
    expect(mounted.text()).not.toContain('重新发送');
  });

  it('keeps what is typed while an answer is on its way', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const mounted = await open({
      'POST /chat/messages': async (call) => {
        if (said(call).message.kind === 'text') await held;
        return answers()(call);
      },
    });
    await mounted.sees('开始报名');
    await mounted.types('第一句');
    await mounted.taps('发送');
    await mounted.types('第二句');
    await mounted.taps('发送');
    release();
    await mounted.sees('好的，先看协议。');
    await mounted.taps('发送');
    const texts = sent(mounted)
      .map(said)
      .flatMap(({ message }) => message.text ?? []);
    expect(texts).toEqual(['第一句', '第二句']);
  });

  it('asks WeChat in the tap whether it may tell of an answer, once for each answer', async () => {
    const handoff = { state: 'queued' as const, answerBy: NOW + 600_000 };
    const template = {
      ...{ templateId: 'SAMPLE-SUPPORT-ANSWER', kinds: ['support_answer'], choice: null, always: false },
      left: 0,
    };
    const called = aConversation([GREETING], { handoff });
    const mounted = await open({
      'POST /chat/messages': { body: called },
      'GET /subscriptions': { body: { templates: [template] } },
      'POST /subscriptions': { body: { done: true } },
    });
    await mounted.sees('开始报名');
    expect(mounted.text()).not.toContain('用微信通知我');
    await mounted.types('人工');
    await mounted.taps('发送');
    await mounted.sees('用微信通知我');
    await mounted.taps('有人回复时，用微信通知我');
    await mounted.taps('允许');
    await mounted.sees('有人回复时微信会通知您一次');
    const reported = mounted.calls.filter(
      ({ method, path }) => method === 'POST' && path === '/subscriptions',
    );
    expect(reported.map(({ body }) => body)).toEqual([
      { results: [{ templateId: 'SAMPLE-SUPPORT-ANSWER', result: 'accept', always: false }] },
    ]);
    expect(
      mounted.calls.filter(({ method, path }) => method === 'GET' && path === '/subscriptions'),
    ).toHaveLength(1);
  });

  it('asks about a correction that waits while a person serves, and keeps its buttons below words to them', async () => {
    const proposal = { id: '01arz3ndektsv4rrffq69g5fav', expiresAt: NOW + 3_600_000 };
    const asked = aLine({
      ...{ id: 'asked', text: '工作人员建议您修改以下信息' },
      items: [{ kind: 'tap', id: `nonce:proposal_yes.${proposal.id}`, caption: '改' }],
    });
    const handoff = { state: 'served' as const, answerBy: NOW };
    const mounted = await open({
      'GET /registrations': { body: { registrations: [aRegistration({ proposal })] } },
      'GET /subscriptions': { body: { templates: [] } },
      'GET /chat/messages': {
        body: aConversation([aLine({ id: 'p', from: 'person', text: '请确认修改' })], { handoff }),
      },
      'POST /chat/messages': (call) => {
        const { message, clientId } = said(call);
        const own = aLine({ id: clientId, from: 'candidate', text: message.text ?? '改' });
        const done = aLine({ id: 'done', text: '已按您的确认修改。' });
        const lines = { entered: [asked], text: [own], tap: [own, done] }[message.kind] ?? [];
        return { body: aConversation(lines, { handoff }) };
      },
    });
    await mounted.sees('工作人员建议您修改以下信息');
    await mounted.types('是哪一项？');
    await mounted.taps('发送');
    await mounted.sees('是哪一项？');
    await mounted.taps('改');
    await mounted.sees('已按您的确认修改');
    expect(sent(mounted).map((call) => said(call).message.kind)).toEqual(['entered', 'text', 'tap']);
  });

  it('opens the very page of an item inside the mini program', async () => {
    const mounted = await open();
    await mounted.sees('看费用');
    await mounted.taps('看费用');
    expect(mounted.stack().at(-1)?.route).toBe('pages/fees/index');
  });

  it('offers to send a photo only where one may be sent', async () => {
    const registration = aRegistration({
      actions: [{ action: 'upload_photo', possible: true, reasons: [] }],
    });
    const mounted = await open({ 'GET /registrations': { body: { registrations: [registration] } } });
    await mounted.sees('传照片');
    await mounted.taps('传照片');
    expect(mounted.stack().at(-1)).toEqual({
      route: 'pages/photo/index',
      options: { registration: registration.id },
    });
    page?.close();
    const other = await open();
    await other.sees('开始报名');
    expect(other.text()).not.toContain('传照片');
  });

  it('signs nobody in who logged out, until they say so', async () => {
    const mounted = await open({}, { storage: { ...SIGNED_IN, signedOut: true } });
    await mounted.sees('您已退出登录');
    expect(mounted.calls).toEqual([]);
    await mounted.taps('用微信登录并继续');
    await mounted.sees('您好，我是报考助手。');
  });

  it('tries again when the conversation does not come, and offers a person meanwhile', async () => {
    let down = true;
    const failing = failedWith(500, 'INTERNAL', { retryable: true });
    const mounted = await open({
      'GET /chat/messages': () => (down ? failing : { body: aConversation([GREETING]) }),
    });
    await mounted.sees('没有成功');
    await mounted.sees('联系人工客服');
    down = false;
    await mounted.taps('重试');
    await mounted.sees('您好，我是报考助手。');
  });

  it('brings the words along for which help had no answer', async () => {
    const mounted = await open({}, { query: `?ask=${encodeURIComponent('火星天气')}` });
    await mounted.sees('开始报名');
    expect((mounted.document.querySelector('input') as HTMLInputElement).value).toBe('火星天气');
  });
});
