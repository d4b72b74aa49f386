import { nudgeDueAt } from '../../../../shared/domain/review-nudge';
import { smallSeason } from '../../../support/season';

const at = (text: string) => Date.parse(`2027-01-${text}:00+08:00`);

describe('nudgeDueAt', () => {
  const season = smallSeason({ now: at('04T10:00'), policies: { reviewWithinWorkHours: 2 } });
  const dueAt = (kind: 'review_limit' | 'review_overdue', submitted: string, ends = '12T18:00') =>
    nudgeDueAt(kind, { submittedAt: at(submitted), endsAt: at(ends) }, season);

  it('is the quarter of an hour in which the limit ends, one for all that come over it there', () => {
    expect(dueAt('review_limit', '04T10:00')).toBe(at('04T12:00'));
    expect(dueAt('review_limit', '04T10:01')).toBe(at('04T12:15'));
    expect(dueAt('review_limit', '04T10:14')).toBe(at('04T12:15'));
    expect(dueAt('review_overdue', '04T10:00')).toBe(at('04T13:00'));
  });

  it('goes on counting on the next working day', () => {
    expect(dueAt('review_limit', '04T16:30')).toBe(at('05T10:00'));
  });

  it('is none without a limit, and none behind the end of the review', () => {
    const { reviewWithinWorkHours: _, ...policies } = season.policies;
    const times = { submittedAt: at('04T10:00'), endsAt: at('12T18:00') };
    expect(nudgeDueAt('review_limit', times, { ...season, policies })).toBeNull();
    expect(dueAt('review_limit', '04T10:00', '04T12:00')).toBeNull();
  });
});
