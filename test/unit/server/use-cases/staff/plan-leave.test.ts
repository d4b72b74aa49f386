import {
  endLeave,
  enterLeave,
  showLeaves,
  type LeaveInput,
} from '../../../../../server/use-cases/staff/plan-leave';
import { DAY_MS } from '../../../../../shared/domain/time';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';
import { reviewerOf } from '../../../../support/review-life';
import { NOW } from '../../../../support/situations';

const [FIRST, SECOND] = [reviewerOf('first'), reviewerOf('second')];
const LEAD = reviewerOf('lead', { roles: ['lead'] });
const ELSEWHERE = reviewerOf('elsewhere', { siteCodes: ['359999'] });
const support = (id: string) => reviewerOf(id, { roles: ['support'], siteCodes: [] });
const [DESK, OTHER_DESK] = [support('desk'), support('other-desk')];
const [TODAY, TOMORROW] = ['2026-12-28', '2026-12-29'];

describe('enterLeave', () => {
  let embedded: EmbeddedContext;
  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
    const staff = [FIRST, SECOND, LEAD, ELSEWHERE, DESK, OTHER_DESK];
    await embedded.context.unitOfWork.run(async (tx) => void (await tx.staff.replaceAll(staff)));
  });
  afterEach(() => embedded.close());

  const enter = (changes: Partial<LeaveInput> = {}) =>
    enterLeave(embedded.context, {
      member: FIRST,
      staffId: (changes.member ?? FIRST).id,
      from: TODAY,
      until: TOMORROW,
      delegateId: SECOND.id,
      ...changes,
    });
  const leavesOf = async (member = FIRST) => (await showLeaves(embedded.context, member)).leaves;
  const refused = (why: string) => ({ kind: 'refused', why });

  it('holds from the first day to the end of the last, with a delegate of the same site', async () => {
    expect(await enter()).toEqual({ kind: 'entered' });
    expect(await leavesOf()).toMatchObject([
      { who: FIRST.name, isOwn: true, from: TODAY, until: TOMORROW, delegate: SECOND.name, isNow: true },
    ]);
    const standing = (at: number) => embedded.context.unitOfWork.read((tx) => tx.leaves.standingAt(at));
    expect(await standing(Date.parse('2026-12-29T23:59:59+08:00'))).toHaveLength(1);
    expect(await standing(Date.parse('2026-12-30T00:00:00+08:00'))).toHaveLength(0);
  });

  it('is one when it is entered twice', async () => {
    expect([await enter(), await enter()]).toEqual([{ kind: 'entered' }, { kind: 'entered' }]);
    expect(await leavesOf()).toHaveLength(1);
  });

  it.each<[string, Partial<LeaveInput>]>([
    ['dates', { from: '' }],
    ['dates', { until: '2026-02-30' }],
    ['order', { from: TOMORROW, until: TODAY }],
    ['past', { from: '2026-12-01', until: '2026-12-27' }],
    ['too_long', { until: '2027-04-01' }],
    ['delegate', { delegateId: ELSEWHERE.id }],
    ['delegate', { delegateId: FIRST.id }],
    ['delegate', { delegateId: DESK.id }],
    ['delegate', { delegateId: 'staff-nobody' }],
  ])('is refused for its %s', async (why, changes) => {
    expect(await enter(changes)).toEqual(refused(why));
    expect(await leavesOf()).toEqual([]);
  });

  it('is refused where it overlaps with another, and not once that has been taken back', async () => {
    await enter();
    expect(await enter({ from: TOMORROW, until: '2026-12-31' })).toEqual(refused('overlap'));
    expect(await enter({ from: '2026-12-30', until: '2026-12-31' })).toEqual({ kind: 'entered' });
    const [first] = await leavesOf();
    await endLeave(embedded.context, { member: FIRST, leaveId: first!.id });
    expect(await enter({ delegateId: null })).toEqual({ kind: 'entered' });
  });

  it('is a lead’s to enter for the people of their site, and nobody else’s', async () => {
    expect(await enter({ member: LEAD, staffId: FIRST.id })).toEqual({ kind: 'entered' });
    expect(await leavesOf(LEAD)).toMatchObject([{ who: FIRST.name, isOwn: false }]);
    expect(await enter({ member: LEAD, staffId: ELSEWHERE.id })).toEqual({ kind: 'absent' });
    expect(await enter({ member: SECOND, staffId: FIRST.id })).toEqual({ kind: 'absent' });
    expect(await leavesOf(SECOND)).toEqual([]);
  });

  it('lets support staff act for each other', async () => {
    expect(await enter({ member: DESK, delegateId: OTHER_DESK.id })).toEqual({ kind: 'entered' });
    expect(await enter({ member: OTHER_DESK, delegateId: FIRST.id })).toEqual(refused('delegate'));
  });

  it('is on record by ids and days (PR10)', async () => {
    await enter();
    const [leave] = await leavesOf();
    await endLeave(embedded.context, { member: LEAD, leaveId: leave!.id });
    const events = await embedded.context.unitOfWork.read((tx) =>
      tx.audit.list({ beforeSeq: null, limit: 9 }),
    );
    expect(events.map(({ action, actor, reason }) => [action, actor.role, reason])).toEqual([
      ['staff.leave_ended', 'lead', `${FIRST.id} ${TODAY}/${TOMORROW} ${SECOND.id}`],
      ['staff.leave_entered', 'reviewer', `${FIRST.id} ${TODAY}/${TOMORROW} ${SECOND.id}`],
    ]);
  });

  it('ends for whoever may enter it, once, and for nobody else', async () => {
    await enter();
    const [leave] = await leavesOf();
    const end = (member = FIRST) => endLeave(embedded.context, { member, leaveId: leave!.id });
    expect(await end(SECOND)).toEqual({ kind: 'absent' });
    expect(await end(ELSEWHERE)).toEqual({ kind: 'absent' });
    embedded.clock.at += DAY_MS;
    expect(await end()).toEqual({ kind: 'ended' });
    expect(await end()).toEqual({ kind: 'ended' });
    expect(await leavesOf()).toEqual([]);
  });
});
