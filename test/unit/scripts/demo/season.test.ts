import { parseStaff } from '../../../../shared/contract/staff';
import { beginningOf, demoPreview, demoSeason, milestonesOf } from '../../../../scripts/demo/season';
import { isOpenTo } from '../../../../shared/domain/season';
import { staffFile } from '../../../../scripts/demo/staff';

const NOW = Date.UTC(2026, 10, 23, 4);

describe('demoPreview', () => {
  it('is open now to the accounts it names, at sites of its own, and costs nothing', () => {
    const preview = demoPreview(NOW);
    const [window] = preview.windows;
    expect(window && window.opensAt <= NOW && NOW < window.closesAt).toBe(true);
    expect(isOpenTo(preview, ['auditor@example.org', null])).toBe(true);
    expect(isOpenTo(preview, ['somebody@example.org', null])).toBe(false);
    expect(preview.subjects.every(({ feeFen }) => feeFen === 0)).toBe(true);
    const codes = demoSeason(NOW).sites.map(({ code }) => code);
    expect(preview.sites.filter(({ code }) => codes.includes(code))).toEqual([]);
  });
});

describe('demoSeason', () => {
  it('is open now', () => {
    const [window] = demoSeason(NOW).windows;
    expect(window && window.opensAt <= NOW && NOW < window.closesAt).toBe(true);
  });

  it('takes other fees', () => {
    const fees = demoSeason(NOW, { '17': 0 }).subjects.filter(({ feeFen }) => feeFen === 0);
    expect(fees.map(({ code }) => code)).toEqual(['17']);
  });

  it('has its ends in order', () => {
    const ends = milestonesOf(demoSeason(NOW)).map(({ at }) => at);
    expect(ends).toEqual(ends.toSorted((one, other) => one - other));
    expect(ends[0]).toBeGreaterThan(NOW);
  });
});

describe('beginningOf', () => {
  const inChina = (text: string): number => Date.parse(`${text}+08:00`);

  it('is now while review and support work for two more hours', () => {
    expect(beginningOf(inChina('2026-11-23T10:20'))).toBe(inChina('2026-11-23T10:20'));
  });

  it('is the next time they do, from an evening, a weekend or a holiday on', () => {
    expect(beginningOf(inChina('2026-11-23T06:00'))).toBe(inChina('2026-11-23T09:00'));
    expect(beginningOf(inChina('2026-11-27T16:00'))).toBe(inChina('2026-11-30T09:00'));
    expect(beginningOf(inChina('2026-12-31T20:00'))).toBe(inChina('2027-01-04T09:00'));
  });
});

describe('staffFile', () => {
  it('is a staff file that the import takes, with people at sites of the two samples', () => {
    const parsed = parseStaff(JSON.parse(staffFile()), '2026-11-23');
    expect(parsed.ok).toBe(true);
    const sites = new Set(
      [demoSeason(NOW), demoPreview(NOW)].flatMap((season) => season.sites.map(({ code }) => code)),
    );
    const used = parsed.ok ? parsed.staff.flatMap((person) => person.sites) : [];
    expect(used.every((code) => sites.has(code))).toBe(true);
  });
});
