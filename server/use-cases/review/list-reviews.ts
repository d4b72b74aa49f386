import { maskName } from '../../../shared/domain/masks';
import type { Registration } from '../../../shared/domain/registration';
import { leftWorkMinutes, reviewLimit, waitedWorkMinutes } from '../../../shared/domain/review-limit';
import { queuePart } from '../../../shared/domain/review-order';
import { siteOf, type LocalText, type Season } from '../../../shared/domain/season';
import { subjectText } from '../../../shared/i18n/readable-params';
import type { Context } from '../context';
import type { Locale } from '../ports/accounts';
import type { QueuedReview, QueuePlace, StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';

import { reviewRound, submissionsOf } from './review-round';
import { isOwnRegistration, isReviewer } from '../staff/staff-rights';

/** The limit of a review, with what has passed and what is left of its office hours. */
export interface ReviewClock {
  limitAt: number;
  waitedMinutes: number;
  leftMinutes: number;
}

/** One waiting registration, masked. */
export interface PendingReview {
  id: string;
  name: string;
  subjects: string[];
  site: LocalText | null;
  /** Of the candidate. */
  submissions: number;
  findings: number;
  submittedAt: number | null;
  decideBy: number;
  limit: ReviewClock | null;
  /** A colleague who is at it, and until when that holds. */
  held: { name: string; until: number } | null;
}

export interface PendingReviews {
  reviews: PendingReview[];
  /** All that wait at the member's sites. */
  total: number;
  /** Where the next page begins, or null at the end. */
  next: QueuePlace | null;
}

/** How many are looked at to find one that the member may decide on. */
const NEXT_LOOK = 20;

/** What waits at the member's sites, in the order of the queue; never one's own (PR8). */
export function listReviews(
  context: Context,
  input: { member: StaffMember; locale: Locale; after: QueuePlace | null; pageSize: number },
): Promise<PendingReviews> {
  const { member, locale, after, pageSize } = input;
  if (!isReviewer(member)) return Promise.resolve({ reviews: [], total: 0, next: null });
  const now = context.clock.now();
  return context.unitOfWork.read(async (tx) => {
    const query = { siteCodes: member.siteCodes, memberId: member.id, now, after, limit: pageSize + 1 };
    const [found, total] = await Promise.all([
      tx.reviewQueue.list(query),
      tx.reviewQueue.count(member.siteCodes),
    ]);
    // Side by side: what is asked of the rows shares its round trips.
    const rows = await Promise.all(
      found.slice(0, pageSize).map((queued) => present(tx, context, { queued, member, locale })),
    );
    const reviews = rows.filter((review) => review !== null);
    const last = found.length > pageSize ? found[pageSize - 1] : undefined;
    return { reviews, total, next: last ? placeOf(last, member, now) : null };
  });
}

/** The next one to decide on after `exceptId`, or null. */
export function nextReview(
  context: Context,
  { member, exceptId }: { member: StaffMember; exceptId: string },
): Promise<string | null> {
  if (!isReviewer(member)) return Promise.resolve(null);
  const now = context.clock.now();
  return context.unitOfWork.read(async (tx) => {
    const query = { siteCodes: member.siteCodes, memberId: member.id, now, after: null, limit: NEXT_LOOK };
    for (const { registrationId } of await tx.reviewQueue.list(query)) {
      if (registrationId === exceptId) continue;
      const registration = await tx.registrations.find(registrationId);
      if (registration && !(await isOwnRegistration(tx, context, { member, registration })))
        return registrationId;
    }
    return null;
  });
}

/** Who is at it when that is a colleague and still holds. */
export function heldByColleague(
  { claim }: QueuedReview,
  member: StaffMember,
  now: number,
): QueuedReview['claim'] {
  return claim !== null && claim.memberId !== member.id && claim.until > now ? claim : null;
}

/** Where a page that ends with this one ends. */
export function placeOf(queued: QueuedReview, member: StaffMember, now: number): QueuePlace {
  const { decideBy, submittedAt, registrationId } = queued;
  return { part: queuePart(queued, { memberId: member.id, now }), decideBy, submittedAt, registrationId };
}

/** Null for one's own. */
async function present(
  tx: Repositories,
  context: Context,
  { queued, member, locale }: { queued: QueuedReview; member: StaffMember; locale: Locale },
): Promise<PendingReview | null> {
  const { registrationId, seasonId, submittedAt, decideBy } = queued;
  const held = heldByColleague(queued, member, context.clock.now());
  const [registration, season, round, holder] = await Promise.all([
    tx.registrations.find(registrationId),
    tx.seasons.find(seasonId),
    reviewRound(tx, registrationId),
    held && tx.staff.find(held.memberId),
  ]);
  if (!registration || !season) return null;
  if (await isOwnRegistration(tx, context, { member, registration })) return null;
  return {
    id: registrationId,
    name: maskName(registration.answers.name ?? ''),
    subjects: registration.subjects.map(({ code }) => subjectText(code, season, locale)),
    site: siteOf(season, registration.answers.siteCode)?.name ?? null,
    submissions: await submissionsOf(tx, { registrationId, round }),
    findings: await findingsOf(tx, registration),
    submittedAt,
    decideBy,
    limit: reviewClock(season, { submittedAt, now: context.clock.now() }),
    held: held && { name: holder?.name ?? '', until: held.until },
  };
}

/** Null where the season sets no limit. */
export function reviewClock(
  season: Season,
  { submittedAt, now }: { submittedAt: number; now: number },
): ReviewClock | null {
  const limit = reviewLimit(season, submittedAt);
  if (!limit) return null;
  const [waitedMinutes, leftMinutes] = [
    waitedWorkMinutes(season, submittedAt, now),
    leftWorkMinutes(season, limit, now),
  ];
  return { limitAt: limit.limitAt, waitedMinutes, leftMinutes };
}

async function findingsOf(tx: Repositories, { photoId }: Registration): Promise<number> {
  const photo = photoId === null ? null : await tx.photos.find(photoId);
  return photo?.findings.length ?? 0;
}
