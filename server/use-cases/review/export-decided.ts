import { displayAnswer } from '../../../bot/replies/display';
import { rejectionText } from '../../../bot/replies/rejection-text';
import { render } from '../../../bot/replies/render';
import type { AskedField } from '../../../shared/domain/fields';
import type { State } from '../../../shared/domain/lifecycle';
import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { documentTypeText, localText } from '../../../shared/i18n/readable-params';
import { instantText } from '../../../shared/i18n/instants';
import { staffText } from '../../../shared/i18n/staff/text';
import type { Context } from '../context';
import type { Locale } from '../ports/accounts';
import type { StaffMember } from '../ports/review';
import { auditAccess } from '../audit/staff-audit';
import { isLead, isOwnRegistration } from '../staff/staff-rights';

/** What may be exported: what stands decided. States in the order of a life: who moves on meanwhile is met again, never missed. */
export const EXPORT_LISTS = {
  approved: ['approved', 'paying', 'part_paid', 'paid'],
  paid: ['part_paid', 'paid'],
  rejected: ['rejected'],
} as const satisfies Record<string, readonly State[]>;
export type ExportList = keyof typeof EXPORT_LISTS;

/** Why somebody needs values in full; kept with the export. */
export const EXPORT_REASONS = ['exam_office', 'on_site', 'archive'] as const;
export type ExportReason = (typeof EXPORT_REASONS)[number];

export interface ExportRequest {
  member: StaffMember;
  seasonId: string;
  siteCode: string;
  list: ExportList;
  /** Null exports masked values. */
  fullFor: ExportReason | null;
  locale: Locale;
}

/** Columns of a personal value: masked unless the export is in full. */
const PERSONAL: readonly AskedField[] = ['name', 'documentNumber', 'mobile', 'email'];
const PAGE_SIZE = 500;

/** Seasons and sites a lead may export, newest season first. */
export async function exportChoices(
  context: Context,
  { member, locale }: { member: StaffMember; locale: Locale },
): Promise<{ seasonId: string; siteCode: string; title: string }[]> {
  if (!isLead(member)) return [];
  const seasons = await context.unitOfWork.read((tx) => tx.seasons.listAll());
  return seasons
    .toSorted((left, right) => right.reviewEndsAt - left.reviewEndsAt)
    .flatMap((season) =>
      season.sites
        .filter(({ code }) => member.siteCodes.includes(code))
        .map((site) => ({
          seasonId: season.id,
          siteCode: site.code,
          title: [season.province.name, season.sitting.name, site.name]
            .map((text) => localText(text, locale))
            .join(' · '),
        })),
    );
}

/**
 * The decided list of one site of a lead, row by row, the head first; null where there is none of theirs (PR8). That it began,
 * with what and why, is on record before the first row leaves, and the number of rows after the last (PR10). The caller has
 * made sure of the second factor.
 */
export async function exportDecided(
  context: Context,
  request: ExportRequest,
): Promise<AsyncGenerator<string[]> | null> {
  const { member, seasonId, siteCode } = request;
  const season = await context.unitOfWork.read((tx) => tx.seasons.find(seasonId));
  const isTheirs = isLead(member) && member.siteCodes.includes(siteCode);
  if (!season || !isTheirs || !season.sites.some(({ code }) => code === siteCode)) return null;
  await note(context, request, 'candidates.exported');
  return rowsOf(context, request, season);
}

function note(context: Context, request: ExportRequest, action: string, rows?: number): Promise<void> {
  const { member, seasonId, siteCode, list, fullFor } = request;
  const extent = fullFor === null ? 'masked' : `full: ${fullFor}`;
  const count = rows === undefined ? '' : `, rows ${rows}`;
  const reason = `${seasonId} ${siteCode} ${list}, ${extent}${count}`;
  return context.unitOfWork.run((tx) => auditAccess(tx, context, { member, action, role: 'lead', reason }));
}

async function* rowsOf(context: Context, request: ExportRequest, season: Season): AsyncGenerator<string[]> {
  const { seasonId, siteCode, list, locale } = request;
  yield headOf(locale);
  const seen = new Set<string>();
  for (const state of EXPORT_LISTS[list]) {
    for (let afterId = ''; ;) {
      const query = { seasonId, siteCode, state, limit: PAGE_SIZE, afterId };
      const rows = await readPage(context, request, { season, query });
      for (const { id, cells } of rows) {
        if (seen.has(id)) continue;
        seen.add(id);
        yield cells;
      }
      afterId = rows.at(-1)?.id ?? '';
      if (rows.length < PAGE_SIZE) break;
    }
  }
  await note(context, request, 'candidates.export_finished', seen.size);
}

interface PageQuery {
  season: Season;
  query: { seasonId: string; siteCode: string; state: State; limit: number; afterId: string };
}

function readPage(
  context: Context,
  { member, fullFor, locale }: ExportRequest,
  { season, query }: PageQuery,
): Promise<{ id: string; cells: string[] }[]> {
  return context.unitOfWork.read(async (tx) => {
    const found = await tx.registrations.listAtSite(query);
    const deciders = new Map<string, string>();
    const named = fullFor === null ? [] : found;
    const accounts = await Promise.all(named.map(({ accountId }) => tx.accounts.find(accountId)));
    const rows: { id: string; cells: string[] }[] = [];
    for (const [at, registration] of found.entries()) {
      const by = registration.decision?.decidedBy ?? null;
      if (by !== null && !deciders.has(by)) deciders.set(by, (await tx.staff.find(by))?.name ?? '');
      // One's own registration is no business of one's own (domain.md 2): it stands in the list, masked.
      // What is kept of a deleted account leaves in no list in full (PR14).
      const account = accounts[at] ?? null;
      const isKept = account === null || account.state === 'closed';
      const inFull =
        fullFor !== null &&
        !isKept &&
        !(await isOwnRegistration(tx, context, { member, registration, account }));
      const decider = by === null ? '' : (deciders.get(by) ?? '');
      rows.push({ id: registration.id, cells: cellsOf({ registration, season, inFull, decider, locale }) });
    }
    return rows;
  });
}

function headOf(locale: Locale): string[] {
  const say = (key: Parameters<typeof staffText>[1]): string => staffText(locale, key);
  return [
    say('export.column.id'),
    say('export.column.state'),
    ...PERSONAL.slice(0, 1).map((field) => render(locale, `answer.${field}`)),
    render(locale, 'answer.documentType'),
    ...PERSONAL.slice(1).map((field) => render(locale, `answer.${field}`)),
    render(locale, 'answer.siteCode'),
    render(locale, 'answer.subjects'),
    say('export.column.paid'),
    say('export.column.decided_at'),
    say('export.column.decided_by'),
    say('export.column.reason'),
  ];
}

interface RowParts {
  registration: Registration;
  season: Season;
  inFull: boolean;
  decider: string;
  locale: Locale;
}

function cellsOf({ registration, season, inFull, decider, locale }: RowParts): string[] {
  const { id, state, answers, subjects, decision } = registration;
  const view = {
    ...{ locale, season },
    say: (key: Parameters<typeof render>[1], params?: Parameters<typeof render>[2]) =>
      render(locale, key, params),
    local: (text: Parameters<typeof localText>[0]) => localText(text, locale),
  };
  const personal = (field: AskedField): string => {
    if (answers[field] === undefined) return '';
    return inFull ? String(answers[field]) : displayAnswer(field, answers, view);
  };
  return [
    id,
    staffText(locale, `present.${state}`),
    personal('name'),
    answers.documentType === undefined ? '' : documentTypeText(answers.documentType, locale),
    ...PERSONAL.slice(1).map(personal),
    answers.siteCode ?? '',
    subjects.map(({ code }) => code).join(' '),
    subjects
      .filter((subject) => subject.state === 'paid')
      .map(({ code }) => code)
      .join(' '),
    decision ? instantText(decision.decidedAt, locale) : '',
    decider,
    decision?.outcome === 'rejected' ? rejectionText(decision, season, locale) : '',
  ];
}
