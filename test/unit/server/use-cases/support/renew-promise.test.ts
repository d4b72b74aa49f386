import { giveOwner, ownedAsBefore } from '../../../../../server/use-cases/support/own-handoff';
import { LOOK_MS } from '../../../../../server/use-cases/support/tell-to-look';
import { nextReminder, renewPromise } from '../../../../../server/use-cases/support/renew-promise';
import type { Account } from '../../../../../server/use-cases/ports/accounts';
import type { Handoff } from '../../../../../server/use-cases/ports/chat';
import { urgentAt } from '../../../../../shared/domain/support-desk';
import { HOUR_MS, MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';
import { supporter } from '../../../../support/desk';
import { handoffAt } from '../../../../support/handoffs';

/** 4 January 2027 is a Monday; the sample's desk works from 9:00 to 17:30. */
const at = (time: string) => Date.parse(`2027-01-${time}:00+08:00`);
const MONDAY = at('04T10:00');

let world: AccountWorld;
let account: Account;
beforeEach(async () => {
  world = await accountWorld();
  world.clock.at = MONDAY;
  account = await world.customer('wm-1');
  await world.context.unitOfWork.run(
    async (tx) => void (await tx.staff.replaceAll([supporter('support-1')])),
  );
});
afterEach(() => world.close());

const waits = (changes: Partial<Handoff> = {}) =>
  world.context.unitOfWork.run((tx) =>
    tx.handoffs.insert(handoffAt(MONDAY - HOUR_MS, { accountId: account.id, answerBy: MONDAY, ...changes })),
  );
const renew = () => renewPromise(world.context, 'handoff-1');
const found = () => world.read((tx) => tx.handoffs.find('handoff-1'));

describe('renewPromise', () => {
  it('promises another time as for a ticket, and has the candidate told', async () => {
    await waits();
    expect(await renew()).toMatchObject({ answerBy: at('04T12:00'), promisesBroken: 1, state: 'queued' });
    expect(await world.sent('handoff.delayed')).toMatchObject([
      { payload: { handoffId: 'handoff-1', broken: 1 } },
    ]);
    expect(await world.read((tx) => tx.handoffEvents.listOf(account.id, 9))).toMatchObject([
      { what: 'delayed' },
    ]);
  });

  it('keeps to the hours of the desk', async () => {
    world.clock.at = at('08T17:00');
    await waits({ answerBy: world.clock.at });
    expect(await renew()).toMatchObject({ answerBy: at('11T11:00') });
  });

  it('does so twice at most, and not before the new time has passed', async () => {
    await waits();
    await renew();
    expect(await renew()).toBeNull();
    world.clock.at = at('04T12:00');
    expect(await renew()).toMatchObject({ promisesBroken: 2, answerBy: at('04T14:00') });
    world.clock.at = at('04T14:00');
    expect(await renew()).toBeNull();
    expect(await found()).toMatchObject({ answerBy: at('04T14:00') });
    expect(await world.sent('handoff.delayed')).toHaveLength(2);
  });

  it.each([
    ['is served', { state: 'served' }],
    ['has ended', { state: 'closed', closedAt: MONDAY }],
    ['was called for by nobody', { state: 'ticket', trigger: 'deadline' }],
    ['has time left', { answerBy: MONDAY + 1 }],
  ] as const)('says nothing where the conversation %s', async (_case, changes) => {
    await waits(changes);
    expect(await renew()).toBeNull();
    expect(await world.sent('handoff.delayed')).toEqual([]);
  });

  it('writes into the chat of the mini program, too, for whom it knows', async () => {
    await waits({ externalUserId: null });
    const binding = { accountId: account.id, boundAt: MONDAY, kind: 'openid', value: 'o-1' } as const;
    await world.context.unitOfWork.run((tx) => tx.identities.bind(binding));
    await renew();
    const lines = await world.read((tx) => tx.transcripts.lastOf(account.id, 5));
    expect(lines).toMatchObject([{ channel: 'mini_program', from: 'bot' }]);
    expect(lines[0]?.text).toContain('抱歉');
    const [row] = await world.sent('handoff.delayed');
    expect(row?.dueAt).toBe(MONDAY + 2 * MINUTE_MS);
  });

  it.each([
    ['the bot may speak in the chat', 1, null, 0],
    ['the pool takes one message more', 2, { code: 'pool-code', since: MONDAY }, 0],
    ['nothing reaches the chat', 2, null, 1],
  ] as const)('says it once for whom both chats know, where %s', async (_case, state, poolCode, lines) => {
    await waits({ externalUserId: 'wm-1', poolCode });
    const binding = { accountId: account.id, boundAt: MONDAY, kind: 'openid', value: 'o-1' } as const;
    await world.context.unitOfWork.run(async (tx) => {
      await tx.identities.bind(binding);
      const chat = (await tx.chats.find('wm-1'))!;
      await tx.chats.save({ ...chat, serviceState: state, lastCustomerAt: MONDAY });
    });
    await renew();
    expect(await world.read((tx) => tx.transcripts.lastOf(account.id, 5))).toHaveLength(lines);
    const [row] = await world.sent('handoff.delayed');
    expect(row?.dueAt).toBe(MONDAY + lines * LOOK_MS);
  });

  it('begins anew once somebody had it: the wait after that has promises and rows of its own', async () => {
    await waits({ poolCode: { code: 'pool-code', since: MONDAY } });
    await renew();
    const owner = { servicerUserid: null, staffId: 'support-1' };
    const actor = { role: 'support', id: 'support-1', channel: 'staff_page' } as const;
    const before = (await found())!;
    await world.context.unitOfWork.run((tx) =>
      giveOwner(tx, world.context, { handoff: before, owner, actor }),
    );
    const served = (await found())!;
    expect(served).toMatchObject({ promisesBroken: 0, poolCode: null });
    expect(ownedAsBefore(served, before)).toMatchObject({ promisesBroken: 1, poolCode: before.poolCode });
    world.clock.at = at('05T10:00');
    const again = { ...served, state: 'queued', answerBy: world.clock.at } as const;
    await world.context.unitOfWork.run((tx) => tx.handoffs.save(again));
    expect(await renew()).toMatchObject({ promisesBroken: 1 });
    expect(await world.sent('handoff.delayed')).toHaveLength(2);
  });

  it('puts a conversation before others that wait as long', async () => {
    await waits();
    await renew();
    const other = handoffAt(MONDAY, { answerBy: MONDAY + MINUTE_MS });
    expect(urgentAt((await found())!)).toBeLessThan(urgentAt(other));
  });
});

describe('nextReminder', () => {
  it('comes after half an hour, in the hours of the desk, and when the new promise ends', async () => {
    await waits();
    expect(await nextReminder(world.context, 'handoff-1')).toBe(MONDAY + 30 * MINUTE_MS);
    world.clock.at = at('04T17:20');
    expect(await nextReminder(world.context, 'handoff-1')).toBe(at('05T09:00'));
    await world.context.unitOfWork.run(async (tx) => {
      await tx.handoffs.save({ ...(await tx.handoffs.find('handoff-1'))!, answerBy: at('04T17:25') });
    });
    expect(await nextReminder(world.context, 'handoff-1')).toBe(at('04T17:25'));
  });
});
