import fc from 'fast-check';
import { deadlinesOf, type DeadlineFacts } from '../../../../shared/domain/calendar';
import { STATES, type State } from '../../../../shared/domain/lifecycle';
import {
  isSuperseded,
  leavesAt,
  MERGED_WITHIN_MS,
  planReminders,
  reminderKey,
  stillApplies,
  ticketReminder,
  type ReminderFacts,
} from '../../../../shared/domain/reminder-plan';
import type { Season } from '../../../../shared/domain/season';
import { minuteOfDayAt } from '../../../../shared/domain/time';
import { REVIEWING_SITE, smallSeason, type SampleChanges } from '../../../support/season';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (text: string) => Date.parse(`2027-01-${text}:00+08:00`);
const NOW = at('02T10:00');

/** Window until 10 January 18:00, review until the 12th 18:00, payment until the 13th 18:00. */
function seasonWith(changes: Partial<SampleChanges> = {}): Season {
  const windows = [{ opensAt: at('01T09:00'), closesAt: at('10T18:00') }];
  const ends = { reviewEndsAt: at('12T18:00'), paymentEndsAt: at('13T18:00') };
  const exam = { ticketFrom: at('20T09:00'), examFrom: '2027-01-30', examTo: '2027-01-31' };
  return smallSeason({ now: NOW, windows, ...ends, ...exam, ...changes });
}

function factsOf(
  state: State,
  season: Season,
  changes: Partial<ReminderFacts & DeadlineFacts> = {},
): ReminderFacts {
  const now = changes.now ?? NOW;
  const calendar = { siteCode: REVIEWING_SITE, informationSubmittedAt: NOW, decision: null, ...changes, now };
  const review = { submittedForReviewAt: null, submittedInTime: false, firstSessionAt: null };
  return { state, reviews: true, ...review, deadlines: deadlinesOf(calendar, season), ...changes, now };
}

const shown = (season: Season, facts: ReminderFacts) =>
  planReminders(facts, season).map(({ kind, dueAt }) => {
    const local = new Date(dueAt + 8 * HOUR).toISOString();
    return `${kind} ${local.slice(8, 16)}`;
  });

function isNight(instant: number): boolean {
  const minute = minuteOfDayAt(instant);
  return minute < 480 || minute >= 1320;
}

/** The end comes after quiet hours begin and before 9:00: only then may a message leave by night. */
function isEarlyEnd(instant: number): boolean {
  const minute = minuteOfDayAt(instant);
  return minute < 540 || minute >= 1320;
}

describe('planReminders', () => {
  const season = seasonWith();

  it('tells of the payment due 24 hours, 3 hours and 30 minutes before', () => {
    const expected = ['payment_due 12T18:00', 'payment_due 13T15:00', 'payment_due 13T17:30'];
    expect(shown(season, factsOf('approved', season))).toEqual(expected);
    expect(shown(season, factsOf('ready', season, { reviews: false }))).toEqual(expected);
  });

  it('tells at 40 and 50 minutes of a 60-minute hold', () => {
    const held = seasonWith({ policies: { unpaidHoldMinutes: 60 } });
    expect(shown(held, factsOf('approved', held))).toEqual(['payment_due 02T10:40', 'payment_due 02T10:50']);
  });

  it('tells of a missing photo 48 and 6 hours before the site closes (S27)', () => {
    expect(shown(season, factsOf('saved', season))).toEqual([
      'photo_missing 08T18:00',
      'photo_missing 10T12:00',
    ]);
  });

  it('tells who was rejected 24 and 3 hours before the resubmission end (S44)', () => {
    const decision = { outcome: 'rejected' as const, decidedAt: NOW };
    expect(shown(season, factsOf('rejected', season, { decision }))).toEqual([
      'resubmission_due 11T18:00',
      'resubmission_due 12T15:00',
    ]);
  });

  it('tells reviewers at half of what is left, at the limit and in the morning, and leads when it is long over and a day before the end', () => {
    const facts = factsOf('pending', season, { submittedForReviewAt: NOW });
    expect(shown(season, facts)).toEqual([
      'review_morning 03T08:30',
      // A Saturday: two working days end on Tuesday evening, three on Wednesday.
      'review_limit 05T17:30',
      'review_overdue 06T17:30',
      'review_half 07T14:00',
      'review_late 11T18:00',
    ]);
  });

  it('tells who waits between two windows when it opens again', () => {
    const windows = [
      { opensAt: at('01T09:00'), closesAt: at('02T09:00') },
      { opensAt: at('05T09:00'), closesAt: at('10T18:00') },
    ];
    const gapped = seasonWith({ windows });
    expect(shown(gapped, factsOf('draft', gapped))).toEqual([
      'window_opens 05T09:00',
      'window_closes 09T18:00',
    ]);
  });

  it('tells of a ticket that is there and, the day before, of the own first session (S52)', () => {
    const own = factsOf('paid', season, { firstSessionAt: at('31T10:30') });
    expect(shown(season, own)).toEqual(['ticket_opens 20T09:00', 'exam_tomorrow 30T10:00']);
  });

  it('sends nobody to look for a ticket that was not imported (S52)', () => {
    expect(shown(season, factsOf('paid', season))).toEqual(['exam_tomorrow 29T10:00']);
  });

  it('plans nothing for a registration that is over', () => {
    expect(shown(season, factsOf('deleted', season))).toEqual([]);
    expect(shown(season, factsOf('expired', season))).toEqual([]);
  });

  it('leaves out what was wanted before now', () => {
    expect(shown(season, factsOf('approved', season, { now: at('13T16:00') }))).toEqual([
      'payment_due 13T17:30',
    ]);
  });

  it('sends one message before the night when the end is too early for the morning', () => {
    const early = seasonWith({ paymentEndsAt: at('14T00:00') });
    expect(shown(early, factsOf('approved', early))).toEqual([
      'payment_due 13T08:00',
      'payment_due 13T21:30',
    ]);
    const night = seasonWith({ paymentEndsAt: at('14T02:00') });
    expect(shown(night, factsOf('approved', night))).toEqual([
      'payment_due 13T08:00',
      'payment_due 13T21:30',
    ]);
  });

  it('merges what the end of the night brings close to the next one into that', () => {
    const morning = seasonWith({ paymentEndsAt: at('14T09:00') });
    // Wanted at 9:00 the day before, at 6:00 and at 8:30: 8:00 would be followed half an hour later.
    expect(shown(morning, factsOf('approved', morning))).toEqual([
      'payment_due 13T09:00',
      'payment_due 14T08:30',
    ]);
  });

  it('keeps what the night has moved to the morning when it is planned again by night', () => {
    const morning = seasonWith({ paymentEndsAt: at('14T11:00') });
    const replanned = factsOf('approved', morning, { now: at('13T23:00') });
    expect(shown(morning, replanned)).toEqual(['payment_due 14T08:00', 'payment_due 14T10:30']);
    const byNight = seasonWith({ paymentEndsAt: at('14T10:00') });
    const atNight = factsOf('approved', byNight, { now: at('14T07:30') });
    expect(shown(byNight, atNight)).toEqual(['payment_due 14T09:30']);
  });

  it('keeps reminders of one deadline apart, out of the night, the last one always before the end', () => {
    const minutes = fc.integer({ min: 0, max: 3 * 24 * 60 });
    const leads = [24 * 60, 3 * 60, 30];
    fc.assert(
      fc.property(minutes, minutes, (endMinute, nowMinute) => {
        const endsAt = at('13T00:00') + endMinute * MINUTE;
        const any = seasonWith({ reviewEndsAt: at('12T18:00'), paymentEndsAt: endsAt });
        const now = at('11T20:00') + nowMinute * MINUTE;
        const planned = planReminders(factsOf('approved', any, { now }), any);
        planned.slice(1).forEach((later, index) => {
          const gap = later.dueAt - (planned[index]?.dueAt ?? 0);
          // Two that the night could not hold back, because the end comes before the morning, keep their own moments.
          expect(gap >= MERGED_WITHIN_MS || isNight(later.dueAt)).toBe(true);
        });
        for (const { dueAt } of planned) expect(!isNight(dueAt) || isEarlyEnd(endsAt)).toBe(true);
        const ahead = leads.some((lead) => endsAt - lead * MINUTE >= now);
        const last = planned.at(-1);
        expect(!ahead || last !== undefined).toBe(true);
        if (last) expect(last.dueAt).toBeLessThan(endsAt);
      }),
      { numRuns: 500 },
    );
  });

  it('plans every reminder ahead of now, before its end, outside quiet hours where it can wait', () => {
    const hours = fc.integer({ min: 0, max: 14 * 24 * 60 });
    fc.assert(
      fc.property(fc.constantFrom(...STATES), hours, fc.boolean(), (state, minutes, reviews) => {
        const facts = factsOf(state, season, {
          now: at('01T09:00') + minutes * MINUTE,
          reviews,
          submittedForReviewAt: NOW,
        });
        for (const reminder of planReminders(facts, season)) {
          expect(reminder.dueAt).toBeGreaterThanOrEqual(facts.now);
          expect(reminder.dueAt).toBeLessThan(reminder.endsAt);
          const minute = minuteOfDayAt(reminder.dueAt);
          expect(minute >= 480 && minute < 1320).toBe(true);
        }
      }),
    );
  });
});

describe('ticketReminder', () => {
  const season = seasonWith();
  const withTicket = (now: string) =>
    factsOf('paid', season, { now: at(now), firstSessionAt: at('30T09:00') });

  it('tells at once of a ticket imported after the ticket date, by night in the morning (S52)', () => {
    expect(ticketReminder(withTicket('22T15:00'), season)).toMatchObject({ dueAt: at('22T15:00') });
    expect(ticketReminder(withTicket('22T23:00'), season)).toMatchObject({ dueAt: at('23T08:00') });
  });

  it('leaves to the plan what was imported before the ticket date', () => {
    expect(ticketReminder(withTicket('19T15:00'), season)).toBeNull();
    expect(ticketReminder(withTicket('20T09:00'), season)).toBeNull();
  });

  it('is silent without a ticket and once the exam has come', () => {
    expect(ticketReminder(factsOf('paid', season, { now: at('22T15:00') }), season)).toBeNull();
    expect(ticketReminder(withTicket('30T08:30'), season)).toBeNull();
  });
});

describe('leavesAt', () => {
  it.each([
    ['at once by day', '07T12:00', '05T21:59', '05T21:59'],
    ['in the morning by night', '07T12:00', '05T23:30', '06T08:00'],
    ['at once by night before an end that the morning would miss', '06T08:30', '05T23:30', '05T23:30'],
  ])('%s', (_when, endsAt, now, expected) => {
    expect(leavesAt({ endsAt: at(endsAt) }, at(now), seasonWith().reminders)).toBe(at(expected));
  });
});

describe('stillApplies', () => {
  const season = seasonWith();
  const [reminder] = planReminders(factsOf('approved', season), season);
  if (!reminder) throw new Error('nothing planned');

  it('holds while the state still waits for the same end', () => {
    expect(stillApplies(reminder, factsOf('approved', season, { now: reminder.dueAt }), season)).toBe(true);
    expect(stillApplies(reminder, factsOf('part_paid', season, { now: reminder.dueAt }), season)).toBe(true);
  });

  it.each(['paid', 'deleted', 'expired', 'pending', 'rejected'] as const)('is silent in %s', (state) => {
    expect(stillApplies(reminder, factsOf(state, season, { now: reminder.dueAt }), season)).toBe(false);
  });

  it('is silent when the end passed or moved (promise 9)', () => {
    expect(stillApplies(reminder, factsOf('approved', season, { now: reminder.endsAt }), season)).toBe(false);
    const moved = seasonWith({ paymentEndsAt: at('15T18:00') });
    expect(stillApplies(reminder, factsOf('approved', moved, { now: reminder.dueAt }), moved)).toBe(false);
  });

  it('announces a window only while it is open and still needed', () => {
    const windows = [
      { opensAt: at('01T09:00'), closesAt: at('02T09:00') },
      { opensAt: at('05T09:00'), closesAt: at('10T18:00') },
    ];
    const gapped = seasonWith({ windows });
    const [opening] = planReminders(factsOf('draft', gapped), gapped);
    if (!opening) throw new Error('nothing planned');
    const later = { now: at('05T09:00') };
    expect(stillApplies(opening, factsOf('draft', gapped, later), gapped)).toBe(true);
    expect(stillApplies(opening, factsOf('pending', gapped, later), gapped)).toBe(false);
  });
});

describe('isSuperseded', () => {
  const season = seasonWith();

  it('lets one message of three through after an outage', () => {
    const planned = planReminders(factsOf('approved', season), season);
    const facts = factsOf('approved', season, { now: at('13T17:40') });
    const skipped = planned.map((reminder) => isSuperseded(reminder, { planned, facts, season }));
    expect(skipped).toEqual([true, true, false]);
  });

  it('skips nothing that is sent in time', () => {
    const planned = planReminders(factsOf('approved', season), season);
    for (const reminder of planned) {
      const facts = factsOf('approved', season, { now: reminder.dueAt });
      expect(isSuperseded(reminder, { planned, facts, season })).toBe(false);
    }
  });

  it('names no reminder that the plan has not, though a plan made later would have it (promise 9)', () => {
    const any = seasonWith({ reviewEndsAt: at('12T18:00'), paymentEndsAt: at('14T00:45') });
    const planned = planReminders(factsOf('approved', any), any);
    const last = planned.at(-1)!;
    // The evening has taken the one wanted at 0:15.
    expect(last.dueAt).toBe(at('13T21:45'));
    const facts = factsOf('approved', any, { now: at('14T00:20') });
    expect(isSuperseded(last, { planned, facts, season: any })).toBe(false);
  });

  it('lets one that has to wait for the morning give way to the next that follows it closely', () => {
    const any = seasonWith({ paymentEndsAt: at('13T12:00') });
    const planned = planReminders(factsOf('approved', any), any);
    const [first] = planned;
    const skipped = (now: string) =>
      isSuperseded(first!, { planned, facts: factsOf('approved', any, { now: at(now) }), season: any });
    expect(planned.map(({ dueAt }) => dueAt)).toEqual([at('12T12:00'), at('13T09:00'), at('13T11:30')]);
    expect([skipped('12T21:59'), skipped('12T22:00')]).toEqual([false, true]);
  });

  it('does not count a later one that applies no more', () => {
    const planned = planReminders(factsOf('approved', season), season);
    const [first, second] = planned;
    const moved = seasonWith({ paymentEndsAt: at('15T18:00') });
    const facts = factsOf('approved', moved, { now: at('13T17:40') });
    const kept = { ...first!, endsAt: facts.deadlines.paymentDueAt };
    expect(isSuperseded(kept, { planned: [kept, second!], facts, season: moved })).toBe(false);
  });
});

describe('reminderKey', () => {
  const season = seasonWith();
  const ids = { registrationId: 'r1', seasonId: season.id, siteCode: REVIEWING_SITE };

  it('is one per registration, kind and instant, and one per site for what all there are told of', () => {
    const pending = planReminders(factsOf('pending', season, { submittedForReviewAt: NOW }), season);
    const keys = pending.map((reminder) => reminderKey(reminder, ids));
    const others = pending.map((reminder) => reminderKey(reminder, { ...ids, registrationId: 'r2' }));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => others.includes(key))).toHaveLength(3);
  });
});
