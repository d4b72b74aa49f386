import { REQUIRED_NOTICES, type SubscriptionValue } from '../domain/season';
import { checkCannedAnswers } from './canned-answers-schema';
import { eachLookAlike, type ProblemList } from './problem-list';
import type { SeasonFile } from './season-schema';

/** Addresses that the conversation names (S1, S2, S5), so every season has them. */
const REQUIRED_LINKS = ['registration', 'province', 'passport'] as const;

/** What a reviewer may mark: the fields of the information form and the photo (domain.md 2 and 4). */
const MARKABLE = new Set([
  'photo',
  'documentType',
  'documentNumber',
  'sex',
  'birthDate',
  'name',
  'ethnicity',
  'nationality',
  'occupation',
  'education',
  'trainingType',
  'mobile',
  'email',
  'address',
  'postcode',
  'student',
  'school',
  'faculty',
  'major',
  'grade',
  'className',
  'studentNumber',
  'siteCode',
  'subjects',
]);

/** Which of our values fit into a template field of this type of WeChat's. */
const VALUES_OF_TYPE: Readonly<Record<string, readonly SubscriptionValue[]>> = {
  thing: ['subject', 'site', 'state', 'deadline', 'note', 'exam_date', 'amount'],
  phrase: ['state'],
  time: ['deadline', 'exam_date', 'answered_at'],
  date: ['deadline', 'exam_date', 'answered_at'],
  amount: ['amount'],
};

/** What an answer of the desk can be told by: whoever asked may have no registration, and the words themselves stay in the chat. */
const ANSWER_VALUES: readonly SubscriptionValue[] = ['note', 'answered_at'];

/** Notices, links, reasons, message templates and the ranges that have a lower and an upper end. */
export function checkTexts(file: SeasonFile, problems: ProblemList): void {
  checkNotices(file, problems);
  checkLinks(file, problems);
  checkReasons(file, problems);
  checkTemplates(file, problems);
  checkCannedAnswers(file, problems);
  checkDocuments(file, problems);
  checkRanges(file, problems);
  (file.toReview ?? []).forEach((path, index) =>
    problems.add(`toReview[${index}]`, 'file.to_review', { path }),
  );
}

function checkNotices(file: SeasonFile, problems: ProblemList): void {
  const ids = file.notices.map((notice) => notice.id);
  eachLookAlike(ids, (index, value) => problems.add(`notices[${index}].id`, 'file.duplicate', { value }));
  for (const id of REQUIRED_NOTICES) if (!ids.includes(id)) problems.add('notices', 'notice.missing', { id });
}

/** Links are shown as they stand: public https hosts, without user names or ports that could disguise another host. */
function checkLinks(file: SeasonFile, problems: ProblemList): void {
  for (const name of REQUIRED_LINKS) {
    if (!(name in file.links)) problems.add(`links.${name}`, 'link.missing', { name });
  }
  for (const [name, address] of Object.entries(file.links)) {
    const path = `links.${name}`;
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url?.protocol !== 'https:' || /[\s\\]/.test(address)) problems.add(path, 'link.not_https');
    else if (!isPublic(url)) problems.add(path, 'link.not_public');
  }
}

function isPublic(url: URL): boolean {
  const named = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(url.hostname);
  return named && !/\.(local|localhost|internal|test)$/.test(url.hostname) && !url.username && !url.port;
}

function checkReasons(file: SeasonFile, problems: ProblemList): void {
  for (const [part, values] of [
    ['code', file.rejectReasons.map((reason) => reason.code)],
    ['label.zh', file.rejectReasons.map((reason) => reason.label.zh)],
    ['label.en', file.rejectReasons.map((reason) => reason.label.en)],
  ] as const) {
    eachLookAlike(values, (index, value) =>
      problems.add(`rejectReasons[${index}].${part}`, 'file.duplicate', { value }),
    );
  }
  file.rejectReasons.forEach((reason, index) =>
    reason.fields.forEach((field, position) => {
      if (!MARKABLE.has(field)) {
        problems.add(`rejectReasons[${index}].fields[${position}]`, 'reason.unknown_field', { field });
      }
    }),
  );
}

function checkTemplates(file: SeasonFile, problems: ProblemList): void {
  eachLookAlike(
    file.templates.map((template) => template.kind),
    (index, value) => problems.add(`templates[${index}].kind`, 'file.duplicate', { value }),
  );
  file.templates.forEach((template, index) => {
    const fields = Object.entries(template.fields);
    if (fields.length === 0) problems.add(`templates[${index}].fields`, 'file.too_short', { limit: 1 });
    for (const [name, value] of fields) {
      const path = `templates[${index}].fields.${name}`;
      const type = /^([a-z_]+?)(\d{1,2})$/.exec(name)?.[1];
      const ofType = type === undefined ? undefined : VALUES_OF_TYPE[type];
      const allowed = ofType?.filter((one) => fitsKind(template.kind, one));
      if (!allowed)
        problems.add(path, 'template.field_name', { types: Object.keys(VALUES_OF_TYPE).join(', ') });
      else if (!allowed.includes(value)) {
        problems.add(path, 'template.field_value', { value, allowed: allowed.join(', ') });
      }
    }
  });
}

function fitsKind(kind: SeasonFile['templates'][number]['kind'], value: SubscriptionValue): boolean {
  return kind === 'support_answer' ? ANSWER_VALUES.includes(value) : value !== 'answered_at';
}

function checkDocuments(file: SeasonFile, problems: ProblemList): void {
  eachLookAlike(file.documentTypes, (index, value) =>
    problems.add(`documentTypes[${index}]`, 'file.duplicate', { value }),
  );
  const listed = file.documentTypes.includes('foreign_pr_id');
  if (listed !== file.policies.acceptForeignPrId) problems.add('documentTypes', 'document.foreign_switch');
}

function checkRanges(file: SeasonFile, problems: ProblemList): void {
  const { photoRule } = file;
  if (photoRule.minBytes >= photoRule.maxBytes) problems.add('photoRule.maxBytes', 'range.order');
  if (photoRule.minRatio >= photoRule.maxRatio) problems.add('photoRule.maxRatio', 'range.order');
  for (const name of ['supportHours', 'reviewHours'] as const) {
    const hours = file[name];
    if (hours && hours.fromMinute >= hours.toMinute) problems.add(`${name}.toMinute`, 'range.order');
  }
  if (file.reminders.quietFromMinute <= file.reminders.quietToMinute) {
    problems.add('reminders.quietFromMinute', 'range.order');
  }
}
