import fc from 'fast-check';
import { windowStateAt } from '../../../../shared/domain/calendar';
import { moveSeason, shiftSeason } from '../../../../shared/domain/move-season';
import { minuteOfDayAt } from '../../../../shared/domain/time';
import { sampleSeason } from '../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const season = sampleSeason({ now: NOW });

describe('moveSeason', () => {
  it('opens the window at the instant, whatever it is, and keeps the hours of the day', () => {
    const instants = fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2035-01-01') });
    fc.assert(
      fc.property(instants, (opensAt) => {
        const moved = moveSeason(season, { opensAt });
        expect(windowStateAt(moved.windows, opensAt).kind).toBe('open');
        expect(minuteOfDayAt(moved.windows[0]?.opensAt ?? 0)).toBe(9 * 60);
        expect(moved.examFrom.startsWith(moved.sitting.month)).toBe(true);
        expect(moved.ticketFrom - moved.paymentEndsAt).toBe(season.ticketFrom - season.paymentEndsAt);
      }),
    );
  });
});

describe('shiftSeason', () => {
  it('comes back when shifted back', () => {
    expect(shiftSeason(shiftSeason(season, 100), -100)).toEqual(season);
  });

  it('moves the windows of sites too', () => {
    const own = season.sites.find((site) => site.windows)?.windows?.[0]?.closesAt ?? 0;
    const moved = shiftSeason(season, 1).sites.find((site) => site.windows)?.windows?.[0]?.closesAt;
    expect(moved).toBe(own + 24 * 60 * 60_000);
  });
});
