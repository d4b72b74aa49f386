import type { Answers } from '../../../../../shared/domain/registration';
import {
  acceptAnswer,
  checkAnswers,
  clearAnswer,
  openFields,
  problemsOf,
} from '../../../../../shared/domain/rules/answers';
import { residentIdOf } from '../../../../support/ids';
import { OTHER_SITE, REVIEWING_SITE, smallSeason } from '../../../../support/season';

const OWN = '甲学院';
const base = smallSeason({ now: Date.UTC(2026, 0, 10) });
const [kept, lost] = ['15', '65'];
const season = smallSeason({
  now: Date.UTC(2026, 0, 10),
  sites: { [REVIEWING_SITE]: { schools: [OWN], subjects: { [kept!]: null } } },
});
const today = '2026-01-10';
const surroundings = { season, today };

const whole: Answers = {
  documentType: 'resident_id',
  documentNumber: residentIdOf({ sequence: 1 }),
  sex: 'male',
  birthDate: '2005-03-15',
  name: '王小明',
  pinyinSubstitute: false,
  ethnicity: '01',
  occupation: 'student',
  education: 'bachelor',
  mobile: '13800138000',
  email: 'a@x.cn',
  student: true,
  school: OWN,
  grade: '2024',
  siteCode: OTHER_SITE,
  subjects: [lost!, kept!],
};

describe('acceptAnswer', () => {
  it('S18 replaces sex and birth date when the number changes', () => {
    const number = residentIdOf({ birthDate: '2006-08-21', sequence: 2 });
    const outcome = acceptAnswer('documentNumber', number, { ...surroundings, answers: whole });
    expect(outcome).toMatchObject({
      ok: true,
      voided: [],
      answers: { sex: 'female', birthDate: '2006-08-21' },
    });
  });

  it('S18 drops the number and what it said when the type changes', () => {
    const outcome = acceptAnswer('documentType', 'hm_permit', { ...surroundings, answers: whole });
    expect(outcome).toMatchObject({ ok: true, voided: ['documentNumber', 'sex', 'birthDate'] });
    expect(outcome.ok && outcome.answers).not.toHaveProperty('birthDate');
    expect(outcome).toMatchObject({ answers: { name: '王小明', ethnicity: '01' } });
  });

  it('S25 drops a Latin name when the document turns to one with Han characters', () => {
    const answers: Answers = {
      documentType: 'passport',
      documentNumber: 'XX0000000',
      name: 'ANNA',
      nationality: '法国',
    };
    const outcome = acceptAnswer('documentType', 'resident_id', { ...surroundings, answers });
    expect(outcome).toMatchObject({ ok: true, voided: ['documentNumber', 'name', 'nationality'] });
    expect(outcome.ok && outcome.answers).toEqual({ documentType: 'resident_id' });
  });

  it('S19 drops school answers, and the site that takes own students only, of one who does not study', () => {
    const answers = { ...whole, siteCode: REVIEWING_SITE, subjects: [kept!] };
    const outcome = acceptAnswer('student', false, { ...surroundings, answers });
    expect(outcome).toMatchObject({
      ok: true,
      voided: ['school', 'grade', 'siteCode'],
      answers: { subjects: [kept] },
    });
  });

  it('S20 drops the subjects a new site does not have and keeps the others', () => {
    const outcome = acceptAnswer('siteCode', REVIEWING_SITE, { ...surroundings, answers: whole });
    expect(outcome).toMatchObject({
      ok: true,
      voided: ['subjects'],
      droppedSubjects: [lost],
      answers: { subjects: [kept] },
    });
  });

  it('S19 keeps ethnicity away from foreigners', () => {
    const answers: Answers = { documentType: 'passport', ethnicity: '01' };
    expect(acceptAnswer('nationality', '法国', { ...surroundings, answers })).toMatchObject({
      voided: ['ethnicity'],
    });
  });

  it('refuses an answer to a question that is not asked', () => {
    const answers = { student: false };
    expect(acceptAnswer('school', OWN, { ...surroundings, answers })).toMatchObject({
      code: 'field.not_applicable',
    });
  });

  it('changes nothing in what it was given', () => {
    const frozen = Object.freeze({ ...whole, subjects: Object.freeze([...whole.subjects!]) as string[] });
    expect(acceptAnswer('siteCode', REVIEWING_SITE, { ...surroundings, answers: frozen }).ok).toBe(true);
    expect(frozen).toEqual(whole);
  });
});

describe('clearAnswer', () => {
  it('takes the pinyin flag away with the name', () => {
    const { answers } = clearAnswer('name', { ...surroundings, answers: whole });
    expect(answers).not.toHaveProperty('name');
    expect(answers).not.toHaveProperty('pinyinSubstitute');
  });
});

describe('problemsOf', () => {
  it('S21 S22 finds nothing in a whole set of answers', () => {
    expect(problemsOf({ ...surroundings, answers: whole })).toEqual([]);
  });

  it('S22 names what is missing, wrong by now, or not asked', () => {
    const answers: Answers = { ...whole, name: undefined, student: false, siteCode: REVIEWING_SITE };
    expect(problemsOf({ ...surroundings, answers })).toEqual([
      { field: 'name', code: 'field.required' },
      { field: 'school', code: 'field.not_applicable' },
      { field: 'grade', code: 'field.not_applicable' },
      { field: 'siteCode', code: 'site.own_students_only' },
      { field: 'subjects', code: 'subjects.not_at_site', params: { subject: lost } },
    ]);
  });
});

describe('openFields', () => {
  it('S22 names what is starred and nothing else, in the order asked', () => {
    expect(openFields({ documentType: 'passport', student: true }, surroundings)).toEqual([
      'documentNumber',
      'sex',
      'birthDate',
      'name',
      'ethnicity',
      'occupation',
      'education',
      'mobile',
      'email',
      'school',
      'siteCode',
      'subjects',
    ]);
  });

  it('S22 counts an empty list of subjects as missing', () => {
    expect(openFields({ subjects: [] }, surroundings)).toContain('subjects');
  });

  it('S20 asks for the subjects again when the new site allows fewer', () => {
    const narrow = {
      ...base,
      sites: base.sites.map((site) => ({ ...site, schools: [OWN], maxSubjects: 1 })),
    };
    expect(openFields(whole, { season: narrow, today })).toEqual(['subjects']);
  });
});

describe('checkAnswers', () => {
  it('tells by field what is to be compared with the document once more (S23, S24)', () => {
    expect(checkAnswers(whole, { name: '王Ming' }, surroundings)).toMatchObject({
      ok: true,
      warnings: [{ field: 'name', code: 'name.pinyin_substitute' }],
    });
    expect(checkAnswers(whole, { name: '王明' }, surroundings)).toMatchObject({
      ok: true,
      warnings: [],
    });
    expect(checkAnswers(whole, { name: '王𠮷' }, surroundings)).toMatchObject({
      ok: true,
      warnings: [{ field: 'name', code: 'name.rare_character', params: { position: 2 } }],
    });
  });

  it('S19 takes a whole page at once, each answer checked against those before it', () => {
    const { pinyinSubstitute: _, sex: __, birthDate: ___, ...typed } = whole;
    expect(checkAnswers({}, typed, surroundings)).toMatchObject({ ok: true, answers: whole, voided: [] });
  });

  it('S22 stores nothing when one answer is wrong, and names every problem', () => {
    expect(checkAnswers(whole, { mobile: '1', email: 'a', name: '王明' }, surroundings)).toEqual({
      ok: false,
      problems: [
        { field: 'mobile', code: 'mobile.length', params: { length: 1, expected: 11 } },
        { field: 'email', code: 'email.format' },
      ],
    });
  });

  it('does not report as dropped what the same page fills again', () => {
    const patch = {
      documentType: 'hm_permit',
      documentNumber: 'H00000000',
      sex: 'male',
      birthDate: '2005-03-15',
    };
    expect(checkAnswers(whole, patch, surroundings)).toMatchObject({ ok: true, voided: [] });
  });

  it('takes an optional answer back with null', () => {
    const outcome = checkAnswers({ ...whole, address: '福州' }, { address: null }, surroundings);
    expect(outcome).toMatchObject({ ok: true, answers: whole });
  });
});
