import { writeReviewCard } from '../../../bot/channels/wecom-review-card';
import { parseReviewTaskId, reviewTaskIdOf } from '../../../shared/domain/ids';
import { siteOf } from '../../../shared/domain/season';
import { localText } from '../../../shared/i18n/readable-params';
import { staffText } from '../../../shared/i18n/staff/text';
import { comesByPassword } from '../staff/invite-staff';
import type { Delivery } from '../ports/messaging';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { ReviewCard, StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { cardFacts, cardText, closedCardView, openCardView, type CardFacts } from './review-card-view';
import {
  deliveryOf,
  noteDelivery,
  sendStaffText,
  waitForSlot,
  type Progress,
  type ReviewContext,
} from '../staff/staff-messages';
import { reviewersThere } from '../staff/staff-leave';
import { isOwnRegistration } from '../staff/staff-rights';
import { tellOnCard } from './update-review-card';

export interface ReviewRequest {
  outboxId: string;
  registrationId: string;
}

/** The platform knows the task id already: the try before this one arrived and its answer was lost (wecom.md 4.1). */
const TASK_ID_USED = 42014;
const MINUTE_MS = 60_000;
/** A site without anybody to tell is looked at again: the staff file may have been imported meanwhile. */
const NOBODY_AGAIN_MS = 10 * MINUTE_MS;
/** How soon it is looked again whether a member has decided some of theirs. */
const ROOM_AGAIN_MS = 5 * MINUTE_MS;

interface Plan {
  facts: CardFacts;
  cards: ReviewCard[];
  /** Somebody of the site is there and reads mail. */
  byMail: boolean;
  /** Somebody has as many undecided cards as the season allows, and none of this one yet. */
  isHeldBack: boolean;
  /** What this job did before, by task id or member. */
  done: Map<string, Delivery['outcome']>;
}

/**
 * One card to each reviewer and lead of the site (S38). Each card's row is stored before it is sent, so that a repeat uses
 * the same task id and reaches nobody twice. Silent when the registration no longer waits. Whoever has as many undecided ones
 * as the season allows gets this one as those are decided.
 */
export async function sendReviewCards(context: ReviewContext, request: ReviewRequest): Promise<Progress> {
  const plan = await context.unitOfWork.run((tx) => planCards(tx, context, request));
  if (!plan) return { kind: 'done' };
  let wait = 0;
  let reached = 0;
  let lost: TransportError | null = null;
  for (const card of plan.cards) {
    const before = plan.done.get(card.taskId);
    const slot = before === undefined ? await waitForSlot(context, card.userid) : 0;
    wait = Math.max(wait, slot);
    if (slot > 0) continue;
    const outcome = before ?? (await sendCard(context, { request, facts: plan.facts, card }));
    if (outcome === 'sent') reached += 1;
    if (outcome instanceof TransportError) lost = outcome;
  }
  // Asked again for the same task id, the platform tells whether that card arrived.
  if (lost) throw lost;
  if (wait > 0) return later(context, 'review.paced', wait);
  if (plan.isHeldBack) return later(context, 'review.enough_cards', ROOM_AGAIN_MS);
  // Whom WeCom does not know hears of it by the morning mail and the nudges.
  if (reached > 0 || plan.byMail) return { kind: 'done' };
  await tellNobodyReviews(context, { request, plan });
  return later(context, 'review.nobody', NOBODY_AGAIN_MS);
}

function later(context: ReviewContext, code: string, waitMs: number): Progress {
  return { kind: 'later', code, dueAt: context.clock.now() + waitMs };
}

async function planCards(
  tx: Repositories,
  context: ReviewContext,
  { outboxId, registrationId }: ReviewRequest,
): Promise<Plan | null> {
  const { publicUrl } = context.addresses;
  const facts = await cardFacts(tx, registrationId, {
    now: context.clock.now(),
    publicUrl,
    hash: context.hash,
  });
  if (facts?.registration.state !== 'pending') return null;
  const done = new Map<string, Delivery['outcome']>();
  for (const { detail, outcome } of await tx.deliveries.listOf(outboxId)) {
    // Of a card whose answer was lost the platform is asked again.
    if (detail !== null && !(outcome === 'unknown' && parseReviewTaskId(detail))) done.set(detail, outcome);
  }
  const open = (await tx.cards.openOf(registrationId)).filter((card) => isOfRound(card, facts.round));
  const cards = [...open];
  const there = await recipients(tx, context, facts);
  const { reviewCardsAtMost: most } = facts.season.policies;
  const hasEnough = async (userid: string) =>
    most !== undefined && (await tx.cards.countOpenOf(userid, most)) >= most;
  let isHeldBack = false;
  for (const { userid } of there) {
    if (userid === null || open.some((card) => card.userid === userid)) continue;
    if (await hasEnough(userid)) isHeldBack = true;
    else cards.push(await insertCard(tx, context, { facts, userid, taken: cards.map(recipientOf) }));
  }
  return { facts, cards, byMail: there.some(comesByPassword), isHeldBack, done };
}

export function isOfRound(card: ReviewCard, round: number): boolean {
  return parseReviewTaskId(card.taskId)?.attempt === round;
}

function recipientOf(card: ReviewCard): number {
  return parseReviewTaskId(card.taskId)?.recipient ?? 0;
}

/** Everybody of the site who is there, but not the candidate (domain.md 2); cards reach those with a WeCom identity. */
async function recipients(
  tx: Repositories,
  context: ReviewContext,
  facts: CardFacts,
): Promise<StaffMember[]> {
  const { registration } = facts;
  const there: StaffMember[] = [];
  const { siteCode = '' } = registration.answers;
  for (const member of await reviewersThere(tx, { siteCode, now: context.clock.now() })) {
    if (!(await isOwnRegistration(tx, context, { member, registration }))) there.push(member);
  }
  return there;
}

async function insertCard(
  tx: Repositories,
  context: ReviewContext,
  { facts, userid, taken }: { facts: CardFacts; userid: string; taken: number[] },
): Promise<ReviewCard> {
  const { id: registrationId, revision } = facts.registration;
  for (let recipient = Math.max(0, ...taken) + 1; ; recipient += 1) {
    const taskId = reviewTaskIdOf({ registrationId, revision, recipient, attempt: facts.round });
    const sentAt = context.clock.now();
    const card = { taskId, registrationId, revision, userid, responseCode: null, sentAt, settledAt: null };
    if (await tx.cards.insert(card)) return card;
  }
}

async function sendCard(
  context: ReviewContext,
  { request, facts, card }: { request: ReviewRequest; facts: CardFacts; card: ReviewCard },
): Promise<Delivery['outcome'] | TransportError> {
  const template_card = writeReviewCard(openCardView(facts, { taskId: card.taskId, note: null }));
  const sent = await sendCardTo(context, { userid: card.userid, template_card });
  const noted = {
    outboxId: request.outboxId,
    channel: 'card',
    topic: 'review.requested',
    detail: card.taskId,
  } as const;
  if (sent instanceof TransportError) {
    await noteDelivery(context, { ...noted, outcome: 'unknown' });
    return sent;
  }
  const { outcome, responseCode } = sent;
  const overtaken = await context.unitOfWork.run(async (tx) => {
    if (responseCode !== null) await tx.cards.setResponseCode(card.taskId, responseCode);
    await tx.deliveries.add(deliveryOf(context, { ...noted, outcome }));
    return (await tx.cards.find(card.taskId))?.settledAt != null;
  });
  if (overtaken) await closeOvertaken(context, { ...card, responseCode });
  return outcome;
}

/** Decided while the card was on its way: it shows so at once. */
async function closeOvertaken(
  context: ReviewContext,
  { registrationId, userid, responseCode }: ReviewCard,
): Promise<void> {
  const { clock, hash, addresses } = context;
  const now = clock.now();
  const facts = await context.unitOfWork.read((tx) =>
    cardFacts(tx, registrationId, { now, publicUrl: addresses.publicUrl, hash }),
  );
  if (!facts) return;
  const view = closedCardView(facts, { note: null });
  await tellOnCard(context, {
    userid,
    responseCode,
    view,
    text: cardText(facts, { note: null, isOver: true }),
  });
}

/** Sends one card to one member. A lost answer is returned: asked again under the same number, the platform tells whether it arrived. */
export async function sendCardTo(
  context: Pick<ReviewContext, 'wecom'>,
  { userid, template_card }: { userid: string; template_card: ReturnType<typeof writeReviewCard> },
): Promise<{ outcome: 'sent' | 'undeliverable'; responseCode: string | null } | TransportError> {
  try {
    const message = { msgtype: 'template_card', template_card } as const;
    const { reached, responseCode } = await context.wecom.messageSend({ toUsers: [userid], ...message });
    return { outcome: reached.length > 0 ? 'sent' : 'undeliverable', responseCode };
  } catch (error) {
    // One reviewer's lost answer does not hold up the others.
    if (error instanceof TransportError && error.sent === 'maybe') return error;
    if (!(error instanceof PlatformError)) throw error;
    // The code for updates went with the lost answer: the outcome will come as a message.
    if (error.code === TASK_ID_USED) return { outcome: 'sent', responseCode: null };
    if (error.class === 'TARGET') return { outcome: 'undeliverable', responseCode: null };
    throw error;
  }
}

/** Nobody can be told: an alarm, and a message to leads and administrators, once for this job. */
async function tellNobodyReviews(
  context: ReviewContext,
  { request, plan }: { request: ReviewRequest; plan: Plan },
): Promise<void> {
  const { registration, season } = plan.facts;
  const siteCode = registration.answers.siteCode ?? '';
  context.logger.error('review.nobody', { registrationId: registration.id, siteCode });
  const now = context.clock.now();
  const wanted = await context.unitOfWork.read(async (tx) => [
    ...(await reviewersThere(tx, { siteCode, now, leads: true })),
    ...(await tx.staff.withRole('administrator')),
  ]);
  const userids = new Set(wanted.flatMap(({ userid }) => (userid === null ? [] : [userid])));
  const site = siteOf(season, siteCode);
  const params = { site: `${site ? localText(site.name, 'zh-CN') : ''} ${siteCode}`.trim() };
  const content = staffText('zh-CN', 'nobody.text', params);
  const note = (detail: string, outcome: Delivery['outcome']): Promise<void> =>
    noteDelivery(context, {
      outboxId: request.outboxId,
      channel: 'staff_text',
      topic: 'review.nobody',
      outcome,
      detail,
    });
  if (userids.size === 0 && !plan.done.has('nobody')) await note('nobody', 'undeliverable');
  for (const userid of userids) {
    if (plan.done.has(userid) || (await waitForSlot(context, userid)) > 0) continue;
    await note(userid, await sendStaffText(context, { userid, content }));
  }
}
