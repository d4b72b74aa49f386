import type { Assistant, Session } from '../../../../../bot/ports';
import { newSession } from '../../../../../bot/session';
import { memorySessionStore } from '../../../../../server/sessions/memory-session-store';
import type { SessionStore } from '../../../../../server/use-cases/ports/sessions';
import { resumeChat } from '../../../../../server/use-cases/chat/resume-chat';
import type { ChatTurn, TurnContext } from '../../../../../server/use-cases/chat/chat-turn';
import { takeChatTurn } from '../../../../../server/use-cases/chat/take-chat-turn';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

let embedded: EmbeddedContext;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
});
afterEach(() => embedded.close());

/** Keeps the last words in the session, and notes with which session it was asked. */
function parrot(): { assistant: Assistant; seen: (string | null)[]; says(text: string): void } {
  const seen: (string | null)[] = [];
  let saying = '请输入通讯地址';
  const assistant: Assistant = {
    understand: (_situation, session: Session | null, message) => {
      seen.push(session?.city ?? null);
      const city = message.kind === 'text' ? message.text : (session?.city ?? null);
      return { act: { kind: 'none' }, transcript: '', session: { ...newSession('zh-CN'), city } };
    },
    reply: (_situation, session) => ({ replies: [{ kind: 'text', text: saying }], session }),
  };
  return { assistant, seen, says: (text) => (saying = text) };
}

function contextWith(assistant: Assistant, sessions: SessionStore): TurnContext {
  const addresses = { publicUrl: 'https://ncre.example.edu.cn', miniProgramAppId: 'wx1' };
  return { ...embedded.context, sessions, assistant, addresses };
}

const turnOf = (messageId: string, text: string): ChatTurn => ({
  messageId,
  externalUserId: 'wm-1',
  openKfId: 'wk-1',
  message: { kind: 'text', text },
  sentAt: NOW,
  inboxId: null,
  eventCode: null,
  photo: null,
});

describe('takeChatTurn', () => {
  const store = () => memorySessionStore({ clock: embedded.context.clock });

  it('waits for the session that the turn before is about to save', async () => {
    const sessions = store();
    const { assistant, seen } = parrot();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow: SessionStore = {
      ...sessions,
      save: async (...saved) => {
        await held;
        return sessions.save(...saved);
      },
    };
    const first = takeChatTurn(contextWith(assistant, slow), turnOf('m1', '福州'));
    let looks = 0;
    const next: SessionStore = {
      ...sessions,
      load: async (key) => {
        // The session of the first turn arrives while the second one looks for it.
        if (key.startsWith('chat:') && (looks += 1) === 3) release();
        return sessions.load(key);
      },
    };
    const second = takeChatTurn(contextWith(assistant, next), turnOf('m2', '厦门'));
    expect(await Promise.all([first, second])).toEqual(['answered', 'answered']);
    expect(seen).toEqual([null, '福州']);
  });

  it('waits longer where an older session stands: its writer is busy', async () => {
    const sessions = store();
    const { assistant, seen } = parrot();
    await takeChatTurn(contextWith(assistant, sessions), turnOf('m1', '福州'));
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow: SessionStore = { ...sessions, save: (...saved) => held.then(() => sessions.save(...saved)) };
    const late = takeChatTurn(contextWith(assistant, slow), { ...turnOf('m2', '厦门'), sentAt: NOW + 1_000 });
    let looks = 0;
    const next: SessionStore = {
      ...sessions,
      load: async (key) => {
        if (key.startsWith('chat:') && (looks += 1) === 7) release();
        return sessions.load(key);
      },
    };
    const tap = takeChatTurn(contextWith(assistant, next), { ...turnOf('m3', '泉州'), sentAt: NOW + 2_000 });
    await Promise.all([late, tap]);
    expect(seen).toEqual([null, '福州', '厦门']);
  });

  it('does not wait long for a session that only does not know what was sent since', async () => {
    const sessions = store();
    const { assistant, seen } = parrot();
    await takeChatTurn(contextWith(assistant, sessions), turnOf('m1', '福州'));
    await embedded.context.unitOfWork.run(async (tx) => {
      const chat = await tx.chats.find('wm-1');
      if (chat) await tx.chats.save({ ...chat, sentSince: chat.sentSince + 1 });
    });
    let looks = 0;
    const counting: SessionStore = {
      ...sessions,
      load: (key) => {
        if (key.startsWith('chat:')) looks += 1;
        return sessions.load(key);
      },
    };
    await takeChatTurn(contextWith(assistant, counting), { ...turnOf('m2', '厦门'), sentAt: NOW + 1_000 });
    expect(seen).toEqual([null, '福州']);
    expect(looks).toBeLessThanOrEqual(6);
  });

  it('takes a session that knows nothing of the last message for lost', async () => {
    const sessions = store();
    const { assistant, seen } = parrot();
    const forgetful: SessionStore = { ...sessions, save: () => Promise.resolve(true) };
    await takeChatTurn(contextWith(assistant, sessions), turnOf('m1', '福州'));
    await takeChatTurn(contextWith(assistant, forgetful), { ...turnOf('m2', '厦门'), sentAt: NOW + 1_000 });
    await takeChatTurn(contextWith(assistant, sessions), { ...turnOf('m3', '泉州'), sentAt: NOW + 2_000 });
    await takeChatTurn(contextWith(assistant, sessions), { ...turnOf('m4', '漳州'), sentAt: NOW + 3_000 });
    expect(seen).toEqual([null, '福州', null, '泉州']);
  });

  it('goes on without a session that is lost', async () => {
    const sessions = store();
    const { assistant, seen } = parrot();
    const context = contextWith(assistant, sessions);
    await takeChatTurn(context, turnOf('m1', '福州'));
    await sessions.remove(`chat:${context.hash.hash('external_userid', 'wm-1')}`);
    expect(await takeChatTurn(context, turnOf('m2', '厦门'))).toBe('answered');
    expect(seen).toEqual([null, null]);
  });

  it('leaves the answers of one conversation in the order of its turns', async () => {
    const { assistant, says } = parrot();
    const context = contextWith(assistant, store());
    for (const name of ['m1', 'm2', 'm3']) {
      says(name);
      await takeChatTurn(context, turnOf(name, '福州'));
    }
    const left: string[] = [];
    for (let look = 0; look < 3; look += 1) {
      const rows = await embedded.queue.claim({ owner: 'w', now: NOW, leaseMs: 1_000, limit: 9 });
      left.push(...rows.map(({ key }) => key));
      await embedded.queue.complete(rows, NOW);
    }
    expect(left).toEqual(['m1', 'm2', 'm3'].map((name) => `chat.replied:${name}`));
  });

  it('answers a message once, however often it comes', async () => {
    const { assistant } = parrot();
    const context = contextWith(assistant, store());
    const turns = await Promise.all([
      takeChatTurn(context, turnOf('m1', '福州')),
      takeChatTurn(context, turnOf('m1', '福州')),
    ]);
    expect(turns.filter((turned) => turned === 'answered')).toHaveLength(1);
  });

  it('looks at the account itself when the session remembers another one', async () => {
    const sessions = store();
    const { assistant } = parrot();
    const context = contextWith(assistant, sessions);
    await takeChatTurn(context, turnOf('m1', '福州'));
    const key = `chat:${context.hash.hash('external_userid', 'wm-1')}`;
    const stored = (await sessions.load(key))!;
    const body = JSON.parse(stored.body) as { memory: { accountId: string } };
    const moved = { ...body, memory: { ...body.memory, accountId: 'somebody-else' } };
    await sessions.save(key, JSON.stringify(moved), stored.version, 1_000_000);
    const known: string[] = [];
    const noting: Assistant = {
      ...assistant,
      understand: (situation, ...rest) => {
        known.push(situation.account.id);
        return assistant.understand(situation, ...rest);
      },
    };
    await takeChatTurn(contextWith(noting, sessions), turnOf('m2', '厦门'));
    expect(known).toEqual([body.memory.accountId]);
  });
});

describe('resumeChat', () => {
  it('says the same once for two causes, and again when there is something new to say', async () => {
    const { assistant, says } = parrot();
    const context = contextWith(assistant, memorySessionStore({ clock: embedded.context.clock }));
    await takeChatTurn(context, turnOf('m1', '福州'));
    const accountId = await accountOf(context);
    const resume = (cause: string) => resumeChat(context, { accountId, cause, filled: [] });
    says('欢迎回来');
    expect([await resume('a'), await resume('b')]).toEqual(['answered', 'silent']);
    says('欢迎回来，已付款');
    expect(await resume('c')).toBe('answered');
    await takeChatTurn(context, turnOf('m2', '好的'));
    expect(await resume('d')).toBe('answered');
  });
});

async function accountOf(context: TurnContext): Promise<string> {
  const bound = await context.unitOfWork.read((tx) => tx.accounts.findBound('external_userid', 'wm-1'));
  return bound!.id;
}
