import { maskDocumentNumber, maskName } from '../../../shared/domain/masks';
import type { State } from '../../../shared/domain/lifecycle';
import type { Role, Registration } from '../../../shared/domain/registration';
import { nameWords, studentWords } from '../../../shared/domain/search-words';
import { siteOf, type Season } from '../../../shared/domain/season';
import { MINUTE_MS } from '../../../shared/domain/time';
import { localText } from '../../../shared/i18n/readable-params';
import type { Context } from '../context';
import type { Locale } from '../ports/accounts';
import type { RateLimiter } from '../ports/sessions';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { auditAccess } from '../audit/staff-audit';
import { isOwnRegistration, isReviewer, isSupport, mayReview } from '../staff/staff-rights';

/**
 * What staff know of somebody: a name with the end of the document or mobile number, the school's student number, or a number
 * of ours or WeChat's (registration, order, payment, refund).
 */
export const SEARCH_WAYS = ['document', 'mobile', 'student', 'number'] as const;
export type SearchWay = (typeof SEARCH_WAYS)[number];

export interface PersonSearch {
  way: SearchWay;
  /** Used with the end of a number only. */
  name: string;
  number: string;
}

/** One registration that was found, masked (PR7, PR8). */
export interface FoundPerson {
  registrationId: string;
  person: string;
  document: string;
  season: string;
  site: string;
  state: State;
  /** The open conversation, for support; null while there is none. */
  handoffId: string | null;
  /** Whether the asker has a review page for it. */
  reviews: boolean;
}

export type Searched =
  | { kind: 'found'; people: FoundPerson[]; more: boolean }
  /** Not enough was given to look for. */
  | { kind: 'incomplete' }
  | { kind: 'limited'; retryAfterMs: number };

/** More than these hits say that the words are too few. */
const MOST = 10;
/** Who looks up more people than this is not answering them. */
const SEARCHES = { calls: 30, spanMs: 10 * MINUTE_MS };

/**
 * Finds registrations by keyed hashes of the words. Support sees all sites; reviewers theirs, and only what was submitted
 * to them. What the asker may not see is as absent as what is not there, and every search is on record without its words.
 */
export async function searchPeople(
  context: Context & { limiter: RateLimiter },
  { member, search, locale }: { member: StaffMember; search: PersonSearch; locale: Locale },
): Promise<Searched> {
  const slot = await context.limiter.take(`staff.search:${member.id}`, SEARCHES.calls, SEARCHES.spanMs);
  if (!slot.ok) return { kind: 'limited', retryAfterMs: slot.retryAfterMs };
  return context.unitOfWork.run(async (tx): Promise<Searched> => {
    const ids = await idsOf(tx, search);
    if (ids === null) return { kind: 'incomplete' };
    const people: FoundPerson[] = [];
    for (const id of ids) {
      const found = await visible(tx, context, { id, member });
      if (found) people.push(await presented(tx, { ...found, member, locale }));
    }
    const hits = people.length;
    const reason = `by=${search.way} hits=${hits}`;
    await auditAccess(tx, context, { member, role: searchRole(member), action: 'search.made', reason });
    return { kind: 'found', people: people.slice(0, MOST), more: hits > MOST };
  });
}

/** Who looks for people at all. */
export function maySearch(member: StaffMember): boolean {
  return isSupport(member) || isReviewer(member);
}

function searchRole(member: StaffMember): Role {
  if (isSupport(member)) return 'support';
  return member.roles.includes('reviewer') ? 'reviewer' : 'lead';
}

/** Ids with these words, those the asker may not see included; null when the words are too few. */
async function idsOf(tx: Repositories, { way, name, number }: PersonSearch): Promise<string[] | null> {
  if (way === 'number') return idsOfNumber(tx, number.trim());
  const words = way === 'student' ? studentWords(number) : nameWords(way, name, number);
  return words && tx.searchKeys.find({ ...words, limit: 5 * MOST });
}

async function idsOfNumber(tx: Repositories, number: string): Promise<string[] | null> {
  if (!/^[\w-]{6,64}$/u.test(number)) return null;
  const [order, payment, refund, registration] = await Promise.all([
    tx.orders.find(number),
    tx.payments.find(number),
    tx.refunds.find(number),
    tx.registrations.find(number),
  ]);
  const ids = [order?.registrationId, payment?.registrationId, refund?.registrationId, registration?.id];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

interface Visible {
  registration: Registration;
  season: Season;
}

async function visible(
  tx: Repositories,
  context: Pick<Context, 'hash'>,
  { id, member }: { id: string; member: StaffMember },
): Promise<Visible | null> {
  const registration = await tx.registrations.find(id);
  const season = registration && (await tx.seasons.find(registration.seasonId));
  if (!registration || !season) return null;
  if (!isSupport(member) && !isReviewed(member, registration)) return null;
  // What is kept of a deleted account is kept for disputes, not for looking somebody up (PR14).
  const account = await tx.accounts.find(registration.accountId);
  if (!account || account.state === 'closed') return null;
  const isOwn = await isOwnRegistration(tx, context, { member, registration, account });
  return isOwn ? null : { registration, season };
}

function isReviewed(member: StaffMember, registration: Registration): boolean {
  return mayReview(member, registration) && registration.submittedForReviewAt !== null;
}

async function presented(
  tx: Repositories,
  { registration, season, member, locale }: Visible & { member: StaffMember; locale: Locale },
): Promise<FoundPerson> {
  const { answers, accountId, id, state } = registration;
  const site = siteOf(season, answers.siteCode);
  const handoff = isSupport(member) ? await tx.handoffs.openOf(accountId) : null;
  return {
    registrationId: id,
    person: answers.name === undefined ? '' : maskName(answers.name),
    document: answers.documentNumber === undefined ? '' : maskDocumentNumber(answers.documentNumber),
    season: `${localText(season.province.name, locale)} · ${localText(season.sitting.name, locale)}`,
    site: site ? localText(site.name, locale) : '',
    state,
    handoffId: handoff?.id ?? null,
    reviews: isReviewed(member, registration),
  };
}
