import fc from 'fast-check';
import {
  addWorkMinutes,
  isWorkday,
  isWorkTime,
  nextWorkTime,
  workMinutesBetween,
  type WorkTime,
} from '../../../../shared/domain/work-hours';
import { addDays, DAY_MS, MINUTE_MS } from '../../../../shared/domain/time';

const at = (text: string) => Date.parse(`${text}:00+08:00`);
/** The days around New Year's Day and the Spring Festival of 2026, as they were published. */
const CALENDAR = {
  years: [2026],
  holidays: ['2026-01-01', '2026-01-02', '2026-01-03', '2026-02-16', '2026-02-17'],
  makeUpWorkdays: ['2026-01-04', '2026-02-14'],
};
const WEEK = { days: [1, 2, 3, 4, 5], fromMinute: 9 * 60, toMinute: 17 * 60 + 30 };
const OFFICE: WorkTime = { hours: WEEK, calendar: CALENDAR };
const CLOSED: WorkTime = { hours: { ...WEEK, days: [] } };

describe('isWorkday', () => {
  it.each([
    ['2025-12-31', true, 'a Wednesday'],
    ['2026-01-01', false, 'a holiday'],
    ['2026-01-03', false, 'a Saturday'],
    ['2026-01-04', true, 'a Sunday that is worked'],
    ['2026-01-05', true, 'a Monday'],
    ['2026-02-15', false, 'a Sunday'],
  ])('takes %s for %s: %s', (date, works) => {
    expect(isWorkday(OFFICE, date)).toBe(works);
  });

  it('knows the week alone without a calendar', () => {
    expect(isWorkday({ hours: WEEK }, '2026-01-01')).toBe(true);
    expect(isWorkday({ hours: WEEK }, '2026-01-04')).toBe(false);
  });
});

describe('isWorkTime', () => {
  it('begins with the opening and ends before the closing', () => {
    expect(
      ['08:59', '09:00', '17:29', '17:30'].map((time) => isWorkTime(OFFICE, at(`2026-01-05T${time}`))),
    ).toEqual([false, true, true, false]);
    expect(isWorkTime(OFFICE, at('2026-01-01T10:00'))).toBe(false);
    expect(isWorkTime(OFFICE, at('2026-01-04T10:00'))).toBe(true);
  });
});

describe('nextWorkTime', () => {
  it('is now in office hours, else the next opening, holidays passed over', () => {
    expect(nextWorkTime(OFFICE, at('2026-01-05T10:00'))).toBe(at('2026-01-05T10:00'));
    expect(nextWorkTime(OFFICE, at('2026-01-05T08:00'))).toBe(at('2026-01-05T09:00'));
    expect(nextWorkTime(OFFICE, at('2025-12-31T17:30'))).toBe(at('2026-01-04T09:00'));
    expect(nextWorkTime(CLOSED, at('2026-01-05T10:00'))).toBeNull();
  });
});

describe('addWorkMinutes', () => {
  it.each([
    ['2026-01-05T10:00', 60, '2026-01-05T11:00'],
    ['2026-01-05T10:00', 450, '2026-01-05T17:30'],
    ['2026-01-05T10:00', 451, '2026-01-06T09:01'],
    ['2026-01-05T20:00', 30, '2026-01-06T09:30'],
    ['2025-12-31T16:30', 120, '2026-01-04T10:00'],
    ['2026-01-09T17:00', 60, '2026-01-12T09:30'],
    ['2026-02-13T17:00', 60, '2026-02-14T09:30'],
    ['2026-02-14T17:00', 60, '2026-02-18T09:30'],
  ])('leads from %s by %d minutes to %s', (from, minutes, to) => {
    expect(addWorkMinutes(OFFICE, at(from), minutes)).toBe(at(to));
  });

  it('stays where it is for nothing, and finds no time in an office that never opens', () => {
    expect(addWorkMinutes(OFFICE, at('2026-01-01T10:00'), 0)).toBe(at('2026-01-01T10:00'));
    expect(addWorkMinutes(CLOSED, at('2026-01-01T10:00'), 1)).toBeNull();
    expect(addWorkMinutes({ hours: { ...WEEK, fromMinute: 600, toMinute: 600 } }, 0, 1)).toBeNull();
  });
});

describe('workMinutesBetween', () => {
  it('counts office hours only, and nothing backwards', () => {
    expect(workMinutesBetween(OFFICE, at('2026-01-05T08:00'), at('2026-01-05T20:00'))).toBe(510);
    expect(workMinutesBetween(OFFICE, at('2025-12-31T17:00'), at('2026-01-05T09:10'))).toBe(30 + 510 + 10);
    expect(workMinutesBetween(OFFICE, at('2026-01-05T11:00'), at('2026-01-05T10:00'))).toBe(0);
  });

  const hours = fc
    .tuple(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), fc.nat(1439), fc.nat(1439))
    .filter(([, one, other]) => Math.abs(one - other) >= 60)
    .map(([days, one, other]) => ({
      days,
      fromMinute: Math.min(one, other),
      toMinute: Math.max(one, other),
    }));
  const dates = (size: number) =>
    fc
      .uniqueArray(fc.nat(60), { maxLength: size })
      .map((days) => days.map((day) => addDays('2026-01-01', day)));
  const time: fc.Arbitrary<WorkTime> = fc
    .tuple(hours, dates(20), dates(10))
    .map(([hours, holidays, makeUpWorkdays]) => ({
      hours,
      calendar: { years: [2026], holidays, makeUpWorkdays },
    }));
  const instant = fc.integer({
    min: at('2025-12-20T00:00') / MINUTE_MS,
    max: at('2026-03-01T00:00') / MINUTE_MS,
  });

  it('is the inverse of addWorkMinutes', () => {
    fc.assert(
      fc.property(time, instant, fc.integer({ min: 1, max: 3_000 }), (office, minute, minutes) => {
        const from = minute * MINUTE_MS;
        const to = addWorkMinutes(office, from, minutes);
        expect(to).not.toBeNull();
        expect(workMinutesBetween(office, from, to!)).toBe(minutes);
        expect(isWorkTime(office, to! - 1)).toBe(true);
      }),
    );
  });

  it('adds up over any instant between, and never exceeds the time that passed', () => {
    fc.assert(
      fc.property(time, fc.uniqueArray(instant, { minLength: 3, maxLength: 3 }), (office, minutes) => {
        const [from, between, to] = minutes
          .toSorted((one, other) => one - other)
          .map((one) => one * MINUTE_MS);
        const whole = workMinutesBetween(office, from!, to!);
        const parts = workMinutesBetween(office, from!, between!) + workMinutesBetween(office, between!, to!);
        expect(parts).toBe(whole);
        expect(whole * MINUTE_MS).toBeLessThanOrEqual(to! - from!);
        expect(whole).toBeLessThanOrEqual(Math.ceil((to! - from!) / DAY_MS + 1) * 1440);
      }),
    );
  });
});
