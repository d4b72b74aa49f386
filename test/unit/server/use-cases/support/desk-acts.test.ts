import { closeFromDesk } from '../../../../../server/use-cases/support/close-from-desk';
import type { MoveContext } from '../../../../../server/use-cases/support/move-conversation';
import type { Handoff } from '../../../../../server/use-cases/ports/chat';
import type { KfPort } from '../../../../../server/use-cases/ports/kf';
import { PlatformError, TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { releaseToQueue } from '../../../../../server/use-cases/support/release-to-queue';
import { takeFromDesk } from '../../../../../server/use-cases/support/take-from-desk';
import { transferHandoff } from '../../../../../server/use-cases/support/transfer-handoff';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { fakeConversation, supporter, type FakeConversation } from '../../../../support/desk';
import { handoffAt } from '../../../../support/handoffs';

const WEI = supporter('wei');
const MEI = supporter('mei');
const AWAY = supporter('away', { onDuty: false });
const REVIEWER = supporter('reviewer', { roles: ['reviewer'] });

let world: AccountWorld;
let conversation: FakeConversation;
let context: MoveContext;
let handoffId: string;
beforeEach(async () => {
  world = await accountWorld();
  conversation = fakeConversation(2);
  context = { ...world.context, kf: conversation.kf as KfPort };
  const account = await world.customer('wm-1');
  const handoff = handoffAt(NOW, { accountId: account.id, externalUserId: 'wm-1' });
  handoffId = handoff.id;
  await context.unitOfWork.run(async (tx) => {
    await tx.staff.replaceAll([WEI, MEI, AWAY, REVIEWER]);
    await tx.handoffs.insert(handoff);
    const chat = (await tx.chats.find('wm-1'))!;
    await tx.chats.save({ ...chat, serviceState: 2 });
  });
});
afterEach(() => world.close());

const present = () => world.read((tx) => tx.handoffs.find(handoffId));
const chat = () => world.read((tx) => tx.chats.find('wm-1'));
const take = (member: StaffMember) => takeFromDesk(context, { handoffId, member });
const transfer = (from: StaffMember, toStaffId: string) =>
  transferHandoff(context, { handoffId, from, toStaffId });
/** What the platform holds of the conversation, and we of it. */
async function chatIs(state: FakeConversation['state']): Promise<void> {
  conversation.state = state;
  await context.unitOfWork.run(async (tx) => {
    await tx.chats.save({ ...(await tx.chats.find('wm-1'))!, serviceState: state });
  });
}

describe('takeFromDesk', () => {
  it('gives a waiting conversation to the member, here and on the platform', async () => {
    expect(await take(WEI)).toMatchObject({ ok: true, road: 'wecom', repeated: false });
    const owned: Partial<Handoff> = { state: 'served', ownerStaffId: 'wei', takenAt: NOW, servedFrom: NOW };
    expect(await present()).toMatchObject(owned);
    expect(conversation.moves).toEqual([{ state: 3, servicerUserid: 'userid-wei' }]);
    expect(await chat()).toMatchObject({ serviceState: 3, servicerUserid: 'userid-wei' });
    expect(await take(WEI)).toMatchObject({ ok: true, road: 'wecom', repeated: true });
    expect(conversation.moves).toHaveLength(1);
  });

  it('gives it to one of two who take it at once', async () => {
    const outcomes = await Promise.all([take(WEI), take(MEI)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ why: expect.stringMatching(/owned|changed/) });
    expect(conversation.moves).toHaveLength(1);
  });

  it.each([
    ['nobody of the desk', REVIEWER, 'absent'],
    ['somebody whom the platform does not let serve', WEI, 'not_serving'],
  ])('refuses %s and leaves it waiting', async (_case, member, why) => {
    conversation.refuse = 95_019;
    expect(await take(member)).toMatchObject({ ok: false, why });
    expect(await present()).toMatchObject({ state: 'queued', ownerStaffId: null, takenAt: null });
    expect(await world.sent('handoff.due')).toHaveLength(why === 'absent' ? 0 : 1);
  });

  it.each([
    ['taken', () => take(WEI)],
    ['transferred', () => transfer(WEI, 'mei')],
  ])('keeps what happened meanwhile to one that the platform did not let be %s', async (how, act) => {
    if (how === 'transferred') await take(WEI);
    const before = (await present())!;
    conversation.kf.serviceStateTrans = async () => {
      await context.unitOfWork.run(async (tx) => {
        const now = (await tx.handoffs.find(handoffId))!;
        await tx.handoffs.save({ ...now, deadlineAt: NOW + 60_000, harm: 'money' });
      });
      throw new PlatformError({ platform: 'kf', path: '/', status: 200, code: 95_019, class: 'CHANNEL' });
    };
    expect(await act()).toMatchObject({ ok: false, why: 'not_serving' });
    const { state, ownerStaffId, takenAt } = before;
    expect(await present()).toMatchObject({
      state,
      ownerStaffId,
      takenAt,
      deadlineAt: NOW + 60_000,
      harm: 'money',
    });
  });

  it.each([
    ['taken', () => take(WEI)],
    ['transferred', () => transfer(WEI, 'mei')],
  ])('leaves it to whoever got it while the platform refused that it is %s', async (how, act) => {
    if (how === 'transferred') await take(WEI);
    conversation.kf.serviceStateTrans = async () => {
      await context.unitOfWork.run(async (tx) => {
        const now = (await tx.handoffs.find(handoffId))!;
        await tx.handoffs.save({ ...now, ownerStaffId: 'third', servicerUserid: 'userid-third' });
      });
      throw new PlatformError({ platform: 'kf', path: '/', status: 200, code: 95_019, class: 'CHANNEL' });
    };
    await act();
    expect(await present()).toMatchObject({ state: 'served', ownerStaffId: 'third' });
  });

  it('calls the desk anew when the platform refused who took it, and nobody for what nobody was called for', async () => {
    conversation.refuse = 95_019;
    await take(WEI);
    expect(await world.sent('handoff.opened')).toMatchObject([{ payload: { handoffId } }]);
    const events = await world.read((tx) =>
      tx.audit.listAfter(0, { writtenBy: Number.MAX_SAFE_INTEGER, limit: 50 }),
    );
    expect(events.map(({ action, reason }) => `${action} ${reason}`)).toContain(
      'handoff.released not_serving',
    );
    await context.unitOfWork.run(async (tx) => {
      const waiting = (await tx.handoffs.find(handoffId))!;
      await tx.handoffs.save({ ...waiting, state: 'ticket', trigger: 'staff', servedFrom: null });
    });
    await take(WEI);
    expect(await present()).toMatchObject({ state: 'ticket' });
    expect(await world.sent('handoff.opened')).toEqual([]);
  });

  it.each([0, 1] as const)(
    'answers from the pages where the bot has the conversation in state %i and the member is no servicer',
    async (state) => {
      await chatIs(state);
      conversation.refuse = 95_014;
      expect(await take(WEI)).toMatchObject({ ok: true, road: 'desk' });
      expect(await present()).toMatchObject({ state: 'served', ownerStaffId: 'wei' });
    },
  );

  it('answers from the pages where the platform holds no conversation', async () => {
    await chatIs(4);
    expect(await take(WEI)).toMatchObject({ ok: true, road: 'desk' });
    expect(conversation.moves).toEqual([]);
  });

  it('keeps it with the member when the platform did not answer, for a job to find out', async () => {
    conversation.refuse = new TransportError({ platform: 'kf', path: '/x', reason: 'timeout' });
    expect(await take(WEI)).toMatchObject({ ok: true, road: 'unsure' });
    expect(await present()).toMatchObject({ ownerStaffId: 'wei' });
  });

  it('tells what it is when it is closed or a colleague has it', async () => {
    await take(WEI);
    expect(await take(MEI)).toMatchObject({ ok: false, why: 'owned' });
    await closeFromDesk(context, { handoffId, member: WEI, outcome: 'solved' });
    expect(await take(MEI)).toMatchObject({ ok: false, why: 'closed' });
    expect(await takeFromDesk(context, { handoffId: 'nothing', member: WEI })).toMatchObject({
      why: 'absent',
    });
  });
});

describe('transferHandoff', () => {
  beforeEach(() => take(WEI));

  it('passes it on to a colleague on duty', async () => {
    world.clock.at += 60_000;
    expect(await transfer(WEI, 'mei')).toMatchObject({ ok: true, road: 'wecom' });
    expect(await present()).toMatchObject({ ownerStaffId: 'mei', servedFrom: NOW, takenAt: NOW + 60_000 });
    expect(conversation).toMatchObject({ state: 3, servicerUserid: 'userid-mei' });
    expect(await transfer(WEI, 'mei')).toMatchObject({ ok: true, repeated: true });
  });

  it.each([
    ['to nobody', WEI, 'nobody', 'recipient_absent'],
    ['to somebody who is not of the desk', WEI, 'reviewer', 'recipient_absent'],
    ['to somebody off duty', WEI, 'away', 'recipient_away'],
    ['by somebody who has it not', MEI, 'away', 'not_owner'],
  ])('is refused %s', async (_case, from, to, why) => {
    expect(await transfer(from, to)).toMatchObject({ ok: false, why });
    expect(await present()).toMatchObject({ ownerStaffId: 'wei' });
  });

  it('stays with its owner when the platform does not let the colleague serve', async () => {
    conversation.refuse = 95_019;
    expect(await transfer(WEI, 'mei')).toMatchObject({ ok: false, why: 'not_serving' });
    expect(await present()).toMatchObject({ ownerStaffId: 'wei', servicerUserid: 'userid-wei' });
  });
});

describe('releaseToQueue', () => {
  it('ends the session on the platform and keeps the place here, with a promise and its job', async () => {
    await take(WEI);
    expect(await releaseToQueue(context, { handoffId, member: WEI })).toMatchObject({ ok: true });
    const waiting = await present();
    expect(waiting).toMatchObject({
      ownerStaffId: null,
      servicerUserid: null,
      takenAt: null,
      closedAt: null,
    });
    expect(['queued', 'ticket']).toContain(waiting!.state);
    expect(waiting!.answerBy).toBeGreaterThan(NOW);
    expect(conversation.state).toBe(4);
    expect(await world.sent('handoff.due')).toHaveLength(1);
    expect(await releaseToQueue(context, { handoffId, member: WEI })).toMatchObject({ repeated: true });
  });

  it('is refused to others', async () => {
    await take(WEI);
    expect(await releaseToQueue(context, { handoffId, member: MEI })).toMatchObject({ why: 'not_owner' });
  });
});

describe('closeFromDesk', () => {
  it('closes with what became of it, and ends the session on the platform', async () => {
    await take(WEI);
    const close = () => closeFromDesk(context, { handoffId, member: WEI, outcome: 'solved' });
    expect(await close()).toMatchObject({ ok: true, repeated: false });
    expect(await present()).toMatchObject({ state: 'closed', outcome: 'solved', closedAt: NOW });
    expect(conversation.state).toBe(4);
    expect(await close()).toMatchObject({ ok: true, repeated: true });
    expect(await world.sent('handoff.closed')).toHaveLength(1);
  });

  it('is refused to others', async () => {
    await take(WEI);
    expect(await closeFromDesk(context, { handoffId, member: MEI, outcome: 'solved' })).toMatchObject({
      why: 'owned',
    });
  });
});
