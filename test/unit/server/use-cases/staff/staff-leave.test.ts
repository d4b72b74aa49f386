import type { StaffLeave } from '../../../../../server/use-cases/ports/leaves';
import type { Repositories } from '../../../../../server/use-cases/ports/storage';
import { awayBehind, isAway, whoIsThere } from '../../../../../server/use-cases/staff/staff-leave';
import { reviewerOf } from '../../../../support/review-life';

const NOW = 1_000;
const [ONE, TWO, THREE] = [reviewerOf('one'), reviewerOf('two'), reviewerOf('three')];

/** Members who are away, each with a delegate or none. */
function office(away: Record<string, string | null>): Repositories {
  const standing = Object.entries(away).map(([id, delegate]): Partial<StaffLeave> => {
    return { staffId: `staff-${id}`, delegateId: delegate && `staff-${delegate}` };
  });
  const members = [ONE, TWO, THREE];
  return {
    leaves: { standingAt: () => Promise.resolve(standing) },
    staff: { find: (id: string) => Promise.resolve(members.find((member) => member.id === id) ?? null) },
  } as unknown as Repositories;
}
const there = async (away: Record<string, string | null>, members = [ONE, TWO], reaches = () => true) =>
  (await whoIsThere(office(away), members, { now: NOW, reaches })).map(({ userid }) => userid);

describe('whoIsThere', () => {
  it('leaves out who is away, and takes their delegate', async () => {
    expect(await there({})).toEqual(['one', 'two']);
    expect(await there({ one: null })).toEqual(['two']);
    expect(await there({ one: 'three' })).toEqual(['three', 'two']);
  });

  it('names nobody twice', async () => {
    expect(await there({ one: 'two' })).toEqual(['two']);
  });

  it('follows delegates who are away themselves, and ends where they go round in a ring', async () => {
    expect(await there({ one: 'two', two: 'three' })).toEqual(['three']);
    expect(await there({ one: 'two', two: 'one' })).toEqual([]);
    expect(await there({ one: 'one' })).toEqual(['two']);
  });

  it('takes no delegate who has left, or may not be told', async () => {
    expect(await there({ one: 'gone' })).toEqual(['two']);
    expect(await there({ one: 'three' }, [ONE, TWO], () => false)).toEqual(['two']);
  });
});

describe('isAway', () => {
  it('is true of who is away now', async () => {
    expect(await isAway(office({ one: 'two' }), ONE.id, NOW)).toBe(true);
    expect(await isAway(office({ one: 'two' }), TWO.id, NOW)).toBe(false);
  });
});

describe('awayBehind', () => {
  it('names everybody for whom a member acts', async () => {
    expect(await awayBehind(office({ one: 'three', two: 'one' }), THREE.id, NOW)).toEqual([ONE.id, TWO.id]);
    expect(await awayBehind(office({ one: null }), THREE.id, NOW)).toEqual([]);
    expect(await awayBehind(office({ one: 'two' }), ONE.id, NOW)).toEqual([]);
  });
});
