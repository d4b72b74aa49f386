import { closeFromDesk } from '../../../../../server/use-cases/support/close-from-desk';
import { handoffItems } from '../../../../../server/use-cases/support/handoff-items';
import type { MoveContext } from '../../../../../server/use-cases/support/move-conversation';
import type { KfPort } from '../../../../../server/use-cases/ports/kf';
import { releaseToQueue } from '../../../../../server/use-cases/support/release-to-queue';
import { takeFromDesk } from '../../../../../server/use-cases/support/take-from-desk';
import { noteTold, rateHandoff } from '../../../../../server/use-cases/support/tell-back';
import { transferHandoff } from '../../../../../server/use-cases/support/transfer-handoff';
import { MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { fakeConversation, supporter } from '../../../../support/desk';
import { handoffAt } from '../../../../support/handoffs';

const WEI = supporter('wei');
const MEI = supporter('mei');

describe('handoffItems', () => {
  let world: AccountWorld;
  let context: MoveContext;
  let accountId: string;
  const first = handoffAt(NOW, { id: 'handoff-1' });
  beforeEach(async () => {
    world = await accountWorld();
    // Nobody's in WeCom: the desk answers from its pages.
    context = { ...world.context, kf: fakeConversation(4).kf as KfPort };
    accountId = (await world.passport()).id;
    await context.unitOfWork.run(async (tx) => {
      await tx.staff.replaceAll([WEI, MEI]);
      await tx.handoffs.insert({ ...first, accountId });
    });
  });
  afterEach(() => world.close());

  const handoffId = first.id;
  const later = () => (world.clock.at += MINUTE_MS);
  const told = async () => {
    const items = await world.read((tx) => handoffItems(tx, accountId));
    return items
      .toSorted((left, right) => left.at - right.at)
      .map(({ what, from, who, reason }) => [what, from, who, reason]);
  };

  it('tells of every hand that a conversation went through, its end, and how it was rated', async () => {
    later();
    await takeFromDesk(context, { handoffId, member: WEI });
    later();
    await transferHandoff(context, { handoffId, from: WEI, toStaffId: MEI.id });
    later();
    await releaseToQueue(context, { handoffId, member: MEI });
    later();
    await takeFromDesk(context, { handoffId, member: WEI });
    later();
    await closeFromDesk(context, { handoffId, member: WEI, outcome: 'solved' });
    later();
    await context.unitOfWork.run((tx) => noteTold(tx, context, handoffId));
    later();
    await context.unitOfWork.run((tx) => rateHandoff(tx, context, { accountId, handoffId, rating: 2 }));
    expect(await told()).toEqual([
      ['opened', null, null, null],
      ['taken', null, WEI.name, null],
      ['transferred', WEI.name, MEI.name, null],
      ['released', MEI.name, null, null],
      ['taken', null, WEI.name, null],
      ['closed', null, WEI.name, null],
      ['told', null, null, null],
      ['rated', WEI.name, null, null],
    ]);
    const rated = (await world.read((tx) => handoffItems(tx, accountId))).filter(({ rating }) => rating);
    expect(rated).toMatchObject([{ what: 'rated', rating: 2 }]);
  });

  it.each([
    ['as they were', (ids: string[]) => ids],
    ['backwards', (ids: string[]) => ids.toReversed()],
    ['mixed', ([first, ...ids]: string[]) => [...ids.toReversed(), first ?? '']],
  ])('keeps the order of hands within one millisecond where ids sort %s', async (_how, sorted) => {
    const hands = [
      { what: 'transferred', fromStaffId: WEI.id, toStaffId: MEI.id },
      { what: 'released', fromStaffId: MEI.id, toStaffId: null },
      { what: 'delayed', fromStaffId: null, toStaffId: null },
      { what: 'taken', fromStaffId: null, toStaffId: null },
      { what: 'released', fromStaffId: null, toStaffId: null },
    ] as const;
    const ids = sorted(hands.map((_, place) => `event-${place + 1}`));
    const one = { accountId, handoffId, reason: null };
    const taken = { what: 'taken', fromStaffId: null, toStaffId: WEI.id } as const;
    const at = later();
    await context.unitOfWork.run(async (tx) => {
      await tx.handoffEvents.add({ ...one, ...taken, id: 'event-0', at: at - 1 });
      for (const [place, hand] of hands.entries())
        await tx.handoffEvents.add({ ...one, ...hand, at, id: ids[place] ?? '' });
    });
    expect((await told()).slice(1)).toEqual([
      ['taken', null, WEI.name, null],
      ['transferred', WEI.name, MEI.name, null],
      ['released', MEI.name, null, null],
      ['delayed', null, null, null],
      ['taken', null, null, null],
      ['released', null, null, null],
    ]);
  });

  it('tells of earlier conversations too, and of one from before hands were noted by its last owner', async () => {
    await context.unitOfWork.run(async (tx) => {
      const past = handoffAt(NOW - 9 * MINUTE_MS, { id: 'past', accountId, state: 'closed' });
      const owned = { ownerStaffId: MEI.id, takenAt: NOW - 8 * MINUTE_MS, closedAt: NOW - 7 * MINUTE_MS };
      await tx.handoffs.insert({ ...past, ...owned });
    });
    expect(await told()).toEqual([
      ['opened', null, null, null],
      ['taken', null, MEI.name, null],
      ['closed', null, MEI.name, null],
      ['opened', null, null, null],
    ]);
  });

  it('says why a conversation came back when WeCom did not let a member serve', async () => {
    const conversation = fakeConversation(2);
    accountId = (await world.customer('wm-2')).id;
    await context.unitOfWork.run(async (tx) => {
      await tx.handoffs.insert(handoffAt(NOW, { id: 'refused', accountId, externalUserId: 'wm-2' }));
      await tx.chats.save({ ...(await tx.chats.find('wm-2'))!, serviceState: 2 });
    });
    conversation.refuse = 95_019;
    const refusing = { ...context, kf: conversation.kf as KfPort };
    await takeFromDesk(refusing, { handoffId: 'refused', member: WEI });
    expect(await told()).toContainEqual(['released', WEI.name, null, 'not_serving']);
  });
});
