import { callForStuck } from '../../../../../server/use-cases/support/call-for-stuck';
import type { Occasion } from '../../../../../server/use-cases/reminders/notice-text';
import { noticeText } from '../../../../../server/use-cases/reminders/notice-text';
import { openDesk } from '../../../../../server/use-cases/support/open-desk';
import type { Registration } from '../../../../../shared/domain/registration';
import { HOUR_MS, MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { supporter } from '../../../../support/desk';
import { registrationOf } from '../../../../support/embedded-context';

let world: AccountWorld;
let registration: Registration;
beforeEach(async () => {
  world = await accountWorld();
  const account = await world.customer('wm-1');
  registration = registrationOf(world.context, {
    seasonId: world.season.id,
    accountId: account.id,
    state: 'rejected',
    updatedAt: NOW,
  });
  await world.context.unitOfWork.run((tx) => tx.registrations.insert(registration));
});
afterEach(() => world.close());

const call = (occasion: Occasion) =>
  world.context.unitOfWork.run((tx) =>
    callForStuck(tx, world.context, { registration, season: world.season, occasion }),
  );
const open = () => world.read((tx) => tx.handoffs.openOf(registration.accountId));
const reject = () =>
  world.context.unitOfWork.run((tx) =>
    tx.history.append({
      id: world.context.newId(),
      registrationId: registration.id,
      event: 'review.rejected',
      from: 'pending',
      to: 'rejected',
      revision: 1,
      actor: { role: 'reviewer', id: 'reviewer-1', channel: 'card' },
      reason: 'photo_quality',
      at: world.clock.at,
    }),
  );
const says = (text: string, at: number) =>
  world.context.unitOfWork.run((tx) =>
    tx.transcripts.add({
      id: world.context.newId(),
      accountId: registration.accountId,
      channel: 'kf',
      messageId: world.context.newId(),
      from: 'candidate',
      text,
      at,
    }),
  );
const REJECTED: Occasion = { about: 'review.rejected' };
const reminder = (leftMs: number): Occasion => ({
  about: 'reminder',
  kind: 'resubmission_due',
  endsAt: world.clock.at + leftMs,
});

describe('callForStuck', () => {
  it('calls the desk at the second rejection, not at the first, and only once', async () => {
    await reject();
    expect(await call(REJECTED)).toBeNull();
    expect(await open()).toBeNull();
    await reject();
    expect(await call(REJECTED)).toBe('second_rejection');
    const ticket = await open();
    expect(ticket).toMatchObject({ trigger: 'second_rejection', state: 'ticket', harm: 'deadline' });
    expect(await call(REJECTED)).toBe('second_rejection');
    expect((await open())?.id).toBe(ticket?.id);
    expect(await world.sent('handoff.opened')).toHaveLength(1);
    expect(await world.sent('handoff.due')).toHaveLength(1);
  });

  it('puts the beginning on record, from no state before (PR10)', async () => {
    await reject();
    await reject();
    await call(REJECTED);
    const [event] = await world.read((tx) =>
      tx.audit.list({
        ...{ action: 'handoff.opened', registrationId: null, actorId: null },
        ...{ beforeSeq: null, limit: 9 },
      }),
    );
    expect(event).toMatchObject({ from: null, to: 'ticket', reason: 'second_rejection' });
  });

  it('says in the notice that somebody looks at it: nobody is escalated in silence', () => {
    const facts = { registration, season: world.season, refund: null, paidCodes: null, now: NOW } as const;
    const text = (calledFor: 'second_rejection' | null) =>
      noticeText({ ...facts, occasion: REJECTED, calledFor, locale: 'zh-CN' });
    expect(text('second_rejection')).toBe(
      `${text(null)}\n我们已请工作人员查看您的材料，会在这里或通过邮件联系您；也可以随时回复“人工”。`,
    );
  });

  it('calls the desk near a deadline for somebody whose tries changed nothing', async () => {
    world.clock.at = NOW + HOUR_MS;
    for (const minute of [10, 20, 30]) await says('照片怎么还是不行', NOW + minute * MINUTE_MS);
    expect(await call(reminder(24 * HOUR_MS))).toBeNull();
    expect(await call(reminder(3 * HOUR_MS))).toBe('deadline');
    expect(await open()).toMatchObject({ trigger: 'deadline', harm: 'deadline', state: 'ticket' });
  });

  it('leaves alone who has tried nothing, or got on since', async () => {
    world.clock.at = NOW + HOUR_MS;
    for (const minute of [-30, -20, -10]) await says('照片怎么还是不行', NOW + minute * MINUTE_MS);
    expect(await call(reminder(3 * HOUR_MS))).toBeNull();
  });

  it('leaves the bot with the candidate: the opening of the desk moves no such ticket', async () => {
    await reject();
    await reject();
    await call(REJECTED);
    await world.context.unitOfWork.run((tx) => tx.staff.replaceAll([supporter('wei')]).then(() => undefined));
    world.clock.at = Date.parse('2027-01-04T10:00:00+08:00');
    expect((await openDesk(world.context)).moved).toEqual([]);
    expect(await open()).toMatchObject({ state: 'ticket' });
  });
});
