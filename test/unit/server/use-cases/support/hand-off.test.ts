import { closeHandoff } from '../../../../../server/use-cases/support/close-handoff';
import { handOff } from '../../../../../server/use-cases/support/hand-off';
import type { Subject } from '../../../../../server/use-cases/chat/perform-act';
import type { Account } from '../../../../../server/use-cases/ports/accounts';
import type { StaffLeave } from '../../../../../server/use-cases/ports/leaves';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { takeHandoff } from '../../../../../server/use-cases/support/take-handoff';
import { SUPPORT_RULES } from '../../../../../shared/domain/support-desk';
import { MINUTE_MS } from '../../../../../shared/domain/time';
import { supporter } from '../../../../support/desk';
import { handoffAt } from '../../../../support/handoffs';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';

const SUPPORT_HOURS = { days: [1, 2, 3, 4, 5], fromMinute: 9 * 60, toMinute: 17 * 60 };
const QUEUE_ANSWER_MS = SUPPORT_RULES.answerMinutes * MINUTE_MS;
const TICKET_ANSWER_MS = SUPPORT_RULES.ticketAnswerMinutes * MINUTE_MS;
const at = (time: string) => Date.parse(`2027-01-${time}:00+08:00`);

let world: AccountWorld;
let account: Account;
beforeEach(async () => {
  world = await accountWorld();
  account = await world.customer('wm-1');
  await employ(supporter('support-1'));
});
afterEach(() => world.close());

const employ = (...members: StaffMember[]) =>
  world.context.unitOfWork.run((tx) => tx.staff.replaceAll(members).then(() => undefined));

function subject(): Subject {
  const season = { ...world.season, supportHours: SUPPORT_HOURS };
  return {
    account,
    actor: { role: 'candidate', id: account.id, channel: 'chat' },
    season,
    seasons: [season],
    registration: null,
    guardianGiven: false,
    held: null,
    photo: null,
    externalUserId: 'wm-1',
  };
}

const call = (changes: Partial<Subject> = {}) =>
  world.context.unitOfWork.run((tx) =>
    handOff(tx, world.context, { subject: { ...subject(), ...changes }, trigger: 'asked' }),
  );
const open = () => world.read((tx) => tx.handoffs.openOf(account.id));

describe('handOff', () => {
  // 4 January 2027 is a Monday.
  it.each([
    ['while the desk is staffed', '04T10:00', 'queued', at('04T10:00') + QUEUE_ANSWER_MS],
    ['shortly before it closes', '04T16:45', 'queued', at('05T09:00') + TICKET_ANSWER_MS],
    ['at night', '04T22:00', 'ticket', at('05T09:00') + TICKET_ANSWER_MS],
    ['before a weekend', '08T17:00', 'ticket', at('11T09:00') + TICKET_ANSWER_MS],
  ])('promises an answer %s (promise 12)', async (_case, time, state, answerBy) => {
    world.clock.at = at(time);

    expect(await call()).toEqual({ ok: true });

    expect(await open()).toMatchObject({ state, answerBy, externalUserId: 'wm-1', servicerUserid: null });
  });

  it.each([
    ['nobody is employed', []],
    ['everybody is off duty', [supporter('support-1', { onDuty: false })]],
  ])('keeps a ticket in the hours of the desk while %s (promise 12)', async (_case, members) => {
    await employ(...members);
    world.clock.at = at('04T10:00');

    await call();

    expect(await open()).toMatchObject({ state: 'ticket', answerBy: at('04T10:00') + TICKET_ANSWER_MS });
    expect(await world.sent('desk.opened')).toMatchObject([{ dueAt: at('04T10:15') }]);
  });

  it('keeps a ticket while everybody is on leave, and opens the desk once for all tickets of a night', async () => {
    const leave: StaffLeave = {
      id: 'leave-1',
      staffId: 'support-1',
      fromAt: at('04T00:00'),
      untilAt: at('06T00:00'),
      delegateId: null,
      enteredBy: 'support-1',
      createdAt: at('03T00:00'),
      endedAt: null,
    };
    await world.context.unitOfWork.run((tx) => tx.leaves.insert(leave));
    world.clock.at = at('04T10:00');
    await call();
    account = await world.customer('wm-2');
    await call();

    expect(await open()).toMatchObject({ state: 'ticket' });
    expect(await world.sent('desk.opened')).toHaveLength(1);
  });

  it('notifies the desk now and again when nobody has answered (promises 5 and 6)', async () => {
    world.clock.at = at('04T10:00');
    await call();

    const handoff = await open();
    const [opened] = await world.sent('handoff.opened');
    const [due] = await world.sent('handoff.due');
    expect(opened).toMatchObject({ payload: { handoffId: handoff!.id, trigger: 'asked', state: 'queued' } });
    expect(due).toMatchObject({ dueAt: handoff!.answerBy, payload: { handoffId: handoff!.id } });
  });

  it('puts into the queue what the desk had looked at by itself, when the candidate calls', async () => {
    world.clock.at = at('04T10:00');
    const unasked = { trigger: 'second_rejection', state: 'ticket', harm: 'deadline' } as const;
    const ticket = handoffAt(at('04T09:30'), { accountId: account.id, ...unasked });
    await world.context.unitOfWork.run((tx) => tx.handoffs.insert(ticket));

    expect(await call()).toEqual({ ok: true });

    expect(await open()).toMatchObject({
      id: ticket.id,
      state: 'queued',
      trigger: 'asked',
      harm: 'deadline',
    });
    expect(await world.sent('handoff.opened')).toHaveLength(1);
    expect(await world.sent('handoff.due')).toHaveLength(1);
  });

  it('opens one at a time', async () => {
    world.clock.at = at('04T10:00');
    await call();
    const first = await open();
    world.clock.at += 60_000;

    expect(await call()).toEqual({ ok: true });

    expect(await open()).toEqual(first);
    expect(await world.sent('handoff.opened')).toHaveLength(1);
  });

  it('promises within a day where no season says the hours', async () => {
    world.clock.at = at('04T10:00');

    await call({ season: null, seasons: [] });

    expect(await open()).toMatchObject({ state: 'ticket', answerBy: at('05T10:00') });
  });
});

describe('takeHandoff', () => {
  it('gives it an owner and stops the reminder of the desk', async () => {
    world.clock.at = at('04T10:00');
    await call();

    const taken = await world.context.unitOfWork.run((tx) =>
      takeHandoff(tx, world.context, { accountId: account.id, servicerUserid: 'support-1' }),
    );

    expect(taken).toBe(true);
    expect(await open()).toMatchObject({ state: 'served', servicerUserid: 'support-1' });
    expect(await world.sent('handoff.due')).toEqual([]);
  });
});

describe('closeHandoff', () => {
  const close = () =>
    world.context.unitOfWork.run((tx) => closeHandoff(tx, world.context, { accountId: account.id }));

  it('ends it, so that the next call opens a new one', async () => {
    world.clock.at = at('04T10:00');
    await call();

    expect(await close()).toBe(true);

    expect(await open()).toBeNull();
    expect(await world.sent('handoff.closed')).toHaveLength(1);
    expect(await world.sent('handoff.due')).toEqual([]);
    await call();
    expect(await open()).not.toBeNull();
  });

  it('is satisfied when none is open', async () => {
    expect(await close()).toBe(true);
    expect(await world.sent('handoff.closed')).toEqual([]);
  });
});
