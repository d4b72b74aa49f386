import { closeFromDesk } from '../../../../../server/use-cases/support/close-from-desk';
import { endLeftConversation } from '../../../../../server/use-cases/support/end-left-conversation';
import type { MoveContext } from '../../../../../server/use-cases/support/move-conversation';
import type { KfPort } from '../../../../../server/use-cases/ports/kf';
import { TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import { takeFromDesk } from '../../../../../server/use-cases/support/take-from-desk';
import { watchConversation } from '../../../../../server/use-cases/support/watch-conversation';
import { MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { fakeConversation, supporter, type FakeConversation } from '../../../../support/desk';
import { handoffAt } from '../../../../support/handoffs';

const WEI = supporter('wei');
const MEI = supporter('mei');
const AWAY = new TransportError({ platform: 'kf', path: '/x', reason: 'timeout' });

let world: AccountWorld;
let conversation: FakeConversation;
let context: MoveContext;
let accountId: string;
let handoffId: string;
beforeEach(async () => {
  world = await accountWorld();
  conversation = fakeConversation(2);
  context = { ...world.context, kf: conversation.kf as KfPort };
  accountId = (await world.customer('wm-1')).id;
  const handoff = handoffAt(NOW, { accountId, externalUserId: 'wm-1', trigger: 'complaint' });
  handoffId = handoff.id;
  await context.unitOfWork.run(async (tx) => {
    await tx.staff.replaceAll([WEI, MEI]);
    await tx.handoffs.insert(handoff);
    await tx.chats.save({ ...(await tx.chats.find('wm-1'))!, serviceState: 2 });
  });
});
afterEach(() => world.close());

const take = () => takeFromDesk(context, { handoffId, member: WEI });
const close = () => closeFromDesk(context, { handoffId, member: WEI, outcome: 'solved' });
const watch = () => watchConversation(context, 'wm-1');
const settle = () => endLeftConversation(context, 'wm-1');
const chat = () => world.read((tx) => tx.chats.find('wm-1'));
const open = () => world.read((tx) => tx.handoffs.openOf(accountId));

describe('endLeftConversation', () => {
  it('ends what was closed here while the platform was away, and lets the bot go on', async () => {
    await take();
    await world.sent('chat.handed_over');
    conversation.refuse = AWAY;
    expect(await close()).toMatchObject({ ok: true, road: 'unsure' });
    expect(await world.sent('chat.handed_over')).toMatchObject([{ secret: 'wm-1', dueAt: NOW + MINUTE_MS }]);
    expect(await world.sent('chat.handed_back')).toEqual([]);

    expect(await watch()).toBe('left');
    expect(await settle()).toBe('unsure');
    conversation.refuse = null;
    expect(await watch()).toBe('left');
    expect(await settle()).toBe('ended');
    expect(conversation.state).toBe(4);
    expect(await chat()).toMatchObject({ serviceState: 4 });
    expect(await world.sent('chat.handed_back')).toMatchObject([
      { payload: { handoffId }, secret: expect.stringContaining('code-') },
    ]);
    expect(await watch()).toBe('nothing');
  });

  it('queues what is in the pool although its owner closed it: nobody can end it there', async () => {
    conversation.refuse = AWAY;
    expect(await take()).toMatchObject({ road: 'unsure' });
    conversation.refuse = null;
    expect(await close()).toMatchObject({ ok: true, road: 'unsure' });
    await world.sent('handoff.opened');
    expect(await watch()).toBe('left');
    expect(await settle()).toBe('owned');
    const waiting = await open();
    expect(waiting).toMatchObject({ state: 'queued', trigger: 'complaint', ownerStaffId: null });
    expect(waiting!.id).not.toBe(handoffId);
    expect(await world.sent('handoff.opened')).toMatchObject([{ payload: { handoffId: waiting!.id } }]);
    expect(await world.sent('handoff.due')).toMatchObject([{ dueAt: waiting!.answerBy }]);
    expect(await watch()).toBe('still');
    expect(await settle()).toBe('owned');
  });

  it('ends at once with the close what a lost answer had moved to its owner', async () => {
    conversation.refuse = AWAY;
    await take();
    conversation.refuse = null;
    Object.assign(conversation, { state: 3, servicerUserid: 'userid-wei' });
    expect(await close()).toMatchObject({ ok: true, road: 'desk' });
    expect(conversation.state).toBe(4);
  });

  it('gives it to whoever serves it on the platform without having been heard of here', async () => {
    await take();
    conversation.refuse = AWAY;
    await close();
    conversation.servicerUserid = 'userid-mei';
    expect(await watch()).toBe('left');
    expect(await settle()).toBe('owned');
    expect(await open()).toMatchObject({ state: 'served', ownerStaffId: 'mei' });
    expect(conversation.state).toBe(3);
  });
});
