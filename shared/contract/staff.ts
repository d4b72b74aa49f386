import { z } from 'zod';
import { DOCUMENT_TYPES } from '../domain/catalogue/document-types';
import type { DataProblem } from '../domain/data-problem';
import type { DocumentType } from '../domain/registration';
import { checkMobile } from '../domain/rules/contact';
import { checkDocument } from '../domain/rules/document';
import type { PlainDate } from '../domain/time';
import { zodProblems } from './file-problems';
import { formed, line } from './file-values';
import { lookAlikeKey, problemList, type ProblemList } from './problem-list';

export const STAFF_ROLES = ['reviewer', 'lead', 'support', 'administrator', 'auditor'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

const SITE_ROLES: readonly StaffRole[] = ['reviewer', 'lead'];
const DOCUMENT_KEYS = DOCUMENT_TYPES.map((item) => item.key as DocumentType);

const member = z.strictObject({
  name: line(50),
  /** WeCom userid; the platform does not tell upper from lower case. */
  userid: formed(/^[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}$/, 'zhangsan').optional(),
  email: formed(/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/, 'name@example.edu.cn').optional(),
  roles: z.array(z.enum(STAFF_ROLES)).min(1),
  sites: z
    .array(formed(/^\d{6}$/, '352505'))
    .max(100)
    .default([]),
  onDuty: z.boolean().default(true),
  /** Own phone and document: kept only as keyed hashes, to notice a reviewer's own registration (domain.md 2). */
  mobile: z.string().max(30).optional(),
  document: z.strictObject({ type: z.enum(DOCUMENT_KEYS), number: z.string().max(40) }).optional(),
});

const STAFF_FILE = z.strictObject({ staff: z.array(member).min(1).max(2000) });

/** One person of a staff file, numbers normalised. */
export interface StaffEntry {
  name: string;
  /** Lower case. */
  userid: string | null;
  /** Domain in lower case. */
  email: string | null;
  roles: StaffRole[];
  sites: string[];
  onDuty: boolean;
  mobile: string | null;
  document: { type: DocumentType; number: string } | null;
}

export type StaffResult = { ok: true; staff: StaffEntry[] } | { ok: false; problems: DataProblem[] };

/** Turns a staff file (parsed JSON; the whole list of people) into entries, or names every problem by path. */
export function parseStaff(json: unknown, today: PlainDate): StaffResult {
  const shape = STAFF_FILE.safeParse(json);
  if (!shape.success) return { ok: false, problems: zodProblems(shape.error, json) };
  const problems = problemList();
  const staff = shape.data.staff.map((person, index) =>
    entryOf(person, { path: `staff[${index}]`, today, problems }),
  );
  checkIdentities(staff, problems);
  if (!staff.some((person) => person.roles.includes('administrator'))) {
    problems.add('staff', 'staff.administrator_missing');
  }
  return problems.found.length > 0 ? { ok: false, problems: problems.found } : { ok: true, staff };
}

function entryOf(
  person: z.output<typeof member>,
  { path, today, problems }: { path: string; today: PlainDate; problems: ProblemList },
): StaffEntry {
  const { name, onDuty } = person;
  if (person.userid === undefined && person.email === undefined) problems.add(path, 'staff.no_identity');
  const atSites = person.roles.some((role) => SITE_ROLES.includes(role));
  if (atSites && person.sites.length === 0) problems.add(`${path}.sites`, 'staff.sites_missing');
  if (!atSites && person.sites.length > 0) problems.add(`${path}.sites`, 'staff.sites_without_role');
  const mobile = person.mobile === undefined ? null : checkMobile(person.mobile);
  if (mobile && !mobile.ok) problems.add(`${path}.mobile`, 'staff.mobile_invalid');
  const document =
    person.document &&
    checkDocument({ ...person.document, raw: person.document.number, today, accepted: DOCUMENT_KEYS });
  if (document && !document.ok) problems.add(`${path}.document.number`, 'staff.document_invalid');
  return {
    name,
    onDuty,
    userid: person.userid?.toLowerCase() ?? null,
    email: person.email?.replace(/@.*$/, (domain) => domain.toLowerCase()) ?? null,
    roles: [...new Set(person.roles)],
    sites: [...new Set(person.sites)],
    mobile: mobile?.ok ? mobile.value : null,
    document:
      document?.ok && person.document ? { type: person.document.type, number: document.value.number } : null,
  };
}

/** One person, one entry: userids and addresses are compared without case. */
function checkIdentities(staff: readonly StaffEntry[], problems: ProblemList): void {
  for (const field of ['userid', 'email'] as const) {
    const seen = new Map<string, number>();
    staff.forEach((person, index) => {
      const value = person[field];
      if (value === null) return;
      const earlier = seen.get(lookAlikeKey(value));
      if (earlier === undefined) seen.set(lookAlikeKey(value), index);
      else problems.add(`staff[${index}].${field}`, 'staff.identity_duplicate', { other: earlier + 1 });
    });
  }
}
