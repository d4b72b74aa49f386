import { openDesk } from '../../../../server/use-cases/open-desk';
import type { Handoff } from '../../../../server/use-cases/ports/chat';
import type { StaffMember } from '../../../../server/use-cases/ports/review';
import { MINUTE_MS } from '../../../../shared/domain/time';
import { accountWorld, type AccountWorld } from '../../../support/account-world';
import { supporter } from '../../../support/desk';
import { handoffAt } from '../../../support/handoffs';

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

  it('tries again when the desk opens', async () => {
    await employ(supporter('wei'));
    expect(await open('08:00')).toEqual({ moved: [], againAt: MONDAY('09:00') });
  });
});
