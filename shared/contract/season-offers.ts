import { CATALOGUE_SUBJECTS } from '../domain/catalogue/subjects';
import { eachLookAlike, type ProblemList } from './problem-list';
import type { SeasonFile } from './season-schema';

/** Subjects of the sitting against the catalogue, and what sites offer against the sitting. */
export function checkOffers(file: SeasonFile, problems: ProblemList): void {
  eachLookAlike(
    file.subjects.map((subject) => subject.code),
    (index, code) => problems.add(`subjects[${index}].code`, 'subject.near_duplicate', { code }),
  );
  file.subjects.forEach((subject, index) => checkSubject(file, subject, `subjects[${index}]`, problems));
  file.sitting.levels.forEach((level, index) => {
    if (file.sitting.levels.indexOf(level) !== index) {
      problems.add(`sitting.levels[${index}]`, 'file.duplicate', { value: level });
    }
    if (!file.subjects.some((subject) => subject.level === level)) {
      problems.add(`sitting.levels[${index}]`, 'sitting.level_without_subject', { level });
    }
  });
  checkSiteNames(file, problems);
  file.sites.forEach((site, index) => checkSite(file, site, `sites[${index}]`, problems));
}

function checkSubject(
  file: SeasonFile,
  subject: SeasonFile['subjects'][number],
  path: string,
  problems: ProblemList,
): void {
  const { code, level } = subject;
  if (!file.sitting.levels.includes(level)) {
    problems.add(`${path}.level`, 'subject.level_not_in_sitting', { code, level });
  }
  const known = CATALOGUE_SUBJECTS.find((candidate) => candidate.code === code);
  if (!known) {
    problems.add(`${path}.code`, 'subject.not_in_catalogue', { code });
    return;
  }
  if (known.status === 'closed' || known.status === 'suspended') {
    problems.add(`${path}.code`, 'subject.closed', { code, name: known.name.zh });
  }
  if (known.level !== level) {
    problems.add(`${path}.level`, 'subject.level_differs', { code, level: known.level });
  }
  if (known.requires !== subject.requires) {
    problems.add(`${path}.requires`, 'subject.requires_differs', {
      code,
      requires: known.requires ?? 'null',
    });
  }
}

function checkSiteNames(file: SeasonFile, problems: ProblemList): void {
  eachLookAlike(
    file.sites.map((site) => site.code),
    (index, code) => problems.add(`sites[${index}].code`, 'site.code_near_duplicate', { code }),
  );
  for (const language of ['zh', 'en'] as const) {
    eachLookAlike(
      file.sites.map((site) => site.name[language]),
      (index, name) => problems.add(`sites[${index}].name.${language}`, 'site.name_duplicate', { name }),
    );
  }
}

function checkSite(
  file: SeasonFile,
  site: SeasonFile['sites'][number],
  path: string,
  problems: ProblemList,
): void {
  if (!site.code.startsWith(file.province.code)) {
    problems.add(`${path}.code`, 'site.wrong_province', { province: file.province.code });
  }
  if (site.maxSubjects > file.maxSubjects) {
    problems.add(`${path}.maxSubjects`, 'site.max_subjects_above_season', { limit: file.maxSubjects });
  }
  eachLookAlike(site.schools, (index, value) =>
    problems.add(`${path}.schools[${index}]`, 'file.duplicate', { value }),
  );
  const offered = Object.entries(site.subjects);
  if (offered.length === 0) problems.add(`${path}.subjects`, 'file.too_short', { limit: 1 });
  for (const [code, seats] of offered) {
    if (!file.subjects.some((subject) => subject.code === code)) {
      problems.add(`${path}.subjects.${code}`, 'site.subject_unknown', { code });
    }
    if (seats !== null && site.capacity !== null && seats > site.capacity) {
      problems.add(`${path}.subjects.${code}`, 'site.subject_capacity_above_total', { total: site.capacity });
    }
  }
}
