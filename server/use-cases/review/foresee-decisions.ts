import type { RejectReason, Season } from '../../../shared/domain/season';
import type { Context } from '../context';
import { endOfFixing } from './judge-decision';
import { isDecidable, lateDecision } from './late-decision';
import type { Locale } from '../ports/accounts';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { reviewRound } from './review-round';
import { isOwnRegistration, mayReview } from '../staff/staff-rights';
import { personOf, presentOf, type RowPresent, type ShownRow, type WallPerson } from './wall-row';

/** What a ticked row would come to now. Only the decision itself is binding. */
export type ForeseenRow = { row: ShownRow } & (
  | { kind: 'absent' }
  | { kind: 'own' }
  | { kind: 'late'; person: WallPerson | null; present: RowPresent }
  | { kind: 'not_viewed'; person: WallPerson | null }
  /** The end of the review or of the payment has passed: nobody can decide it any more. */
  | { kind: 'ended'; person: WallPerson | null }
  | {
      kind: 'open';
      person: WallPerson | null;
      season: Season;
      /** Since when nothing can be fixed, so that a rejection is final (policy `siteClose`). */
      fixingEndedAt: number | null;
    }
);

export type Act = 'approve' | 'reject';

/** What would become of each row, for the pause before many are decided. Changes nothing. */
export function foreseeDecisions(
  context: Context,
  input: { rows: readonly ShownRow[]; member: StaffMember; act: Act; locale: Locale },
): Promise<ForeseenRow[]> {
  const { rows, ...asked } = input;
  return context.unitOfWork.read((tx) => Promise.all(rows.map((row) => foresee(tx, context, row, asked))));
}

async function foresee(
  tx: Repositories,
  context: Context,
  row: ShownRow,
  { member, act, locale }: { member: StaffMember; act: Act; locale: Locale },
): Promise<ForeseenRow> {
  const { registrationId: id, revisionShown, roundShown } = row;
  const [registration, season, round, viewed] = await Promise.all([
    tx.registrations.find(id),
    tx.seasons.findOfRegistration(id),
    reviewRound(tx, id),
    tx.views.has(id, revisionShown, member.id),
  ]);
  // What was never submitted is the candidate's alone.
  if (!registration || !season || !mayReview(member, registration)) return { row, kind: 'absent' };
  if (registration.submittedForReviewAt === null) return { row, kind: 'absent' };
  if (await isOwnRegistration(tx, context, { member, registration })) return { row, kind: 'own' };
  const person = personOf(registration, season, locale);
  const { state, revision } = registration;
  if (state !== 'pending' || revision !== revisionShown || round !== roundShown) {
    return { row, kind: 'late', person, present: await presentOf(tx, registration) };
  }
  const now = context.clock.now();
  const late = lateDecision(registration, season, now);
  if (late !== null && !isDecidable(late)) return { row, kind: 'ended', person };
  if (act === 'approve' && !viewed) return { row, kind: 'not_viewed', person };
  const endedAt = endOfFixing(registration, season, now);
  return { row, kind: 'open', person, season, fixingEndedAt: endedAt <= now ? endedAt : null };
}

/** Seasons of the rows that would be decided, each once. */
export function seasonsOf(foreseen: readonly ForeseenRow[]): Season[] {
  const seasons = foreseen.flatMap((row) => (row.kind === 'open' ? [row.season] : []));
  return [...new Map(seasons.map((season) => [season.id, season])).values()];
}

/** Coded reasons that every one of these rows' seasons knows. */
export function sharedReasons(foreseen: readonly ForeseenRow[]): RejectReason[] {
  const [first, ...others] = seasonsOf(foreseen);
  return (first?.rejectReasons ?? []).filter(({ code }) =>
    others.every((season) => season.rejectReasons.some((reason) => reason.code === code)),
  );
}
