import { maskName } from '../../shared/domain/masks';
import type { Registration } from '../../shared/domain/registration';
import { siteOf, type LocalText, type Season } from '../../shared/domain/season';
import { subjectText } from '../../shared/i18n/readable-params';
import type { Context } from './context';
import type { Locale } from './ports/accounts';
import type { StaffMember } from './ports/review';
import type { Repositories } from './ports/storage';
import { decideBy } from './review-card-view';
import { reviewRound } from './review-round';
import { isOwnRegistration, isReviewer } from './staff-rights';

/** One waiting registration, masked. */
export interface PendingReview {
  id: string;
  name: string;
  subjects: string[];
  site: LocalText | null;
  round: number;
  findings: number;
  submittedAt: number | null;
  decideBy: number;
}

export interface PendingReviews {
  reviews: PendingReview[];
  /** All that wait at the member's sites, as far as they were counted. */
  total: number;
  /** There are more than were looked at. */
  more: boolean;
}

/** How many are looked at: a reviewer never works through more at a sitting. */
const MOST = 500;

/** What waits at the member's sites, oldest deadline first, then oldest submission; never one's own (PR8). */
export function listReviews(
  context: Context,
  input: { member: StaffMember; locale: Locale; page: number; pageSize: number },
): Promise<PendingReviews> {
  const { member, locale, page, pageSize } = input;
  return context.unitOfWork.read(async (tx) => {
    const found = await waiting(tx, context, member);
    const from = page * pageSize;
    const reviews: PendingReview[] = [];
    for (const one of found.slice(from, from + pageSize)) reviews.push(await present(tx, { ...one, locale }));
    return { reviews, total: found.length, more: found.length >= MOST };
  });
}

/** The next one to decide on after `exceptId`, or null. */
export function nextReview(
  context: Context,
  { member, exceptId }: { member: StaffMember; exceptId: string },
): Promise<string | null> {
  return context.unitOfWork.read(async (tx) => {
    const found = await waiting(tx, context, member);
    return found.find(({ registration }) => registration.id !== exceptId)?.registration.id ?? null;
  });
}

interface Waiting {
  registration: Registration;
  season: Season;
  decideBy: number;
}

async function waiting(tx: Repositories, context: Context, member: StaffMember): Promise<Waiting[]> {
  if (!isReviewer(member)) return [];
  const now = context.clock.now();
  const found: Waiting[] = [];
  for (const registration of await tx.registrations.listPendingAt(member.siteCodes, MOST)) {
    const season = await tx.seasons.find(registration.seasonId);
    if (!season || (await isOwnRegistration(tx, context, { member, registration }))) continue;
    found.push({ registration, season, decideBy: decideBy(registration, season, now) });
  }
  return found.toSorted(
    (left, right) => left.decideBy - right.decideBy || submitted(left) - submitted(right),
  );
}

function submitted({ registration }: Waiting): number {
  return registration.submittedForReviewAt ?? registration.updatedAt;
}

async function present(
  tx: Repositories,
  { registration, season, decideBy: until, locale }: Waiting & { locale: Locale },
): Promise<PendingReview> {
  const photo = registration.photoId === null ? null : await tx.photos.find(registration.photoId);
  return {
    id: registration.id,
    name: maskName(registration.answers.name ?? ''),
    subjects: registration.subjects.map(({ code }) => subjectText(code, season, locale)),
    site: siteOf(season, registration.answers.siteCode)?.name ?? null,
    round: await reviewRound(tx, registration.id),
    findings: photo?.findings.length ?? 0,
    submittedAt: registration.submittedForReviewAt,
    decideBy: until,
  };
}
