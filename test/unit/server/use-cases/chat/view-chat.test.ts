import { outboxRow } from '../../../../../server/use-cases/outbox-rows';
import type { TranscriptLine } from '../../../../../server/use-cases/ports/chat';
import type { Login } from '../../../../../server/use-cases/ports/accounts';
import { lookGroupOf } from '../../../../../server/use-cases/support/tell-to-look';
import { viewChat } from '../../../../../server/use-cases/chat/view-chat';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';

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
    const row = { topic: 'support.written', key: 'k', payload: {}, group: lookGroupOf(accountId) };
    await tx.outbox.add([outboxRow(world.context, row)]);
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
const isTold = () =>
  world.read((tx) => tx.outbox.hasWaiting({ topic: 'support.written', payload: {}, dueBy: NOW }));

describe('viewChat', () => {
  it('lets nobody be told elsewhere of an answer that they see here', async () => {
    await line({});
    const { lines } = await viewChat(world.context, { login, since: null });
    expect([lines.length, await isTold()]).toEqual([1, false]);
  });

  it.each([
    ['what the assistant says', { from: 'bot' }],
    ['what a person writes in the customer-service chat', { channel: 'kf' }],
  ] as const)('does not take %s for such an answer', async (_name, change) => {
    await line(change);
    await viewChat(world.context, { login, since: null });
    expect(await isTold()).toBe(true);
  });
});
