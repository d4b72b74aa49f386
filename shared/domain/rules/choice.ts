import type { Answers } from '../registration';
import { siteOf, subjectOf, type Season, type Site, type SubjectOffer } from '../season';
import { accept, refuse, type Checked, type Finding } from './check';

/** Refusals of site and subjects (S20, domain.md 8 and 10). `*.full` come from the seat count of the server. */
export const CHOICE_CODES = [
  'field.required',
  'site.unknown',
  'site.own_students_only',
  'site.own_school_required',
  'site.no_subjects',
  'site.full',
  'subjects.unknown',
  'subjects.repeated',
  'subjects.too_many',
  'subjects.level_not_in_sitting',
  'subjects.not_at_site',
  'subjects.level4_gate',
  'subjects.full',
] as const;
export type ChoiceCode = (typeof CHOICE_CODES)[number];

/** Two or more subjects may fall together after registration; level 4 alone gives no certificate. */
export const CHOICE_WARNINGS = ['subjects.may_clash', 'subjects.level4_certificate'] as const;
export type ChoiceWarning = (typeof CHOICE_WARNINGS)[number];

/** What the choice of site and subjects is judged by. */
export interface ChoiceContext {
  season: Season;
  answers: Answers;
  /** Codes of level-3 subjects whose certificate the candidate is known to hold; needed where the gate requires one. */
  certificates?: readonly string[];
}

/** Whether a site takes this candidate; the reason why not otherwise. Windows and seats are not looked at here. */
export function checkSite(siteCode: string, context: ChoiceContext): Checked<string, ChoiceCode> {
  const code = siteCode.normalize('NFKC').trim();
  if (code === '') return refuse('field.required');
  const site = siteOf(context.season, code);
  if (!site) return refuse('site.unknown');
  const refusal = acceptanceRefusal(site, context);
  return refusal ? { ok: false, ...refusal } : accept(code);
}

/** Sites that take this candidate, in the season's order. */
export function acceptingSites(context: ChoiceContext): Site[] {
  return context.season.sites.filter((site) => acceptanceRefusal(site, context) === null);
}

function acceptanceRefusal(site: Site, { season, answers }: ChoiceContext): Finding<ChoiceCode> | null {
  if (subjectsAt(season, site).length === 0) return { code: 'site.no_subjects' };
  const school = answers.student === true ? answers.school : undefined;
  const isOwnStudent = school !== undefined && site.schools.includes(school);
  if (site.schools.length > 0 && !isOwnStudent) return { code: 'site.own_students_only' };
  const hasOwnSite = school !== undefined && season.sites.some((other) => other.schools.includes(school));
  return season.policies.ownSchoolOnly && hasOwnSite && !isOwnStudent
    ? { code: 'site.own_school_required' }
    : null;
}

/** What a candidate can choose: subjects of the sitting's levels that the site has open; without a site, anywhere. */
export function subjectsAt(season: Season, site: Site | undefined): SubjectOffer[] {
  return season.subjects.filter(
    (subject) => season.sitting.levels.includes(subject.level) && (!site || isOpenAt(site, subject.code)),
  );
}

/** The lower of the season's and the site's limit. */
export function maxSubjectsAt(season: Season, site: Site | undefined): number {
  return Math.min(season.maxSubjects, site?.maxSubjects ?? season.maxSubjects);
}

/** Checks chosen subject codes together; the order of choice is kept. One site holds for all of them. */
export function checkSubjects(
  codes: readonly string[],
  context: ChoiceContext,
): Checked<string[], ChoiceCode, ChoiceWarning> {
  if (codes.length === 0) return refuse('field.required');
  const site = siteOf(context.season, context.answers.siteCode);
  for (const code of codes) {
    const refusal = subjectRefusal(code, site, context);
    if (refusal) return { ok: false, ...refusal };
  }
  const repeated = codes.find((code, index) => codes.indexOf(code) !== index);
  if (repeated !== undefined) return refuse('subjects.repeated', { subject: repeated });
  const max = maxSubjectsAt(context.season, site);
  if (codes.length > max) return refuse('subjects.too_many', { max });
  return accept([...codes], subjectWarnings(codes, context));
}

/** Why one subject cannot be chosen at a site, or null. Limits on the number are not looked at here. */
export function subjectRefusal(
  code: string,
  site: Site | undefined,
  { season, certificates = [] }: ChoiceContext,
): Finding<ChoiceCode> | null {
  const subject = subjectOf(season, code);
  if (!subject) return { code: 'subjects.unknown' };
  const params = { subject: code };
  if (!season.sitting.levels.includes(subject.level))
    return { code: 'subjects.level_not_in_sitting', params };
  if (site && !isOpenAt(site, code)) return { code: 'subjects.not_at_site', params };
  const gated = season.policies.level4Gate === 'require' && subject.requires !== null;
  return gated && !certificates.includes(subject.requires!)
    ? { code: 'subjects.level4_gate', params: { ...params, requires: subject.requires! } }
    : null;
}

function subjectWarnings(codes: readonly string[], context: ChoiceContext): Finding<ChoiceWarning>[] {
  const held = [...codes, ...(context.certificates ?? [])];
  const warnings: Finding<ChoiceWarning>[] = codes.flatMap((code) => {
    const requires = subjectOf(context.season, code)?.requires ?? null;
    return requires === null || held.includes(requires)
      ? []
      : [{ code: 'subjects.level4_certificate' as const, params: { subject: code, requires } }];
  });
  // Sessions are arranged after registration, so a clash can only be warned of (domain.md 8).
  return codes.length > 1 ? [...warnings, { code: 'subjects.may_clash' }] : warnings;
}

/** Null is a real value: open without a seat limit of its own. */
function isOpenAt(site: Site, code: string): boolean {
  return site.subjects[code] !== undefined;
}
