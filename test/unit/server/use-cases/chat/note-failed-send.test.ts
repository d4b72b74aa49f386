import { noteFailedSend } from '../../../../../server/use-cases/chat/note-failed-send';
import type { Delivery } from '../../../../../server/use-cases/ports/messaging';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
  await world.customer('wm-1');
});
afterEach(() => world.close());

const sent = (delivery: Partial<Delivery>) =>
  world.context.unitOfWork.run((tx) =>
    tx.deliveries.add({
      id: world.context.newId(),
      outboxId: 'row',
      accountId: null,
      channel: 'chat',
      topic: 'review.approved',
      outcome: 'sent',
      detail: 'row',
      at: NOW,
      ...delivery,
    }),
  );
const fails = async (failedMessageId: string, failType = 10) => {
  const inboxId = world.context.newId();
  await world.context.unitOfWork.run((tx) =>
    tx.inbox.add({
      id: inboxId,
      kind: 'kf.message',
      digest: inboxId,
      content: '{}',
      lane: 'wm-1',
      receivedAt: NOW,
    }),
  );
  const envelope = { messageId: inboxId, openKfId: 'wk-test', externalUserId: 'wm-1', sentAt: NOW };
  const message = { ...envelope, kind: 'send_failed', failedMessageId, failType } as const;
  return noteFailedSend(world.context, { inboxId, message });
};
const recorded = () =>
  world.read(async (tx) =>
    (await tx.deliveries.listOf('row')).map(({ detail, outcome }) => `${detail} ${outcome}`),
  );
const chat = () => world.read((tx) => tx.chats.find('wm-1'));

describe('noteFailedSend', () => {
  it('records a notice that did not arrive, and sends it on its next way once', async () => {
    await sent({});
    expect([await fails('row'), await fails('row')]).toEqual(['noted', 'noted']);
    expect(await recorded()).toEqual(['row failed']);
    expect((await world.sent('notice.failed')).map(({ payload }) => payload)).toEqual([{ outboxId: 'row' }]);
  });

  it('keeps the word of the platform against a later record of the send', async () => {
    await sent({ outcome: 'unknown' });
    await fails('row');
    await world.context.unitOfWork.run((tx) => tx.deliveries.markByDetail('row', 'sent', NOW));
    expect(await recorded()).toEqual(['row failed']);
  });

  it('records a reply that did not arrive, also before the send was recorded, and tells it nowhere else', async () => {
    await fails('row-0');
    await sent({ topic: 'chat.replied', detail: 'row-1' });
    await fails('row-1');
    expect((await recorded()).toSorted()).toEqual(['row-0 failed', 'row-1 failed']);
    expect(await world.sent('notice.failed')).toEqual([]);
  });

  it('does not care about a message that is not ours', async () => {
    expect(await fails('from-elsewhere')).toBe('noted');
    expect(await world.sent('notice.failed')).toEqual([]);
  });

  it.each([4, 5, 6, 10])(
    'sends nothing unasked after failure type %s until the person writes',
    async (type) => {
      await fails('row-0', type);
      expect((await chat())?.sentSince).toBe(5);
    },
  );

  it('keeps the chat open after a failure of another kind', async () => {
    await fails('row-0', 0);
    expect((await chat())?.sentSince).toBe(0);
  });
});
