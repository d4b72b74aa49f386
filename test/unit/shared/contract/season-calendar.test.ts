import { parseSeason } from '../../../../shared/contract/season';
import { unknownYears } from '../../../../shared/contract/season-calendar';
import { sampleSeason, sampleSeasonFile } from '../../../support/season';

interface Calendar {
  years: number[];
  holidays: string[];
  makeUpWorkdays: string[];
}

const CALENDAR: Calendar = { years: [2026], holidays: ['2026-01-01'], makeUpWorkdays: ['2026-01-04'] };

function problemsOf(changes: Partial<Calendar>): string[] {
  const file = { ...sampleSeasonFile(), workCalendar: { ...CALENDAR, ...changes } };
  const result = parseSeason(file);
  return result.ok ? [] : result.problems.map(({ path, code }) => `${path} ${code}`);
}

describe('checkCalendar', () => {
  it('accepts published days, and a season without any', () => {
    expect(problemsOf({})).toEqual([]);
    const { workCalendar: _, ...without } = sampleSeasonFile();
    expect(parseSeason(without).ok).toBe(true);
  });

  it.each<[string, Partial<Calendar>, string]>([
    [
      'a day that the calendar does not have',
      { holidays: ['2026-02-29'] },
      'workCalendar.holidays[0] date.impossible',
    ],
    [
      'a day that is both',
      { makeUpWorkdays: ['2026-01-04'], holidays: ['2026-01-01', '2026-01-04'] },
      'workCalendar.makeUpWorkdays[0] file.duplicate',
    ],
    ['a day twice', { holidays: ['2026-01-01', '2026-01-01'] }, 'workCalendar.holidays[1] file.duplicate'],
    [
      'a make-up workday in the week',
      { makeUpWorkdays: ['2026-01-05'] },
      'workCalendar.makeUpWorkdays[0] calendar.make_up_weekday',
    ],
    ['a year without holidays', { years: [2026, 2027] }, 'workCalendar.years[1] calendar.year_empty'],
  ])('refuses %s', (_what, changes, problem) => {
    expect(problemsOf(changes)).toContain(problem);
  });
});

describe('unknownYears', () => {
  const now = Date.parse('2026-12-28T10:00:00+08:00');

  it('names each year of the season whose holidays are not there yet', () => {
    const season = sampleSeason({ now });
    expect(unknownYears(season).map(({ params }) => params['year'])).toEqual([2027]);
    expect(unknownYears({ ...season, workCalendar: undefined })).toHaveLength(2);
  });

  it('is silent when all are known', () => {
    const workCalendar = { ...CALENDAR, years: [2026, 2027] };
    expect(unknownYears({ ...sampleSeason({ now }), workCalendar })).toEqual([]);
  });
});
