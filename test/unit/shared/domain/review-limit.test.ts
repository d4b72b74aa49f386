import {
  leftWorkMinutes,
  reviewLimit,
  reviewTime,
  waitedWorkMinutes,
} from '../../../../shared/domain/review-limit';
import type { Season } from '../../../../shared/domain/season';
import { sampleSeason } from '../../../support/season';

const at = (text: string) => Date.parse(`${text}:00+08:00`);
const season = (
  changes: Partial<Omit<Season, 'policies' | 'sites'>> = {},
  hours: number | undefined = 17,
): Season =>
  sampleSeason({
    now: at('2026-12-28T10:00'),
    policies: { reviewWithinWorkHours: hours },
    ...changes,
  });

describe('reviewLimit', () => {
  it('counts office hours, holidays passed over, and tells the leads at one and a half times as much', () => {
    // Two days of 8 and a half hours; New Year's Day is a Friday.
    expect(reviewLimit(season(), at('2026-12-30T10:00'))).toEqual({
      limitAt: at('2027-01-04T10:00'),
      leadsAt: at('2027-01-05T10:00'),
    });
  });

  it('sets no limit without the policy, or where the office never works', () => {
    const { reviewWithinWorkHours: _, ...policies } = season().policies;
    expect(reviewLimit({ ...season(), policies }, at('2026-12-30T10:00'))).toBeNull();
    const reviewHours = { days: [], fromMinute: 0, toMinute: 1 };
    expect(reviewLimit(season({ reviewHours }), at('2026-12-30T10:00'))).toBeNull();
  });

  it('goes by what the season says of the leads', () => {
    const reminders = { ...season().reminders, reviewLeadsAtPercent: 200 };
    expect(reviewLimit(season({ reminders }, 1), at('2026-12-30T10:00'))).toEqual({
      limitAt: at('2026-12-30T11:00'),
      leadsAt: at('2026-12-30T12:00'),
    });
  });
});

describe('leftWorkMinutes', () => {
  it('counts what is left of office hours, and nothing once the limit is over', () => {
    const limit = { limitAt: at('2027-01-04T09:10'), leadsAt: null };
    expect(leftWorkMinutes(season(), limit, at('2026-12-31T17:00'))).toBe(40);
    expect(leftWorkMinutes(season(), limit, at('2027-01-04T09:10'))).toBe(0);
    expect(leftWorkMinutes(season(), limit, at('2027-01-05T09:10'))).toBe(0);
  });
});

describe('reviewTime', () => {
  it('takes the hours of the support desk where a season has none for reviews', () => {
    const both = season();
    expect(reviewTime({ ...both, reviewHours: undefined }).hours).toEqual(both.supportHours);
  });
});

describe('waitedWorkMinutes', () => {
  it('counts what has passed of office hours', () => {
    expect(waitedWorkMinutes(season(), at('2026-12-31T17:00'), at('2027-01-04T09:10'))).toBe(40);
  });
});
