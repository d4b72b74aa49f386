import { rejectionText } from '../../../bot/replies/rejection-text';
import type { Context } from '../context';
import { heldByColleague, placeOf } from './list-reviews';
import type { Locale } from '../ports/accounts';
import type { QueuedReview, QueuePlace, StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { differenceOf, type Difference } from './review-difference';
import { reviewRound, submissionsOf } from './review-round';
import { reviewedPhoto, type ReviewedPhoto } from './reviewed-photo';
import { isOwnRegistration, isReviewer, mayReview, staffActor } from '../staff/staff-rights';
import { personOf, type ShownRow, type WallPerson } from './wall-row';

/** One candidate of the photo wall: the photo with the facts beside it. */
export interface WallCell extends ShownRow {
  person: WallPerson;
  photo: ReviewedPhoto | null;
  /** Why it was rejected before; empty when it was not. */
  earlier: string;
  /** What a resubmission changed, by name alone; null where nothing can be said. */
  changed: Difference['changed'] | null;
  decideBy: number;
  /** A colleague who is at it, and until when that holds. */
  held: { name: string; until: number } | null;
  /** Of the candidate. */
  submissions: number;
}

export interface Wall {
  cells: WallCell[];
  /** All that wait at the member's sites. */
  total: number;
  /** Where the next screen begins, or null at the end. */
  next: QueuePlace | null;
}

interface Watched {
  member: StaffMember;
  locale: Locale;
  now: number;
}

/**
 * A screen of what waits, in the order of the queue, never one's own (PR8). Whoever is shown it has seen each of these
 * revisions with its facts, which is on record (PR10) and lets them approve many at once.
 */
export function showWall(
  context: Context,
  input: { member: StaffMember; locale: Locale; after: QueuePlace | null; pageSize: number },
): Promise<Wall> {
  const { member, locale, after, pageSize } = input;
  if (!isReviewer(member)) return Promise.resolve({ cells: [], total: 0, next: null });
  const now = context.clock.now();
  return context.unitOfWork.run(async (tx): Promise<Wall> => {
    const query = { siteCodes: member.siteCodes, memberId: member.id, now, after, limit: pageSize + 1 };
    const [found, total] = await Promise.all([
      tx.reviewQueue.list(query),
      tx.reviewQueue.count(member.siteCodes),
    ]);
    const shown = found.slice(0, pageSize);
    const made = await Promise.all(
      shown.map((queued) => cellOf(tx, context, queued, { member, locale, now })),
    );
    const cells = made.filter((cell) => cell !== null);
    await Promise.all(cells.map((cell) => recordView(tx, context, cell, { member, now })));
    const last = found.length > pageSize ? shown.at(-1) : undefined;
    return { cells, total, next: last ? placeOf(last, member, now) : null };
  });
}

/** Null for one's own, and for what does not wait any more. */
async function cellOf(
  tx: Repositories,
  context: Context,
  queued: QueuedReview,
  { member, locale, now }: Watched,
): Promise<WallCell | null> {
  const { registrationId, seasonId, decideBy } = queued;
  const held = heldByColleague(queued, member, now);
  const [registration, season, roundShown, holder] = await Promise.all([
    tx.registrations.find(registrationId),
    tx.seasons.find(seasonId),
    reviewRound(tx, registrationId),
    held && tx.staff.find(held.memberId),
  ]);
  if (!registration || !season || registration.state !== 'pending') return null;
  if (!mayReview(member, registration)) return null;
  const [isOwn, photo, submissions] = await Promise.all([
    isOwnRegistration(tx, context, { member, registration }),
    reviewedPhoto(tx, registration),
    submissionsOf(tx, { registrationId, round: roundShown }),
  ]);
  const person = personOf(registration, season, locale);
  if (isOwn || !person) return null;
  const { revision: revisionShown } = registration;
  const heldBy = held && { name: holder?.name ?? '', until: held.until };
  const earlier = rejectionText(registration.decision, season, locale);
  const changed = differenceOf(context.hash, registration)?.changed ?? null;
  const shown = { registrationId, revisionShown, roundShown, submissions };
  return { ...shown, person, photo, earlier, changed, decideBy, held: heldBy };
}

async function recordView(
  tx: Repositories,
  context: Context,
  { registrationId, revisionShown: revision }: WallCell,
  { member, now: at }: Pick<Watched, 'member' | 'now'>,
): Promise<void> {
  await tx.views.add({ registrationId, revision, staffId: member.id, at });
  await tx.audit.append({
    id: context.newId(),
    action: 'review.wall_viewed',
    actor: staffActor(member, 'staff_page'),
    registrationId,
    from: 'pending',
    to: null,
    revision,
    reason: null,
    at,
  });
}
