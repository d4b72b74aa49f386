import type { Answers } from '../../../../../shared/domain/registration';
import {
  asksNationality,
  checkBirthDate,
  checkSex,
  identityIsLocked,
  isForeigner,
} from '../../../../../shared/domain/rules/identity';
import { residentIdOf } from '../../../../support/ids';

const today = '2026-01-10';
const resident: Answers = { documentType: 'resident_id', documentNumber: residentIdOf({ sequence: 1 }) };
const traveller: Answers = { documentType: 'passport', documentNumber: 'XX0000000' };

describe('checkBirthDate', () => {
  it.each([
    '2005-03-15',
    '2005-3-15',
    '2005/03/15',
    '2005.3.15',
    '20050315',
    '2005年3月15日',
    '２００５０３１５',
  ])('S19 reads %s', (raw) => {
    expect(checkBirthDate(raw, { answers: traveller, today })).toMatchObject({
      ok: true,
      value: '2005-03-15',
    });
  });

  it.each([
    ['15.3.2005', 'birth_date.format'],
    ['2005-02-29', 'birth_date.not_a_day'],
    ['1899-12-31', 'birth_date.too_early'],
    ['2026-01-10', 'birth_date.future'],
    ['', 'field.required'],
  ])('S19 refuses %j with %s', (raw, code) => {
    expect(checkBirthDate(raw, { answers: traveller, today })).toMatchObject({ ok: false, code });
  });

  it('S18 lets the document number win', () => {
    expect(checkBirthDate('2005-03-15', { answers: resident, today }).ok).toBe(true);
    expect(checkBirthDate('2005-03-16', { answers: resident, today })).toMatchObject({
      code: 'birth_date.contradicts_number',
    });
  });
});

describe('checkSex', () => {
  it('S18 lets the document number win', () => {
    expect(checkSex('male', resident).ok).toBe(true);
    expect(checkSex('female', resident)).toMatchObject({ code: 'sex.contradicts_number' });
    expect(checkSex('female', traveller).ok).toBe(true);
  });
});

describe('identityIsLocked', () => {
  it('S18 holds for numbers that carry birth and sex', () => {
    expect(identityIsLocked(resident)).toBe(true);
    expect(identityIsLocked(traveller)).toBe(false);
    expect(identityIsLocked({})).toBe(false);
  });
});

describe('isForeigner', () => {
  it.each<[Answers, boolean, boolean]>([
    [resident, false, false],
    [traveller, true, false],
    [{ ...traveller, nationality: '中国' }, true, false],
    [{ ...traveller, nationality: 'China' }, true, false],
    [{ ...traveller, nationality: '法国' }, true, true],
    [{ documentType: 'foreign_pr_id' }, true, true],
    [{ documentType: 'tw_permit', nationality: '法国' }, false, false],
  ])('S19 judges %j', (answers, asked, foreigner) => {
    expect([asksNationality(answers), isForeigner(answers)]).toEqual([asked, foreigner]);
  });
});
