import { createAssistant } from '../../../../../bot/assistant';
import type { TurnContext } from '../../../../../server/use-cases/chat/chat-turn';
import type { Account, Login } from '../../../../../server/use-cases/ports/accounts';
import { takeAppTurn } from '../../../../../server/use-cases/chat/take-app-turn';
import { takeChatTurn } from '../../../../../server/use-cases/chat/take-chat-turn';
import type { Registration } from '../../../../../shared/domain/registration';
import { DAY_MS, MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';
import { registrationOf } from '../../../../support/embedded-context';

const ANSWERS = { name: '林小雨', documentType: 'resident_id' } as const;

describe('takeAppTurn', () => {
  let world: AccountWorld;
  let context: TurnContext;
  let account: Account;
  let login: Login;
  let draft: Registration;
  let turns = 0;
  beforeEach(async () => {
    world = await accountWorld();
    const addresses = { publicUrl: 'https://ncre.example.edu.cn', miniProgramAppId: 'wx1' };
    context = { ...world.context, assistant: createAssistant(), addresses };
    account = await world.passport();
    login = await world.phone('o-1');
    draft = registrationOf(context, { accountId: account.id, seasonId: world.season.id, answers: ANSWERS });
    await context.unitOfWork.run(async (tx) => {
      await tx.identities.bind({ kind: 'openid', value: 'o-1', accountId: account.id, boundAt: 0 });
      await tx.registrations.insert(draft);
    });
  });
  afterEach(() => world.close());

  const say = (text: string, turn: Partial<Parameters<typeof takeAppTurn>[1]> = {}) => {
    world.clock.at += MINUTE_MS;
    const clientId = `message-${(turns += 1)}`;
    return takeAppTurn(context, { login, clientId, message: { kind: 'text', text }, ...turn });
  };
  const answers = async () => (await world.read((tx) => tx.registrations.find(draft.id)))?.answers;
  /** The store as it comes back from an old copy. */
  const restore = async (key: string, body: string) => {
    await context.sessions.remove(key);
    await context.sessions.save(key, body, 0, DAY_MS);
  };

  it('clears a draft once that was confirmed', async () => {
    await say('重来');
    await say('1');
    expect(await answers()).toEqual({});
  });

  it('takes no plain yes for an act that was declined, when the store comes back with old content (promise 10)', async () => {
    const key = `chat:${context.hash.hash('account', account.id)}`;
    await say('重来');
    const old = await context.sessions.load(key);
    await say('不');
    await restore(key, old!.body);
    await say('1');
    expect(await answers()).toEqual(ANSWERS);
  });

  it('takes none either when the save after the declining turn was lost (promise 10)', async () => {
    await say('重来');
    const { sessions } = context;
    context = { ...context, sessions: { ...sessions, save: () => Promise.resolve(true) } };
    await say('不');
    context = { ...context, sessions };
    await say('1');
    expect(await answers()).toEqual(ANSWERS);
  });

  it('answers each of two messages that come at once, knowing the other', async () => {
    expect(await Promise.all([say('进度'), say('帮助')])).toEqual(['answered', 'answered']);
    expect(await world.account(account.id)).toMatchObject({ appTurns: 2 });
  });

  it('answers a message once, however often it comes', async () => {
    const turn = { clientId: 'same' };
    expect(await say('进度', turn)).toBe('answered');
    expect(await say('进度', turn)).toBe('repeat');
  });

  describe('beside the customer-service chat', () => {
    const key = () => `chat:${context.hash.hash('external_userid', 'wm-1')}`;
    beforeEach(() =>
      context.unitOfWork.run(async (tx) => {
        const boundAt = 0;
        await tx.identities.bind({ kind: 'external_userid', value: 'wm-1', accountId: account.id, boundAt });
      }),
    );
    const write = (text: string) => {
      world.clock.at += MINUTE_MS;
      return takeChatTurn(context, {
        messageId: `kf-${(turns += 1)}`,
        externalUserId: 'wm-1',
        openKfId: 'wk-1',
        message: { kind: 'text', text },
        sentAt: world.clock.at,
        inboxId: null,
        eventCode: null,
        photo: null,
      });
    };

    it('goes on where the other channel stopped', async () => {
      await write('重来');
      await say('1');
      expect(await answers()).toEqual({});
    });

    it('lets neither channel do what was declined in the other, when the store comes back with old content', async () => {
      for (const [decline, confirm] of [
        [say, write],
        [write, say],
      ] as const) {
        await write('重来');
        const old = await context.sessions.load(key());
        await decline('不');
        await restore(key(), old!.body);
        await confirm('1');
        expect(await answers()).toEqual(ANSWERS);
      }
    });
  });
});
