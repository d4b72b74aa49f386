import fc from 'fast-check';
import {
  deadlinesOf,
  decisionEndsAt,
  expiryOf,
  holdEnd,
  lapsesAt,
  orderExpiry,
  siteClose,
  windowsOf,
  windowStateAt,
  type DeadlineFacts,
} from '../../../../shared/domain/calendar';
import { STATES } from '../../../../shared/domain/lifecycle';
import type { Season } from '../../../../shared/domain/season';
import { OTHER_SITE, REVIEWING_SITE, smallSeason } from '../../../support/season';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const season = smallSeason({ now: NOW });
const facts: DeadlineFacts = { now: NOW, siteCode: OTHER_SITE, informationSubmittedAt: NOW, decision: null };

/** The season with two windows: open for ten hours, closed for ten, open for ten again. */
function gapped(policies: Partial<Season['policies']> = {}): Season {
  const windows = [
    { opensAt: NOW, closesAt: NOW + 10 * HOUR },
    { opensAt: NOW + 20 * HOUR, closesAt: NOW + 30 * HOUR },
  ];
  return smallSeason({ now: NOW, windows, policies });
}

describe('windowsOf', () => {
  const own = [{ opensAt: NOW, closesAt: NOW + HOUR }];
  const withOwn = smallSeason({ now: NOW, sites: { [OTHER_SITE]: { windows: own } } });

  it('prefers the windows of the site over those of the province (S27)', () => {
    expect(windowsOf(withOwn, OTHER_SITE)).toBe(own);
    expect(windowsOf(withOwn, REVIEWING_SITE)).toBe(withOwn.windows);
  });

  it('uses the province while no site is chosen', () => {
    expect(windowsOf(withOwn, null)).toBe(withOwn.windows);
  });
});

describe('windowStateAt', () => {
  const { windows } = gapped();

  it.each([
    ['before the first', -1, 'before'],
    ['at the opening', 0, 'open'],
    ['in the last millisecond', 10 * HOUR - 1, 'open'],
    ['at the first close', 10 * HOUR, 'between'],
    ['just before it opens again', 20 * HOUR - 1, 'between'],
    ['at the second opening', 20 * HOUR, 'open'],
    ['at the last close', 30 * HOUR, 'closed'],
  ])('is exact %s', (_when, offset, kind) => {
    expect(windowStateAt(windows, NOW + offset).kind).toBe(kind);
  });

  it('holds every instant in exactly one state, and names the edge that ends it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5 * HOUR, max: 35 * HOUR }), (offset) => {
        const at = NOW + offset;
        const state = windowStateAt(windows, at);
        const inside = windows.some((window) => window.opensAt <= at && at < window.closesAt);
        expect(state.kind === 'open').toBe(inside);
        if (state.kind === 'open') expect(state.closesAt).toBeGreaterThan(at);
        else if (state.kind === 'closed') expect(state.closedAt).toBe(siteClose(windows));
        else expect(windowStateAt(windows, state.opensAt).kind).toBe('open');
      }),
    );
  });
});

describe('holdEnd', () => {
  const { windows } = gapped();

  it('does not count the time between two windows', () => {
    expect(holdEnd(NOW + 9 * HOUR, 120, windows)).toBe(NOW + 21 * HOUR);
    expect(holdEnd(NOW + 12 * HOUR, 60, windows)).toBe(NOW + 21 * HOUR);
    expect(holdEnd(NOW + 8 * HOUR, 120, windows)).toBe(NOW + 10 * HOUR);
  });

  it('counts on after the last window', () => {
    expect(holdEnd(NOW + 29 * HOUR, 120, windows)).toBe(NOW + 31 * HOUR);
  });

  it('never ends inside a gap and never gives less than its minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 * 60 }),
        fc.integer({ min: 1, max: 1440 }),
        (start, minutes) => {
          const end = holdEnd(NOW + start * MINUTE, minutes, windows);
          expect(end - NOW - start * MINUTE).toBeGreaterThanOrEqual(minutes * MINUTE);
          expect(end > NOW + 10 * HOUR && end < NOW + 20 * HOUR).toBe(false);
        },
      ),
    );
  });
});

describe('deadlinesOf', () => {
  it('has no hold end without the policy, and payment ends with the season', () => {
    const deadlines = deadlinesOf(facts, season);
    expect(deadlines.holdEndsAt).toBeNull();
    expect(deadlines.paymentDueAt).toBe(season.paymentEndsAt);
    expect(deadlines.siteClosesAt).toBe(siteClose(season.windows));
  });

  it('takes the earlier of hold end and payment end as payment due', () => {
    const held = smallSeason({ now: NOW, policies: { unpaidHoldMinutes: 60 } });
    expect(deadlinesOf(facts, held).paymentDueAt).toBe(NOW + HOUR);
    const late = { ...facts, informationSubmittedAt: held.paymentEndsAt - MINUTE };
    expect(deadlinesOf(late, held).paymentDueAt).toBe(held.paymentEndsAt);
  });

  it('starts the hold at the approval only where the site reviews', () => {
    const held = smallSeason({ now: NOW, policies: { unpaidHoldMinutes: 60, holdStartsAt: 'approved' } });
    const decision = { outcome: 'approved' as const, decidedAt: NOW + 5 * HOUR };
    const reviewing = { ...facts, siteCode: REVIEWING_SITE };
    expect(deadlinesOf(reviewing, held).holdEndsAt).toBeNull();
    expect(deadlinesOf({ ...reviewing, decision }, held).holdEndsAt).toBe(NOW + 6 * HOUR);
    expect(deadlinesOf(facts, held).holdEndsAt).toBe(NOW + HOUR);
  });

  it('gives a seat held without submission back at reviewing sites only', () => {
    const held = smallSeason({ now: NOW, policies: { unsubmittedHoldMinutes: 120 } });
    expect(deadlinesOf(facts, held).unsubmittedHoldEndsAt).toBeNull();
    const reviewing = { ...facts, siteCode: REVIEWING_SITE };
    expect(deadlinesOf(reviewing, held).unsubmittedHoldEndsAt).toBe(NOW + 2 * HOUR);
  });

  it('says between two windows when registration opens again', () => {
    const deadlines = deadlinesOf({ ...facts, now: NOW + 15 * HOUR }, gapped());
    expect(deadlines).toMatchObject({ windowOpen: false, nextOpensAt: NOW + 20 * HOUR });
  });

  describe('resubmission end', () => {
    const rejectedAt = (decidedAt: number, policies: Partial<Season['policies']> = {}) => {
      const decided = smallSeason({ now: NOW, policies });
      const decision = { outcome: 'rejected' as const, decidedAt };
      return deadlinesOf({ ...facts, siteCode: REVIEWING_SITE, decision }, decided).resubmissionEndsAt;
    };

    it('is the review end for an early rejection (S41, S44)', () => {
      expect(rejectedAt(NOW)).toBe(season.reviewEndsAt);
    });

    it('leaves 24 hours after a late rejection, but never beyond the payment due', () => {
      expect(rejectedAt(season.reviewEndsAt - HOUR)).toBe(season.reviewEndsAt + 23 * HOUR);
      expect(rejectedAt(season.paymentEndsAt - HOUR)).toBe(season.paymentEndsAt);
    });

    it('is the site close under the policy siteClose, with nothing added', () => {
      expect(rejectedAt(season.reviewEndsAt - HOUR, { resubmissionEnd: 'siteClose' })).toBe(
        siteClose(season.windows),
      );
    });

    it('is null without a rejection', () => {
      expect(deadlinesOf(facts, season).resubmissionEndsAt).toBeNull();
    });
  });
});

describe('expiryOf', () => {
  const deadlines = deadlinesOf(
    { ...facts, siteCode: REVIEWING_SITE, decision: { outcome: 'rejected', decidedAt: NOW } },
    season,
  );
  const close = siteClose(season.windows);

  it.each([
    ['draft', true, close],
    ['saved', true, close],
    ['saved', false, close],
    ['ready', true, close],
    ['ready', false, season.paymentEndsAt],
    ['pending', true, season.paymentEndsAt],
    ['approved', true, season.paymentEndsAt],
    ['rejected', true, season.reviewEndsAt],
    ['paying', true, null],
    ['part_paid', true, null],
    ['paid', true, null],
    ['deleted', true, null],
    ['expired', true, null],
  ] as const)('of %s (reviews: %s) follows the table', (state, reviews, at) => {
    expect(expiryOf(state, { deadlines, reviews })).toBe(at);
  });

  it('ends an unpaid registration earlier with a hold, never later', () => {
    const held = smallSeason({ now: NOW, policies: { unpaidHoldMinutes: 60, unsubmittedHoldMinutes: 30 } });
    for (const siteCode of [REVIEWING_SITE, OTHER_SITE]) {
      const reviews = siteCode === REVIEWING_SITE;
      const without = { deadlines: deadlinesOf({ ...facts, siteCode }, season), reviews };
      const withHold = { deadlines: deadlinesOf({ ...facts, siteCode }, held), reviews };
      for (const state of STATES) {
        expect(expiryOf(state, withHold) ?? 0).toBeLessThanOrEqual(expiryOf(state, without) ?? 0);
      }
    }
  });

  it('never falls between two windows', () => {
    const held = gapped({ unpaidHoldMinutes: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), (start) => {
        const submitted = { ...facts, informationSubmittedAt: NOW + start * MINUTE };
        const at = expiryOf('ready', { deadlines: deadlinesOf(submitted, held), reviews: false }) ?? 0;
        expect(at > NOW + 10 * HOUR && at < NOW + 20 * HOUR).toBe(false);
      }),
    );
  });
});

describe('lapsesAt', () => {
  it('is the payment due of a partly paid registration and nothing else', () => {
    const deadlines = deadlinesOf(facts, season);
    expect(lapsesAt('part_paid', deadlines)).toBe(season.paymentEndsAt);
    expect(lapsesAt('approved', deadlines)).toBeNull();
  });
});

describe('decisionEndsAt', () => {
  const deadlines = deadlinesOf(facts, season);

  it('is the review end, or the payment due for what was resubmitted in time or with grace', () => {
    expect(decisionEndsAt(deadlines, { resubmittedInTime: false, lateApproval: 'block' })).toBe(
      season.reviewEndsAt,
    );
    expect(decisionEndsAt(deadlines, { resubmittedInTime: true, lateApproval: 'block' })).toBe(
      season.paymentEndsAt,
    );
    expect(decisionEndsAt(deadlines, { resubmittedInTime: false, lateApproval: 'grace' })).toBe(
      season.paymentEndsAt,
    );
  });
});

describe('orderExpiry', () => {
  it('is half an hour, cut at the payment due', () => {
    const deadlines = deadlinesOf(facts, season);
    expect(orderExpiry(NOW, deadlines)).toBe(NOW + 30 * MINUTE);
    expect(orderExpiry(season.paymentEndsAt - 5 * MINUTE, deadlines)).toBe(season.paymentEndsAt);
  });
});
