import type { Account } from '../../../../../server/use-cases/ports/accounts';
import type { Handoff } from '../../../../../server/use-cases/ports/chat';
import { PlatformError } from '../../../../../server/use-cases/ports/platform-errors';
import type { NoticeContext } from '../../../../../server/use-cases/reminders/send-notice';
import { tellDelay } from '../../../../../server/use-cases/support/tell-delay';
import { DAY_MS, HOUR_MS } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { handoffAt } from '../../../../support/handoffs';

let world: AccountWorld;
let context: NoticeContext;
let account: Account;
let sent: string[];
let refused: string[];
beforeEach(async () => {
  world = await accountWorld();
  [sent, refused] = [[], []];
  const leave = (way: string, text: string): void => {
    if (refused.includes(way))
      throw new PlatformError({ platform: 'kf', path: way, status: 200, code: 95_016, class: 'CHANNEL' });
    sent.push(`${way}: ${text}`);
  };
  const kf = {
    sendMsg: async ({ message }: { message: { text: { content: string } } }) =>
      leave('chat', message.text.content),
    sendMsgOnEvent: async ({ code, message }: { code: string; message: { text: { content: string } } }) =>
      leave(code, message.text.content),
  };
  context = {
    ...world.context,
    kf: kf as unknown as NoticeContext['kf'],
    wechat: {} as NoticeContext['wechat'],
    mailer: { sendMail: async ({ subject, text }) => leave('mail', `${subject} ${text}`) },
  };
  account = await world.customer('wm-1');
  const proven = { ...account, email: 'a@example.org', emailVerifiedAt: NOW };
  await context.unitOfWork.run((tx) => tx.accounts.save(proven));
});
afterEach(() => world.close());

const waits = (changes: Partial<Handoff> = {}) =>
  context.unitOfWork.run((tx) =>
    tx.handoffs.insert(
      handoffAt(NOW, {
        ...{ accountId: account.id, externalUserId: 'wm-1', promisesBroken: 1, answerBy: NOW + HOUR_MS },
        ...changes,
      }),
    ),
  );
const inState = (serviceState: 1 | 2 | 4) =>
  context.unitOfWork.run(async (tx) => {
    const chat = (await tx.chats.find('wm-1'))!;
    await tx.chats.save({ ...chat, serviceState, lastCustomerAt: NOW, sentSince: 1 });
  });
const tell = (broken = 1, answerBy = NOW + HOUR_MS) =>
  tellDelay(context, {
    outboxId: `row-${broken}`,
    handoffId: 'handoff-1',
    accountId: account.id,
    ...{ broken, answerBy, at: NOW },
  });
const code = { code: 'pool-code', since: NOW };

describe('tellDelay', () => {
  it.each([
    ['the chat where the bot may speak', 1, null, 'chat'],
    ['the code of the pool where nothing else reaches it', 2, code, 'pool-code'],
    ['mail where the pool has no code', 2, null, 'mail'],
    ['mail where the code of the pool has died', 2, { ...code, since: NOW - 2 * DAY_MS }, 'mail'],
    ['mail where the conversation has ended', 4, code, 'mail'],
  ] as const)('apologises by %s, with the new time', async (_case, state, poolCode, way) => {
    await waits({ poolCode });
    await inState(state);
    expect(await tell()).toBe('sent');
    expect(sent).toEqual([expect.stringMatching(new RegExp(`^${way}: .*抱歉.*11:00`, 'su'))]);
  });

  it('spends a code of the pool once, and goes on by mail when the platform refuses it', async () => {
    await waits({ poolCode: code });
    await inState(2);
    refused = ['pool-code'];
    expect(await tell()).toBe('sent');
    expect(sent).toEqual([expect.stringContaining('mail')]);
    expect((await world.read((tx) => tx.handoffs.find('handoff-1')))?.poolCode).toBeNull();
  });

  it('leaves a code of the pool that it has not used', async () => {
    await waits({ poolCode: code });
    await inState(1);
    await tell();
    await inState(2);
    expect(await tell(2)).toBe('nothing_to_tell');
    expect(sent).toEqual([expect.stringContaining('chat')]);
    expect((await world.read((tx) => tx.handoffs.find('handoff-1')))?.poolCode).toEqual(code);
  });

  it('says nothing of an earlier wait that had as many broken promises', async () => {
    await waits();
    await inState(1);
    expect(await tell(1, NOW)).toBe('nothing_to_tell');
  });

  it('names who can be called the last time, and tells each time once', async () => {
    await waits({ promisesBroken: 2 });
    await inState(1);
    await tell(2);
    await tell(2);
    expect(sent).toEqual([expect.stringContaining('急事请联系')]);
  });

  it('says nothing once somebody has it, or another time was promised', async () => {
    await waits({ state: 'served', servedFrom: NOW });
    await inState(1);
    expect(await tell()).toBe('nothing_to_tell');
    expect(await tell(2)).toBe('nothing_to_tell');
    expect(sent).toEqual([]);
  });

  it('waits at night', async () => {
    world.clock.at = Date.parse('2027-01-02T23:00:00+08:00');
    await waits();
    expect(await tell()).toEqual({ waitMs: 9 * HOUR_MS });
    expect(sent).toEqual([]);
  });
});
