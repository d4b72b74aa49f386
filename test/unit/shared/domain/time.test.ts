import fc from 'fast-check';
import {
  addDays,
  DAY_MS,
  daysBetween,
  endWallClockAt,
  formatInstant,
  instantOf,
  isPlainDate,
  minuteOfDayAt,
  parseInstant,
  plainDate,
  plainDateAt,
  wallClockAt,
  weekdayOf,
} from '../../../../shared/domain/time';

const anyInstant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });
const anyDate = anyInstant.map(plainDateAt);

describe('plainDate', () => {
  it.each([
    [2000, 2, 29, '2000-02-29'],
    [1900, 2, 29, null],
    [2001, 2, 29, null],
    [2005, 13, 1, null],
    [2005, 4, 31, null],
    [2005, 4, 0, null],
    [999, 1, 1, null],
  ])('gives the date of %i, %i, %i', (year, month, day, date) => {
    expect(plainDate(year, month, day)).toBe(date);
  });
});

describe('isPlainDate', () => {
  it.each([
    ['2026-03-28', true],
    ['2026-3-28', false],
    ['2026-02-30', false],
    ['2026-03-28T00:00', false],
    ['', false],
  ])('judges %j', (text, expected) => {
    expect(isPlainDate(text)).toBe(expected);
  });
});

describe('parseInstant', () => {
  it.each([
    ['2026-12-26T09:00+08:00', Date.UTC(2026, 11, 26, 1)],
    ['2026-12-26T01:00:00Z', Date.UTC(2026, 11, 26, 1)],
    ['2026-12-26T01:00:00.5Z', Date.UTC(2026, 11, 26, 1, 0, 0, 500)],
    ['2023-11-07T24:00+08:00', Date.UTC(2023, 10, 7, 16)],
    ['2026-12-25T20:00-05:00', Date.UTC(2026, 11, 26, 1)],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    '2026-12-26T09:00',
    '2026-12-26',
    '2026-02-30T09:00+08:00',
    '2026-12-26T24:01+08:00',
    '2026-12-26T25:00+08:00',
    '2026-12-26T09:60+08:00',
    '2026-12-26T09:00+8:00',
    '2026-12-26T09:00+08:75',
    '2026-12-26T09:00+15:00',
    ' 2026-12-26T09:00+08:00',
    '',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('reads back what formatInstant wrote', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => expect(parseInstant(formatInstant(instant))).toBe(instant)),
    );
  });

  it('reads 24:00 as the start of the next day', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(parseInstant(`${date}T24:00+08:00`)).toBe(instantOf(addDays(date, 1)));
      }),
    );
  });
});

describe('plainDateAt', () => {
  it('changes at midnight in Shanghai', () => {
    expect(plainDateAt(Date.UTC(2026, 2, 27, 15, 59, 59, 999))).toBe('2026-03-27');
    expect(plainDateAt(Date.UTC(2026, 2, 27, 16))).toBe('2026-03-28');
  });

  it('goes round with instantOf', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(1439), (date, minute) => {
        const instant = instantOf(date, minute);
        expect([plainDateAt(instant), minuteOfDayAt(instant)]).toEqual([date, minute]);
      }),
    );
  });
});

describe('addDays', () => {
  it('is undone by daysBetween', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(instantOf(addDays(date, days)) - instantOf(date)).toBe(days * DAY_MS);
      }),
    );
  });
});

describe('weekdayOf', () => {
  it.each([
    ['2026-03-28', 6],
    ['2026-03-29', 7],
    ['2026-03-30', 1],
  ])('says of %s weekday %i', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });
});

describe('wallClockAt', () => {
  it('gives the parts for a text', () => {
    expect(wallClockAt(Date.UTC(2026, 2, 28, 1, 5, 9))).toEqual({
      year: 2026,
      month: 3,
      day: 28,
      weekday: 6,
      hour: 9,
      minute: 5,
      second: 9,
    });
  });
});

describe('endWallClockAt', () => {
  it('prints an end at midnight as 24:00 of the day before', () => {
    expect(endWallClockAt(instantOf('2023-11-08'))).toMatchObject({
      month: 11,
      day: 7,
      weekday: 2,
      hour: 24,
      minute: 0,
    });
    expect(endWallClockAt(instantOf('2023-11-08', 17 * 60))).toMatchObject({ day: 8, hour: 17 });
    expect(endWallClockAt(instantOf('2023-11-08') + 1)).toMatchObject({ day: 8, hour: 0 });
  });
});
