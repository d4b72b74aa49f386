import { SUPPORT_RULES } from '../../shared/domain/support-desk';
import { playSupport } from '../support/support-week';

const SEEDS = [1, 2, 3];

describe('A week of the support desk with leave, idling, removals and restarts', () => {
  it.each(SEEDS)('leaves no conversation alone for longer than the limit (seed %i)', async (seed) => {
    const week = await playSupport({ days: 7, candidatesADay: 16, seed });
    process.stderr.write(`${JSON.stringify({ seed, limit: SUPPORT_RULES.unownedMinutes, ...week })}\n`);
    expect(week.longestUnowned?.minutes ?? 0).toBeLessThanOrEqual(SUPPORT_RULES.unownedMinutes);
    expect(week).toMatchObject({ lost: 0, jobless: 0, spokenInThree: 0 });
    expect(week.dueOpen).toBe(0);
    // A look that finds a conversation just changed comes again with the next reminder.
    expect(week.longestUntold).toBeLessThanOrEqual(35);
  });
});
