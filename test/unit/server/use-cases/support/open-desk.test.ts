import { openDesk } from '../../../../../server/use-cases/support/open-desk';
import type { Handoff } from '../../../../../server/use-cases/ports/chat';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';
import { supporter } from '../../../../support/desk';
import { handoffAt } from '../../../../support/handoffs';

const MONDAY = (time: string) => Date.parse(`2027-01-04T${time}:00+08:00`);

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

const employ = (...members: StaffMember[]) =>
  world.context.unitOfWork.run((tx) => tx.staff.replaceAll(members).then(() => undefined));
async function ticket(id: string, openedAt: number): Promise<void> {
  const { id: accountId } = await world.customer(`wm-${id}`);
  const waiting: Partial<Handoff> = { id, accountId, state: 'ticket', openedAt, answerBy: MONDAY('11:00') };
  await world.context.unitOfWork.run((tx) => tx.handoffs.insert(handoffAt(openedAt, waiting)));
}
const tickets = (count: number, changes: Partial<Handoff>) =>
  world.context.unitOfWork.run(async (tx) => {
    for (let n = 0; n < count; n += 1) {
      const one: Partial<Handoff> = {
        id: `other-${n}`,
        accountId: `account-${n}`,
        state: 'ticket',
        ...changes,
      };
      await tx.handoffs.insert(handoffAt(MONDAY('03:00'), one));
    }
  });
const open = (time: string) => {
  world.clock.at = MONDAY(time);
  return openDesk(world.context);
};

describe('openDesk', () => {
  beforeEach(async () => {
    await ticket('second', MONDAY('02:00'));
    await ticket('first', MONDAY('01:00'));
  });

  it('brings tickets into the queue, the oldest first, with the promise they have', async () => {
    await employ(supporter('wei'));
    const { moved, againAt } = await open('09:00');
    expect(moved.map(({ id, state, answerBy }) => [id, state, answerBy])).toEqual([
      ['first', 'queued', MONDAY('11:00')],
      ['second', 'queued', MONDAY('11:00')],
    ]);
    expect(againAt).toBeNull();
    expect(
      await world.read((tx) => tx.handoffs.countAhead({ id: 'second', openedAt: MONDAY('02:00') })),
    ).toBe(1);
  });

  it('tries again soon while nobody is there', async () => {
    await employ(supporter('wei', { onDuty: false }));
    expect(await open('09:00')).toEqual({ moved: [], againAt: MONDAY('09:00') + 15 * MINUTE_MS });
  });

  it('comes to everybody who called, however many tickets of those who have not, or cannot move, are before them', async () => {
    await tickets(201, { trigger: 'deadline', harm: 'money' });
    await employ(supporter('wei'));
    const { moved, againAt } = await open('09:00');
    expect([moved.map(({ id }) => id), againAt]).toEqual([['first', 'second'], null]);
  });

  it('goes on at once after a full page was brought in, and rests while nobody is there', async () => {
    await tickets(201, {});
    await employ(supporter('wei', { onDuty: false }));
    expect(await open('09:00')).toEqual({ moved: [], againAt: MONDAY('09:00') + 15 * MINUTE_MS });
    await employ(supporter('wei'));
    const full = await open('09:01');
    expect([full.moved.length, full.againAt]).toEqual([200, MONDAY('09:01')]);
    const rest = await open('09:01');
    expect([rest.moved.length, rest.againAt]).toEqual([3, null]);
  });

  it('tries again when the desk opens', async () => {
    await employ(supporter('wei'));
    expect(await open('08:00')).toEqual({ moved: [], againAt: MONDAY('09:00') });
  });
});
