import { displayAnswer, maskedAnswer } from '../../../bot/replies/display';
import { render } from '../../../bot/replies/render';
import { rejectionText } from '../../../bot/replies/rejection-text';
import {
  FIELDS,
  isAnswered,
  relevantFields,
  type AskedField,
  type FieldGroup,
} from '../../../shared/domain/fields';
import { MINUTE_MS } from '../../../shared/domain/time';
import type { State } from '../../../shared/domain/lifecycle';
import type { Decision, Registration } from '../../../shared/domain/registration';
import {
  standardPhotoThresholds,
  type PhotoFinding,
  type PhotoMeasurements,
  type PhotoThresholds,
} from '../../../shared/domain/rules/photo';
import type { RejectReason, Season } from '../../../shared/domain/season';
import { localText } from '../../../shared/i18n/readable-params';
import type { Context } from '../context';
import { endOfFixing } from './judge-decision';
import { isDecidable, lateDecision, type LateDecision } from './late-decision';
import type { Locale } from '../ports/accounts';
import type { StaffMember } from '../ports/review';
import { heldByColleague, reviewClock, type ReviewClock } from './list-reviews';
import type { Repositories } from '../ports/storage';
import { decideBy, registrationDeadlines } from '../registrations/registration-facts';
import { differenceOf, type Difference } from './review-difference';
import { reviewHistory, type ReviewEvent } from './review-history';
import { reviewRound, submissionsOf } from './review-round';
import { reviewedPhoto } from './reviewed-photo';
import { isOwnRegistration, mayReview, staffActor } from '../staff/staff-rights';
import { isUndoEnded, undoRefusal, type UndoEnded } from './undo-decision';

/** One registration as a reviewer may see it: masked, in words (PR7). */
export interface ReviewSheet {
  id: string;
  state: State;
  revision: number;
  round: number;
  /** Of the candidate. */
  submissions: number;
  /** Null while the registration is not under review: then only its state is told. */
  content: ReviewContent | null;
}

export interface ReviewContent {
  groups: { group: FieldGroup; rows: SheetRow[] }[];
  photo: {
    id: string;
    findings: PhotoFinding[];
    measurements: PhotoMeasurements;
    thresholds: PhotoThresholds;
  } | null;
  submittedAt: number | null;
  decision: (Decision & { reviewer: string | null; reason: string }) | null;
  /** What changed since the rejection that the registration comes back from; null where nothing can be said. */
  difference: Difference | null;
  deadlines: {
    decideBy: number;
    siteClosesAt: number;
    resubmissionEndsAt: number | null;
    paymentDueAt: number;
  };
  /** While it waits for a decision, in a season that limits how long. */
  limit: ReviewClock | null;
  /** Submissions and decisions, newest first. */
  history: ReviewEvent[];
  reasons: RejectReason[];
  mayDecide: boolean;
  /** What the end of the review leaves; null before it. */
  late: LateDecision | null;
  /** For leads where a decision stands: whether it can be taken back, or why not. */
  undo: { refused: UndoEnded | null } | null;
  /** A colleague who is at it, and until when that holds. */
  held: { name: string; until: number } | null;
  /** Set when a rejection now is final (policy `siteClose`): since when nothing can be fixed. */
  fixingEndedAt: number | null;
}

export interface SheetRow {
  field: AskedField;
  value: string;
  /** An optional field that was left out. */
  empty: boolean;
  /** The value is not shown in full. */
  masked: boolean;
  /** A name stands in pinyin, or its number of characters. */
  characters: number | null;
  pinyin: boolean;
}

export type Shown =
  | { kind: 'sheet'; sheet: ReviewSheet }
  /** Not there, or not the member's to see: no difference is told. */
  | { kind: 'absent' }
  | { kind: 'own' };

/** States in which the site works with the data. */
export const UNDER_REVIEW: readonly State[] = [
  'pending',
  'rejected',
  'approved',
  'paying',
  'part_paid',
  'paid',
];

/** Opens the page of one registration: what may be seen, with the view on record (S38, PR10). */
export function showReview(
  context: Context,
  input: { registrationId: string; member: StaffMember; locale: Locale },
): Promise<Shown> {
  const { registrationId, member } = input;
  return context.unitOfWork.run(async (tx): Promise<Shown> => {
    const found = await findReviewed(tx, context, { registrationId, member });
    if (found.kind !== 'visible') return found;
    const { registration, season } = found;
    const { id, state, revision } = registration;
    const round = await reviewRound(tx, id);
    const submissions = await submissionsOf(tx, { registrationId, round });
    const head = { id, state, revision, round, submissions };
    if (!UNDER_REVIEW.includes(state)) return { kind: 'sheet', sheet: { ...head, content: null } };
    const at = context.clock.now();
    await tx.views.add({ registrationId, revision, staffId: member.id, at });
    await audit(tx, context, { action: 'review.viewed', registration, member });
    const held = state === 'pending' ? await claimOrHolder(tx, { registrationId, season, member, at }) : null;
    const content = await contentOf(tx, context, {
      registration,
      season,
      member,
      locale: input.locale,
      held,
    });
    return { kind: 'sheet', sheet: { ...head, content } };
  });
}

/** A claim returns by itself after so long, unless the season says otherwise. */
const CLAIM_MINUTES = 15;

/** Whoever opens the page is at it from now on, unless a colleague is: then who. Deciding needs no claim. */
async function claimOrHolder(
  tx: Repositories,
  input: { registrationId: string; season: Season; member: StaffMember; at: number },
): Promise<ReviewContent['held']> {
  const { registrationId, season, member, at } = input;
  const { reviewClaimMinutes = CLAIM_MINUTES } = season.policies;
  const lease = { memberId: member.id, now: at, until: at + reviewClaimMinutes * MINUTE_MS };
  if (await tx.reviewQueue.claim(registrationId, lease)) return null;
  const queued = await tx.reviewQueue.find(registrationId);
  const claim = queued && heldByColleague(queued, member, at);
  return claim && { name: (await tx.staff.find(claim.memberId))?.name ?? '', until: claim.until };
}

/** Id of the photo that belongs on the page, with the look on record (PR5, PR10); null when there is none to see. */
export function openReviewPhoto(
  context: Context,
  { registrationId, member }: { registrationId: string; member: StaffMember },
): Promise<string | null> {
  return context.unitOfWork.run(async (tx) => {
    const found = await findReviewed(tx, context, { registrationId, member });
    if (found.kind !== 'visible' || !UNDER_REVIEW.includes(found.registration.state)) return null;
    const { registration } = found;
    const photo = registration.photoId === null ? null : await tx.photos.find(registration.photoId);
    if (photo) await audit(tx, context, { action: 'review.photo_viewed', registration, member });
    return photo?.fileName ?? null;
  });
}

type Visible = { kind: 'visible'; registration: Registration; season: Season };

/** A registration that was submitted at a site of the member, and is not their own. */
export async function findReviewed(
  tx: Repositories,
  context: Context,
  { registrationId, member }: { registrationId: string; member: StaffMember },
): Promise<Visible | { kind: 'absent' } | { kind: 'own' }> {
  const registration = await tx.registrations.find(registrationId);
  const season = registration && (await tx.seasons.find(registration.seasonId));
  if (!registration || !season || !mayReview(member, registration)) return { kind: 'absent' };
  // What was never submitted is the candidate's alone.
  if (registration.submittedForReviewAt === null) return { kind: 'absent' };
  if (await isOwnRegistration(tx, context, { member, registration })) return { kind: 'own' };
  return { kind: 'visible', registration, season };
}

async function audit(
  tx: Repositories,
  context: Context,
  { action, registration, member }: { action: string; registration: Registration; member: StaffMember },
): Promise<void> {
  await tx.audit.append({
    id: context.newId(),
    action,
    actor: staffActor(member, 'staff_page'),
    registrationId: registration.id,
    from: registration.state,
    to: null,
    revision: registration.revision,
    reason: null,
    at: context.clock.now(),
  });
}

interface Presented {
  registration: Registration;
  season: Season;
  member: StaffMember;
  locale: Locale;
  held: ReviewContent['held'];
}

async function contentOf(
  tx: Repositories,
  context: Context,
  { registration, season, member, locale, held }: Presented,
): Promise<ReviewContent> {
  const now = context.clock.now();
  const deadlines = registrationDeadlines(registration, season, now);
  const late = lateDecision(registration, season, now);
  const fixingEndsAt = endOfFixing(registration, season, now);
  const { decision } = registration;
  const reviewer = decision === null ? null : await tx.staff.find(decision.decidedBy);
  return {
    groups: groupsOf({ registration, season, locale }),
    photo: await photoOf(tx, registration),
    submittedAt: registration.submittedForReviewAt,
    decision: decision && {
      ...decision,
      reviewer: reviewer?.name ?? null,
      reason: rejectionText(decision, season, locale),
    },
    difference: registration.state === 'pending' ? differenceOf(context.hash, registration) : null,
    deadlines: {
      decideBy: decideBy(registration, season, now),
      siteClosesAt: deadlines.siteClosesAt,
      resubmissionEndsAt: registration.state === 'rejected' ? deadlines.resubmissionEndsAt : null,
      paymentDueAt: deadlines.paymentDueAt,
    },
    limit: clockOf(registration, season, now),
    history: await reviewHistory(tx, { registration, season, locale }),
    reasons: season.rejectReasons,
    mayDecide: registration.state === 'pending' && (late === null || isDecidable(late)),
    late,
    undo: undoOf(registration, season, { member, now }),
    held,
    fixingEndedAt: fixingEndsAt <= now ? fixingEndsAt : null,
  };
}

function clockOf(
  { state, submittedForReviewAt: submittedAt }: Registration,
  season: Season,
  now: number,
): ReviewClock | null {
  return state === 'pending' && submittedAt !== null ? reviewClock(season, { submittedAt, now }) : null;
}

function undoOf(
  registration: Registration,
  season: Season,
  { member, now }: { member: StaffMember; now: number },
): ReviewContent['undo'] {
  if (registration.state === 'pending' || !member.roles.includes('lead')) return null;
  const refused = undoRefusal(registration, season, { member, now });
  return refused === null || isUndoEnded(refused) ? { refused } : null;
}

function groupsOf({
  registration,
  season,
  locale,
}: Pick<Presented, 'registration' | 'season' | 'locale'>): ReviewContent['groups'] {
  const { answers } = registration;
  const shown = relevantFields(answers, season);
  const view = {
    locale,
    season,
    say: (key: Parameters<typeof render>[1], params?: Parameters<typeof render>[2]) =>
      render(locale, key, params),
    local: (text: Parameters<typeof localText>[0]) => localText(text, locale),
  };
  const groups = [...new Set(FIELDS.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const rows = FIELDS.filter((field) => field.group === group && shown.includes(field.field)).map(
      ({ field }): SheetRow => ({
        field,
        value: displayAnswer(field, answers, view),
        empty: !isAnswered(answers, field),
        masked: maskedAnswer(field, answers) !== null,
        characters: field === 'name' ? [...(answers.name ?? '')].length : null,
        pinyin: field === 'name' && answers.pinyinSubstitute === true,
      }),
    );
    return rows.length === 0 ? [] : [{ group, rows }];
  });
}

async function photoOf(tx: Repositories, registration: Registration): Promise<ReviewContent['photo']> {
  const photo = await reviewedPhoto(tx, registration);
  return photo && { ...photo, thresholds: standardPhotoThresholds };
}
