import { ageOn, needsGuardian, needsPlainNotice } from '../../../../../shared/domain/rules/age';

describe('ageOn', () => {
  it.each([
    ['2005-03-15', '2026-03-14', 20],
    ['2005-03-15', '2026-03-15', 21],
    ['2004-02-29', '2026-02-28', 21],
    ['2004-02-29', '2026-03-01', 22],
    ['2004-02-29', '2028-02-29', 24],
  ])('counts full years of %s on %s', (birthDate, today, age) => {
    expect(ageOn(birthDate, today)).toBe(age);
  });
});

describe('needsGuardian', () => {
  it('PR2 holds to the day before the fourteenth birthday', () => {
    expect(needsGuardian('2014-06-01', '2028-05-31')).toBe(true);
    expect(needsGuardian('2014-06-01', '2028-06-01')).toBe(false);
  });
});

describe('needsPlainNotice', () => {
  it('PR2 holds from 14 to 17', () => {
    const days = ['2028-05-31', '2028-06-01', '2032-05-31', '2032-06-01'];
    expect(days.map((day) => needsPlainNotice('2014-06-01', day))).toEqual([false, true, true, false]);
  });
});
