import { SUPPORT_RULES } from '../../../shared/domain/support-desk';
import type { Week } from '../../support/support-watch';
import { playSupport } from '../../support/support-week';

describe('A day of the support desk with leave, idling, removals and restarts', () => {
  let day: Week;
  beforeAll(async () => {
    day = await playSupport({ days: 1, candidatesADay: 14, seed: 3 });
  }, 120_000);

  it('leaves no conversation without owner or queue place for longer than the limit (promise 12)', () => {
    expect(day.conversations).toBeGreaterThanOrEqual(14);
    expect(day.longestUnowned?.minutes ?? 0).toBeLessThanOrEqual(SUPPORT_RULES.unownedMinutes);
  });

  it('loses nobody who called, and keeps a job for each open conversation (promise 6)', () => {
    expect(day).toMatchObject({ lost: 0, jobless: 0, spokenInThree: 0 });
  });
});
