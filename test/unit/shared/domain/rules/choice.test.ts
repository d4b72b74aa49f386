import {
  acceptingSites,
  checkSite,
  checkSubjects,
  maxSubjectsAt,
  subjectsAt,
} from '../../../../../shared/domain/rules/choice';
import { checkSchool, schoolsOf } from '../../../../../shared/domain/rules/school';
import { siteOf } from '../../../../../shared/domain/season';
import { smallSeason, OTHER_SITE, REVIEWING_SITE } from '../../../../support/season';

const now = Date.UTC(2026, 0, 10);
const plain = smallSeason({ now });
const OWN = '甲学院';
const ownSeason = smallSeason({
  now,
  sites: { [REVIEWING_SITE]: { schools: [OWN], maxSubjects: 1 }, [OTHER_SITE]: { schools: [] } },
});
const ownOnly = { ...ownSeason, policies: { ...ownSeason.policies, ownSchoolOnly: true } };
const student = { student: true, school: OWN };
const outsider = { student: false };

describe('checkSite', () => {
  it.each([
    [ownSeason, student, REVIEWING_SITE, true],
    [ownSeason, student, OTHER_SITE, true],
    [ownSeason, outsider, REVIEWING_SITE, 'site.own_students_only'],
    [ownSeason, { student: true, school: 'other' }, REVIEWING_SITE, 'site.own_students_only'],
    [ownSeason, { student: false, school: OWN }, REVIEWING_SITE, 'site.own_students_only'],
    [ownSeason, outsider, OTHER_SITE, true],
    [ownOnly, student, OTHER_SITE, 'site.own_school_required'],
    [ownOnly, outsider, OTHER_SITE, true],
    [ownSeason, student, '999999', 'site.unknown'],
    [ownSeason, student, 'constructor', 'site.unknown'],
    [ownSeason, student, ' ', 'field.required'],
  ])('S20 judges a candidate at a site (case %#)', (season, answers, code, expected) => {
    const outcome = checkSite(code, { season, answers });
    expect(outcome.ok || outcome.code).toBe(expected);
  });

  it('S20 refuses a site that has no subject of the sitting', () => {
    const season = smallSeason({ now, sites: { [OTHER_SITE]: { subjects: {}, schools: [] } } });
    expect(checkSite(OTHER_SITE, { season, answers: {} })).toMatchObject({ code: 'site.no_subjects' });
    expect(acceptingSites({ season, answers: {} }).map((site) => site.code)).not.toContain(OTHER_SITE);
  });
});

describe('checkSubjects', () => {
  const site = siteOf(plain, OTHER_SITE)!;
  const answers = { siteCode: OTHER_SITE };
  const open = subjectsAt(plain, site).map((subject) => subject.code);
  const [first, second, third, fourth] = open.filter((code) => Number(code) < 35 || Number(code) > 60);

  it('S20 keeps the order of choice and warns of a clash from two on', () => {
    const one = checkSubjects([first!], { season: plain, answers });
    expect(one).toMatchObject({ ok: true, warnings: [] });
    const two = checkSubjects([second!, first!], { season: plain, answers });
    expect(two).toMatchObject({
      ok: true,
      value: [second, first],
      warnings: [{ code: 'subjects.may_clash' }],
    });
  });

  it('S20 takes at most what season and site allow', () => {
    expect(maxSubjectsAt(plain, site)).toBe(3);
    expect(checkSubjects([first!, second!, third!, fourth!], { season: plain, answers })).toMatchObject({
      code: 'subjects.too_many',
      params: { max: 3 },
    });
    const atOne = { season: ownSeason, answers: { siteCode: REVIEWING_SITE } };
    const own = subjectsAt(ownSeason, siteOf(ownSeason, REVIEWING_SITE)).map((subject) => subject.code);
    expect(checkSubjects(own.slice(0, 2), atOne)).toMatchObject({
      code: 'subjects.too_many',
      params: { max: 1 },
    });
  });

  it('S20 refuses repeats, strangers, and what the site or the sitting does not have', () => {
    expect(checkSubjects([first!, first!], { season: plain, answers })).toMatchObject({
      code: 'subjects.repeated',
    });
    expect(checkSubjects(['99'], { season: plain, answers })).toMatchObject({ code: 'subjects.unknown' });
    expect(checkSubjects(['__proto__'], { season: plain, answers })).toMatchObject({
      code: 'subjects.unknown',
    });
    expect(checkSubjects([], { season: plain, answers })).toMatchObject({ code: 'field.required' });
    const narrow = smallSeason({ now, sites: { [OTHER_SITE]: { subjects: { [first!]: null } } } });
    expect(checkSubjects([second!], { season: narrow, answers })).toMatchObject({
      code: 'subjects.not_at_site',
    });
    const may = { ...plain, sitting: { ...plain.sitting, levels: [] } };
    expect(checkSubjects([first!], { season: may, answers })).toMatchObject({
      code: 'subjects.level_not_in_sitting',
    });
  });

  it('S20 warns of a level 4 without its level 3, or requires the certificate by policy', () => {
    const fourth4 = plain.subjects.find((subject) => subject.level === 4)!;
    const requires = fourth4.requires!;
    const everywhere = { siteCode: undefined };
    const codes = [fourth4.code];
    const warning = { code: 'subjects.level4_certificate', params: { subject: fourth4.code, requires } };
    expect(checkSubjects(codes, { season: plain, answers: everywhere })).toMatchObject({
      ok: true,
      warnings: [warning],
    });
    const both = checkSubjects([fourth4.code, requires], { season: plain, answers: everywhere });
    expect(both).toMatchObject({ ok: true, warnings: [{ code: 'subjects.may_clash' }] });
    const strict = { ...plain, policies: { ...plain.policies, level4Gate: 'require' as const } };
    expect(checkSubjects(codes, { season: strict, answers: everywhere })).toMatchObject({
      code: 'subjects.level4_gate',
      params: { requires },
    });
    const held = { season: strict, answers: everywhere, certificates: [requires] };
    expect(checkSubjects(codes, held)).toMatchObject({ ok: true, warnings: [] });
  });
});

describe('checkSchool', () => {
  it('S19 takes a listed school or 其他, never free text', () => {
    expect(schoolsOf(ownSeason)).toEqual([OWN]);
    expect(checkSchool(` ${OWN} `, ownSeason)).toMatchObject({ ok: true, value: OWN });
    expect(checkSchool('其他', ownSeason)).toMatchObject({ ok: true, value: 'other' });
    expect(checkSchool('乙学院', ownSeason)).toMatchObject({ code: 'school.not_listed' });
  });
});
