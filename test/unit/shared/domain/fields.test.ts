import fc from 'fast-check';
import { fieldOf, FIELDS, isAskedField, relevantFields } from '../../../../shared/domain/fields';
import type { Answers } from '../../../../shared/domain/registration';
import { residentIdOf } from '../../../support/ids';
import { OTHER_SITE, REVIEWING_SITE, smallSeason } from '../../../support/season';

const season = smallSeason({
  now: Date.UTC(2026, 0, 10),
  sites: { [REVIEWING_SITE]: { schools: ['甲学院'] } },
});
const today = '2026-01-10';

function check(field: (typeof FIELDS)[number]['field'], raw: unknown, answers: Answers = {}): unknown {
  const outcome = fieldOf(field).check(raw, { season, answers, today });
  return outcome.ok ? outcome.value : outcome.code;
}

describe('FIELDS', () => {
  it('S19 S20 follow the groups of the information page', () => {
    const groups = FIELDS.map((field) => field.group).filter((group, index, all) => group !== all[index - 1]);
    expect(groups).toEqual(['identity', 'basic', 'contact', 'school', 'choice']);
  });

  it('S20 leave site and subjects, and whether one studies, for the open chat', () => {
    expect(FIELDS.filter((field) => !field.personal).map((field) => field.field)).toEqual([
      'student',
      'siteCode',
      'subjects',
    ]);
  });

  it('answer anything from outside without throwing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), fc.anything(), (field, raw) => {
        const outcome = field.check(raw, { season, answers: { documentType: 'resident_id' }, today });
        expect(typeof outcome.ok).toBe('boolean');
      }),
    );
  });

  it('accept again what they stored', () => {
    const answers: Answers = { documentType: 'resident_id', student: true, siteCode: OTHER_SITE };
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), fc.string(), (field, raw) => {
        const first = field.check(raw, { season, answers, today });
        if (first.ok)
          expect(field.check(first.value, { season, answers, today })).toMatchObject({ value: first.value });
      }),
    );
  });
});

describe('relevantFields', () => {
  it('S19 asks school fields of students only and the number after its type', () => {
    expect(relevantFields({}, season)).not.toContain('documentNumber');
    expect(relevantFields({ student: false }, season)).not.toContain('school');
    expect(relevantFields({ student: true }, season)).toContain('school');
  });

  it('S19 asks nationality of passport holders and no ethnicity of foreigners', () => {
    expect(relevantFields({ documentType: 'resident_id' }, season)).not.toContain('nationality');
    const foreigner = relevantFields({ documentType: 'passport', nationality: '法国' }, season);
    expect(foreigner).toContain('nationality');
    expect(foreigner).not.toContain('ethnicity');
  });
});

describe('fieldOf', () => {
  it.each([
    ['documentType', 'resident_id', 'resident_id'],
    ['documentType', '居民身份证', 'resident_id'],
    ['documentType', 'foreign_pr_id', 'document.type_not_accepted'],
    ['documentType', 'military_id', 'field.not_a_choice'],
    ['documentNumber', residentIdOf({}), 'field.not_applicable'],
    ['sex', 'male', 'male'],
    ['sex', 'x', 'field.not_a_choice'],
    ['ethnicity', '汉族', '01'],
    ['ethnicity', '54', '54'],
    ['ethnicity', '57', 'field.not_a_choice'],
    ['education', 'Bachelor', 'bachelor'],
    ['student', true, true],
    ['student', 'no', false],
    ['student', 1, 'field.wrong_type'],
    ['mobile', 13800138000, 'field.wrong_type'],
    ['mobile', null, 'field.required'],
    ['name', '王'.repeat(3000), 'text.too_long'],
    ['studentNumber', ' 0012-A ', '0012-A'],
    ['studentNumber', '学号1', 'school.student_number'],
    ['siteCode', OTHER_SITE, OTHER_SITE],
    ['subjects', '15、65', ['15', '65']],
    ['subjects', ['15', 65], 'field.wrong_type'],
    ['subjects', { length: 1 }, 'field.wrong_type'],
  ] as const)('S22 checks %s of %j', (field, raw, expected) => {
    expect(check(field, raw)).toEqual(expected);
  });

  it('S18 takes sex and birth date from the number', () => {
    const outcome = fieldOf('documentNumber').check(residentIdOf({ sequence: 2 }), {
      season,
      answers: { documentType: 'resident_id' },
      today,
    });
    expect(outcome).toMatchObject({ also: { sex: 'female', birthDate: '2005-03-15' } });
  });

  it('S20 offers the sites that take the candidate and the subjects of the site', () => {
    const sites = fieldOf('siteCode').choices!(season, { student: false }).map((choice) => choice.value);
    expect(sites).toEqual([OTHER_SITE]);
    const subjects = fieldOf('subjects').choices!(season, { siteCode: OTHER_SITE }).map(
      (choice) => choice.value,
    );
    const open = season.sites.find((site) => site.code === OTHER_SITE)!.subjects;
    expect([...subjects].sort()).toEqual(Object.keys(open).sort());
  });
});

describe('isAskedField', () => {
  it('knows fields by name', () => {
    expect([isAskedField('name'), isAskedField('pinyinSubstitute'), isAskedField('constructor')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
