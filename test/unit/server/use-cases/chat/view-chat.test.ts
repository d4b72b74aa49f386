import { outboxRow } from '../../../../../server/use-cases/outbox-rows';
import type { TranscriptLine } from '../../../../../server/use-cases/ports/chat';
import type { Login } from '../../../../../server/use-cases/ports/accounts';
import { delayLineId } from '../../../../../server/use-cases/support/delay-line';
import { lookGroupOf } from '../../../../../server/use-cases/support/tell-to-look';
import { viewChat } from '../../../../../server/use-cases/chat/view-chat';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';

const DELAY = delayLineId({ handoffId: 'handoff-1', answerBy: NOW });

let world: AccountWorld;
let login: Login;
let accountId: string;
beforeEach(async () => {
  world = await accountWorld();
  login = await world.phone('o-1');
  const account = await world.passport();
  accountId = account.id;
  const binding = { accountId, boundAt: NOW, kind: 'openid', value: login.openid } as const;
  await world.context.unitOfWork.run(async (tx) => {
    await tx.identities.bind(binding);
    const rows = [
      { topic: 'support.written', key: 'support.written:app:m' },
      { topic: 'handoff.delayed', key: DELAY },
    ];
    const group = lookGroupOf(accountId);
    await tx.outbox.add(rows.map((row) => outboxRow(world.context, { ...row, payload: {}, group })));
  });
});
afterEach(() => world.close());

const line = (change: Partial<TranscriptLine>) =>
  world.context.unitOfWork.run((tx) =>
    tx.transcripts.addNew([
      {
        ...{ id: 'line', accountId, channel: 'mini_program', messageId: 'desk:app:m', from: 'person' },
        ...{ text: '请补传照片', at: NOW },
        ...change,
      },
    ]),
  );
const isTold = (topic = 'support.written') =>
  world.read((tx) => tx.outbox.hasWaiting({ topic, payload: {}, dueBy: NOW }));

describe('viewChat', () => {
  it('lets nobody be told elsewhere of an answer that they see here', async () => {
    await line({});
    const { lines } = await viewChat(world.context, { login, since: null });
    expect([lines.length, await isTold()]).toEqual([1, false]);
  });

  it('lets nobody be told elsewhere of a delay that they read here', async () => {
    await line({ from: 'bot', messageId: DELAY });
    await viewChat(world.context, { login, since: null });
    expect([await isTold('handoff.delayed'), await isTold()]).toEqual([false, true]);
  });

  it('still tells of an answer that stands on the next page', async () => {
    await line({ id: 'before', messageId: 'desk:app:before' });
    for (let n = 1; n < 50; n += 1) await line({ id: `${n}`, messageId: `bot:${n}`, from: 'bot' });
    await line({});
    const { cursor } = await viewChat(world.context, { login, since: 0 });
    expect(await isTold()).toBe(true);
    await viewChat(world.context, { login, since: cursor });
    expect(await isTold()).toBe(false);
  });

  it.each([
    ['what the assistant says', { from: 'bot', messageId: 'bot:1' }],
    ['what a person writes in the customer-service chat', { channel: 'kf', messageId: 'desk:chat:m' }],
  ] as const)('does not take %s for such an answer', async (_name, change) => {
    await line(change);
    await viewChat(world.context, { login, since: null });
    expect(await isTold()).toBe(true);
  });
});
