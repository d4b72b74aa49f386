import type { SupportContext } from '../../../../../server/use-cases/support/call-support';
import { lookAtEveryOwner } from '../../../../../server/use-cases/support/look-at-owners';
import { noteCandidateWaits, noteOwnerWrote } from '../../../../../server/use-cases/support/note-waiting';
import type { Handoff } from '../../../../../server/use-cases/ports/chat';
import { transferOrRelease } from '../../../../../server/use-cases/support/transfer-or-release';
import type { ClaimedMessage } from '../../../../../server/use-cases/ports/messaging';
import { ownerHandlers } from '../../../../../server/worker/handlers/owners';
import { DONE } from '../../../../../server/worker/handler';
import type { Logger } from '../../../../../server/use-cases/ports/logger';
import type { KfPort } from '../../../../../server/use-cases/ports/kf';
import { PlatformError } from '../../../../../server/use-cases/ports/platform-errors';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { takeFromDesk } from '../../../../../server/use-cases/support/take-from-desk';
import { transferHandoff } from '../../../../../server/use-cases/support/transfer-handoff';
import { watchOwner } from '../../../../../server/use-cases/support/watch-owner';
import { SUPPORT_RULES } from '../../../../../shared/domain/support-desk';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';
import { fakeConversation, supporter, type FakeConversation } from '../../../../support/desk';
import { handoffAt } from '../../../../support/handoffs';

/** Monday, ten o'clock: in the hours of the desk. */
const TEN = Date.parse('2027-01-04T10:00:00+08:00');
const IDLE_MS = SUPPORT_RULES.idleMinutes * MINUTE_MS;
const GRACE_MS = SUPPORT_RULES.graceMinutes * MINUTE_MS;
const WEI = supporter('wei');
const MEI = supporter('mei');
const LAN = supporter('lan');

let world: AccountWorld;
let conversation: FakeConversation;
let context: SupportContext;
let accountId: string;
let handoffId: string;
let told: string[];
let stopped: string[];
beforeEach(async () => {
  world = await accountWorld();
  world.clock.at = TEN;
  told = [];
  stopped = [];
  conversation = fakeConversation(2);
  const servicerList = async () =>
    [WEI, MEI, LAN].map(({ userid }) => ({ userid: userid ?? '', serving: !stopped.includes(userid ?? '') }));
  context = {
    ...world.context,
    kf: { ...conversation.kf, servicerList } as unknown as KfPort,
    wecom: {
      messageSend: async ({ toUsers, text }: { toUsers: string[]; text: { content: string } }) => {
        told.push(`${toUsers.join()} ${text.content}`);
        return { reached: toUsers };
      },
    } as unknown as SupportContext['wecom'],
    addresses: { publicUrl: 'https://example.org', miniProgramAppId: 'wx1' },
  };
  accountId = (await world.customer('wm-1')).id;
  const handoff = handoffAt(TEN, { accountId, externalUserId: 'wm-1', answerBy: TEN + 30 * MINUTE_MS });
  handoffId = handoff.id;
  await employ(WEI, MEI);
  await context.unitOfWork.run(async (tx) => {
    await tx.handoffs.insert(handoff);
    await tx.chats.save({ ...(await tx.chats.find('wm-1'))!, serviceState: 2 });
  });
  await takeFromDesk(context, { handoffId, member: WEI });
});
afterEach(() => world.close());

const employ = (...members: StaffMember[]) =>
  context.unitOfWork.run((tx) => tx.staff.replaceAll(members).then(() => undefined));
const present = async (): Promise<Handoff> => (await world.read((tx) => tx.handoffs.find(handoffId)))!;
const look = () => watchOwner(context, { handoffId });
const answers = () => context.unitOfWork.run((tx) => noteOwnerWrote(tx, context, accountId));
const writes = () => context.unitOfWork.run((tx) => noteCandidateWaits(tx, context, accountId));
const after = (ms: number): void => {
  world.clock.at += ms;
};

describe('watchOwner', () => {
  it('leaves an owner alone who answers, and looks again', async () => {
    await answers();
    after(IDLE_MS + GRACE_MS);
    expect(await look()).toEqual({ lookAt: world.clock.at + 15 * MINUTE_MS });
    await writes();
    after(MINUTE_MS);
    await answers();
    after(IDLE_MS);
    expect(await look()).toMatchObject({ lookAt: expect.any(Number) });
    expect(await present()).toMatchObject({ ownerStaffId: 'wei' });
    expect(told).toEqual([]);
  });

  it('reminds an owner once who lets the candidate wait, then gives the conversation to a colleague', async () => {
    await answers();
    after(MINUTE_MS);
    await writes();
    const since = world.clock.at;
    after(IDLE_MS);
    expect(await look()).toEqual({ lookAt: since + IDLE_MS + GRACE_MS });
    expect(await look()).toEqual({ lookAt: since + IDLE_MS + GRACE_MS });
    expect(told).toEqual([expect.stringContaining('userid-wei')]);
    expect(told[0]).toContain(`/staff/support/${handoffId}`);

    after(GRACE_MS);
    expect(await look()).toBe('transferred');
    expect(await present()).toMatchObject({ ownerStaffId: 'mei', state: 'served', takenAt: world.clock.at });
    expect(conversation).toMatchObject({ state: 3, servicerUserid: 'userid-mei' });
    expect(await world.sent('handoff.given')).toHaveLength(1);
  });

  it('queues a conversation anew that the second one in a row lets wait, with a promise that the candidate is told', async () => {
    after(IDLE_MS + GRACE_MS);
    expect(await look()).toBe('transferred');
    after(IDLE_MS + GRACE_MS);
    expect(await look()).toBe('queued');
    const waiting = await present();
    expect(waiting).toMatchObject({ state: 'queued', ownerStaffId: null });
    expect(waiting.answerBy).toBe(world.clock.at + SUPPORT_RULES.answerMinutes * MINUTE_MS);
    expect(conversation.state).toBe(4);
    expect(await world.sent('chat.replied')).toHaveLength(1);
    expect((await world.sent('handoff.due')).at(-1)).toMatchObject({ dueAt: waiting.answerBy });
    expect(await world.sent('handoff.opened')).toHaveLength(1);
  });

  it('gives a conversation on again whose next owner has spoken before they let the candidate wait', async () => {
    after(IDLE_MS + GRACE_MS);
    await look();
    after(MINUTE_MS);
    await answers();
    await writes();
    after(IDLE_MS + GRACE_MS);
    expect(await look()).toBe('transferred');
    expect(await present()).toMatchObject({ ownerStaffId: 'wei' });
  });

  it.each<[string, StaffMember[]]>([
    ['was removed from the staff', [MEI]],
    ['is of the desk no more', [{ ...WEI, roles: ['auditor'] }, MEI]],
    ['is off duty', [{ ...WEI, onDuty: false }, MEI]],
  ])('gives a conversation on at once whose owner %s', async (_how, staff) => {
    await answers();
    await employ(...staff);
    expect(await look()).toBe('transferred');
    expect(await present()).toMatchObject({ ownerStaffId: 'mei' });
  });

  it('gives a conversation on whose owner stopped serving in WeCom while the candidate waits', async () => {
    await answers();
    stopped = ['userid-wei'];
    expect(await look()).toMatchObject({ lookAt: expect.any(Number) });
    await writes();
    expect(await look()).toBe('transferred');
    expect(await present()).toMatchObject({ ownerStaffId: 'mei' });
  });

  it('chooses the colleague with the fewest conversations, and nobody who does not serve', async () => {
    await employ(WEI, LAN, MEI);
    const other = await world.customer('wm-2');
    const owned = { id: 'handoff-2', accountId: other.id, state: 'served', ownerStaffId: 'lan' } as const;
    await context.unitOfWork.run((tx) => tx.handoffs.insert(handoffAt(TEN, owned)));
    stopped = ['userid-mei'];
    await employ(LAN, MEI);
    expect(await look()).toBe('transferred');
    expect(await present()).toMatchObject({ ownerStaffId: 'lan' });
  });

  it('keeps the place in the queue where nobody can take it, ends the session and tells the candidate until when', async () => {
    await employ({ ...WEI, onDuty: false });
    expect(await look()).toBe('queued');
    const waiting = await present();
    expect(waiting).toMatchObject({ state: 'ticket', ownerStaffId: null });
    expect(waiting.answerBy).toBe(TEN + SUPPORT_RULES.ticketAnswerMinutes * MINUTE_MS);
    expect(conversation.state).toBe(4);
    const [said] = await world.sent('chat.replied');
    expect(JSON.parse(said!.secret!)).toMatchObject({
      eventCode: 'code-2',
      replies: [{ kind: 'text', text: expect.stringContaining('已离开') }],
    });
    expect((await world.sent('handoff.due')).at(-1)).toMatchObject({ dueAt: waiting.answerBy });
  });

  it('is a ticket after hours, answered when the desk has opened again', async () => {
    after(7 * HOUR_MS + 20 * MINUTE_MS);
    await writes();
    after(IDLE_MS + GRACE_MS);
    expect(await look()).toBe('queued');
    expect(await present()).toMatchObject({
      state: 'ticket',
      answerBy: Date.parse('2027-01-05T11:00:00+08:00'),
    });
  });

  it('moves it again when the move on the platform had not come about', async () => {
    conversation.state = 2;
    await context.unitOfWork.run(async (tx) => {
      await tx.chats.save({ ...(await tx.chats.find('wm-1'))!, serviceState: 2, servicerUserid: null });
    });
    await look();
    expect(conversation).toMatchObject({ state: 3, servicerUserid: 'userid-wei' });
  });

  it('owns it by whoever serves on the platform in the owner’s place', async () => {
    await context.unitOfWork.run(async (tx) => {
      await tx.chats.save({ ...(await tx.chats.find('wm-1'))!, servicerUserid: 'userid-mei' });
    });
    await look();
    expect(await present()).toMatchObject({ ownerStaffId: 'mei' });
  });

  it('tells an owner once, in the hours of the desk, whom the candidate has not answered for a day', async () => {
    await answers();
    after(8 * HOUR_MS + 23 * HOUR_MS);
    // Tuesday, five o'clock in the afternoon.
    expect(await look()).toMatchObject({ lookAt: expect.any(Number) });
    expect(await look()).toMatchObject({ lookAt: expect.any(Number) });
    expect(told).toEqual([expect.stringContaining('userid-wei')]);
    expect(told[0]).toMatch(/没有回复您[^]*\/staff\/support\//);
    await writes();
    await answers();
    after(DAY_MS - HOUR_MS);
    await look();
    expect(told).toHaveLength(1);
    // The same hour of the evening, when nobody is at the desk.
    after(3 * HOUR_MS);
    await look();
    expect(told).toHaveLength(1);
    expect(await present()).toMatchObject({ state: 'served' });
  });

  it('goes on looking where the platform refuses for good what the owner would be told (promise 12)', async () => {
    context.wecom.messageSend = async () => {
      throw new PlatformError({
        platform: 'wecom',
        path: '/x',
        status: 200,
        code: 40_058,
        class: 'PERMANENT',
      });
    };
    await answers();
    after(DAY_MS);
    expect(await look()).toMatchObject({ lookAt: expect.any(Number) });
    await writes();
    after(IDLE_MS);
    expect(await look()).toEqual({ lookAt: world.clock.at + GRACE_MS });
    after(GRACE_MS);
    expect(await look()).toBe('transferred');
    expect(await present()).toMatchObject({ ownerStaffId: 'mei' });
  });

  it('closes what neither side has gone on with for two days', async () => {
    await answers();
    after(2 * DAY_MS);
    expect(await look()).toBe('closed');
    expect(await look()).toBe('nothing');
  });
});

describe('transferOrRelease', () => {
  it('leaves alone who answered, or took it over, after the owner was judged', async () => {
    await answers();
    await writes();
    after(IDLE_MS + GRACE_MS);
    const judged = await present();
    await transferHandoff(context, { handoffId, from: WEI, toStaffId: 'mei' });
    expect(await transferOrRelease(context, { handoff: judged, reason: 'owner_idle' })).toBe('changed');
    expect(await present()).toMatchObject({ ownerStaffId: 'mei' });

    const alone = await present();
    await employ(MEI);
    await answers();
    expect(await transferOrRelease(context, { handoff: alone, reason: 'owner_idle' })).toBe('changed');
    expect(await present()).toMatchObject({ state: 'served', ownerStaffId: 'mei' });
    expect(conversation.state).toBe(3);
  });

  it('has the look judge anew whoever took it over on the platform, and not as the one before', async () => {
    await answers();
    await writes();
    after(IDLE_MS + GRACE_MS);
    await context.unitOfWork.run(async (tx) => {
      await tx.chats.save({ ...(await tx.chats.find('wm-1'))!, servicerUserid: 'userid-mei' });
    });
    expect(await look()).toEqual({ lookAt: world.clock.at });
    expect(await present()).toMatchObject({ ownerStaffId: 'mei' });
    expect(await look()).toEqual({ lookAt: world.clock.at + IDLE_MS });
    expect(told).toEqual([]);
  });
});

describe('transferHandoff', () => {
  it('tells the colleague whose it is now', async () => {
    await transferHandoff(context, { handoffId, from: WEI, toStaffId: 'mei' });
    expect(await world.sent('handoff.given')).toMatchObject([{ payload: { handoffId, staffId: 'mei' } }]);
  });
});

describe('lookAtOwner', () => {
  it('is planned once however often the candidate waits, the people of the desk change and looks have run', async () => {
    await world.sent('handoff.owner_due');
    for (const _ of [1, 2, 3]) {
      await answers();
      after(MINUTE_MS);
      await writes();
      await lookAtEveryOwner(context);
    }
    expect(await world.sent('handoff.owner_due')).toHaveLength(1);
  });

  it('goes on as one job, which reminds the owner once, where two looks ran at a time', async () => {
    await answers();
    await writes();
    await world.sent('handoff.owner_due');
    after(IDLE_MS);
    const handlers = ownerHandlers({ ...context, logger: {} as Logger });
    const run = (id: string) =>
      handlers['handoff.owner_due']!({ id, payload: { handoffId } } as unknown as ClaimedMessage);
    expect([await run('row-1'), await run('row-2')]).toEqual([DONE, DONE]);
    expect(told).toHaveLength(1);
    expect(await world.sent('handoff.owner_due')).toMatchObject([{ dueAt: world.clock.at + GRACE_MS }]);
  });
});

describe('lookAtEveryOwner', () => {
  it('opens the desk once for tickets that wait, however often its people change', async () => {
    const ticket = { id: 'handoff-3', accountId: 'account-3', state: 'ticket' } as const;
    await context.unitOfWork.run((tx) => tx.handoffs.insert(handoffAt(TEN, ticket)));
    await lookAtEveryOwner(context);
    await lookAtEveryOwner(context);
    expect(await world.sent('desk.opened')).toHaveLength(1);
  });

  it('looks at each owner now', async () => {
    await world.sent('handoff.owner_due');
    await lookAtEveryOwner(context);
    expect(await world.sent('handoff.owner_due')).toMatchObject([{ payload: { handoffId }, dueAt: TEN }]);
  });
});
