import type { SeatsLeft, Situation } from '../../../bot/ports';
import { maskEmail, maskMobile } from '../../../shared/domain/masks';
import { refundStanding } from '../../../shared/domain/refund-standing';
import type { HeldSeat, Registration } from '../../../shared/domain/registration';
import { isOpenTo, type Season } from '../../../shared/domain/season';
import { plainDateAt } from '../../../shared/domain/time';
import { MESSAGES_PER_TURN } from './chat-budget';
import type { Context } from '../context';
import { heldAnswersOf } from '../privacy/held-answers';
import { verifiedAddresses } from '../accounts/open-account';
import type { Account } from '../ports/accounts';
import type { ChatState } from '../ports/chat';
import type { Order } from '../ports/payments';
import type { SeatCount } from '../ports/registrations';
import type { SessionStore } from '../ports/sessions';
import type { Repositories } from '../ports/storage';
import { proposedTo } from '../support/proposal-standing';
import { registrationFacts } from '../registrations/registration-facts';
import { isUnasked } from '../support/own-handoff';
import { placeInQueue } from '../support/queue-place';
import { handBackOf } from '../support/tell-back';
import { supportIsOpen } from '../support/support-hours';
import { ticksInForce } from '../privacy/ticks';

export interface Asker {
  account: Account;
  channel: Situation['channel'];
  chat: ChatState | null;
}

type GatherContext = Context & { sessions: SessionStore };

/** What storage holds about one account, before it is known to be the asker's. */
export type Holdings = Awaited<ReturnType<typeof readHoldings>>;

/**
 * Reads all that belongs to an account, side by side: storage answers in one round trip (performance.md 1). Money and tickets
 * come along for the registration that is expected to have them; what few have is looked for first.
 */
export async function readHoldings(
  tx: Repositories,
  context: GatherContext,
  { accountId, registrationId = null }: { accountId: string; registrationId?: string | null },
) {
  const now = context.clock.now();
  const [seasons, registrations, consents, matters, held, dealings] = await Promise.all([
    tx.seasons.listCurrent(now),
    tx.registrations.listOf(accountId),
    tx.consents.listOf(accountId),
    tx.accounts.mattersOf(accountId, now),
    heldAnswersOf(context, accountId),
    registrationId === null ? null : readDealings(tx, registrationId),
  ]);
  const { hasHandoffs, hasProposals } = matters;
  const [handoff, latest, proposal] = await Promise.all([
    hasHandoffs ? tx.handoffs.openOf(accountId) : null,
    hasHandoffs ? tx.handoffs.latestOf(accountId) : null,
    hasProposals ? tx.proposals.latestOf(accountId) : null,
  ]);
  return { seasons, registrations, consents, matters, handoff, latest, proposal, held, dealings };
}

/** Gathers what the bot may know of one candidate. Reads only; `holdings` are those of the account, when read already. */
export async function gatherSituation(
  tx: Repositories,
  context: GatherContext,
  { account, channel, chat, holdings }: Asker & { holdings?: Holdings },
): Promise<Situation> {
  const now = context.clock.now();
  const known = holdings ?? (await readHoldings(tx, context, { accountId: account.id }));
  const { registrations, consents, matters, handoff, held } = known;
  const verified = verifiedAddresses(account);
  const seasons = known.seasons.filter((one) => isOpenTo(one, verified));
  const registration = currentRegistration(registrations, seasons);
  const season = seasons.find((one) => one.id === registration?.seasonId) ?? null;
  const [later, handBack, place, counts] = await Promise.all([
    afterDraft(tx, registration, known.dealings),
    handBackOf(tx, context, { latest: known.latest, registration, proposal: known.proposal }),
    placeInQueue(tx, handoff, now),
    season ? tx.seats.shown(season.id) : [],
  ]);
  const guardianGiven = consents.some((consent) => consent.noticeId === 'guardian_consent');
  return {
    now,
    today: plainDateAt(now),
    channel,
    locale: account.locale,
    account: {
      id: account.id,
      email: account.email && maskEmail(account.email),
      emailVerified: account.emailVerifiedAt !== null,
      mobile: account.mobile && maskMobile(account.mobile),
      mobileVerified: account.mobileVerifiedAt !== null,
      loginLinkSent: matters.loginWaits,
    },
    contact: {
      email: account.emailVerifiedAt === null ? null : account.email,
      mobile: account.mobileVerifiedAt === null ? null : account.mobile,
    },
    seasons,
    season,
    ticked: season ? ticksInForce(consents, season) : [],
    guardian: guardianState({
      given: guardianGiven,
      waiting: matters.guardianWaits,
      held: held !== null,
    }),
    heldAnswers: guardianGiven ? null : held,
    registration,
    ...standing(registration, season, now),
    seats: seatsLeft(counts, registration?.seat),
    proposal: proposedTo(known.proposal, { registration, season, now }),
    ...later,
    handoff:
      handoff && handoff.state !== 'closed'
        ? {
            state: handoff.state,
            answerBy: handoff.answerBy,
            ...(isUnasked(handoff) && { unasked: true }),
            ...(place && { place }),
          }
        : null,
    handBack,
    supportOpen: season ? supportIsOpen(season.supportHours, now, season.workCalendar) : false,
    messagesLeft: chat ? Math.max(0, MESSAGES_PER_TURN - chat.sentSince) : null,
  };
}

/**
 * The situation once nothing but the registration's answers has changed in this unit of work: the rest stands as it was
 * read a moment ago.
 */
export function situationWith(before: Situation, registration: Registration): Situation {
  return { ...before, registration, ...standing(registration, before.season, before.now) };
}

function standing(
  registration: Registration | null,
  season: Season | null,
  now: number,
): Pick<Situation, 'deadlines' | 'facts'> {
  if (!registration || !season) return { deadlines: null, facts: null };
  const facts = registrationFacts(registration, season, now);
  return { deadlines: facts.deadlines, facts };
}

/** The newest registration of the account in a season that is not over, live ones first. */
function currentRegistration(all: Registration[], seasons: Season[]): Registration | null {
  const current = all.filter((one) => seasons.some((season) => season.id === one.seasonId));
  const live = current.filter((one) => one.state !== 'deleted' && one.state !== 'expired');
  return newest(live) ?? newest(current);
}

function newest(registrations: Registration[]): Registration | null {
  return registrations.reduce<Registration | null>(
    (best, one) => (best && best.createdAt >= one.createdAt ? best : one),
    null,
  );
}

function guardianState(facts: { given: boolean; waiting: boolean; held: boolean }): Situation['guardian'] {
  if (facts.given) return 'given';
  if (facts.held) return facts.waiting ? 'waiting' : 'needed';
  return 'not_needed';
}

const leftBy = new WeakMap<readonly SeatCount[], readonly SeatsLeft[]>();

/** Counters of a season as places left, one entry a site. To who holds a place there, that one is free. */
export function seatsLeft(counts: readonly SeatCount[], own: HeldSeat | null = null): readonly SeatsLeft[] {
  const all = leftBy.get(counts) ?? sitesOf(counts);
  leftBy.set(counts, all);
  if (!own) return all;
  const there = sitesOf(
    counts.filter(({ siteCode }) => siteCode === own.siteCode).map((count) => withoutOwn(count, own)),
  );
  return all.map((site) => there.find(({ siteCode }) => siteCode === site.siteCode) ?? site);
}

function sitesOf(counts: readonly SeatCount[]): SeatsLeft[] {
  const sites = new Map<string, SeatsLeft>();
  for (const { siteCode, subjectCode, capacity, taken } of counts) {
    const site = sites.get(siteCode) ?? { siteCode, left: null, bySubject: {} };
    const left = capacity === null ? null : Math.max(0, capacity - taken);
    if (subjectCode === null) site.left = left;
    else site.bySubject[subjectCode] = left;
    sites.set(siteCode, site);
  }
  return [...sites.values()];
}

function withoutOwn(count: SeatCount, { subjectCodes }: HeldSeat): SeatCount {
  const isOwn = count.subjectCode === null || subjectCodes.includes(count.subjectCode);
  return isOwn ? { ...count, taken: count.taken - 1 } : count;
}

type Dealings = Awaited<ReturnType<typeof readDealings>>;

async function readDealings(tx: Repositories, registrationId: string) {
  const [orders, payments, refunds, tickets] = await Promise.all([
    tx.orders.listOf(registrationId),
    tx.payments.listOf(registrationId),
    tx.refunds.listOf(registrationId),
    tx.tickets.listOf(registrationId),
  ]);
  return { registrationId, orders, payments, refunds, tickets };
}

/** Money and tickets: a draft has neither. */
async function afterDraft(
  tx: Repositories,
  registration: Registration | null,
  known: Dealings | null,
): Promise<Pick<Situation, 'order' | 'refunds' | 'paid' | 'tickets'>> {
  if (!registration || registration.state === 'draft') {
    return { order: null, refunds: [], paid: [], tickets: [] };
  }
  const isKnown = known?.registrationId === registration.id;
  const dealings = isKnown ? known : await readDealings(tx, registration.id);
  const { orders, payments, refunds, tickets } = dealings;
  const open = orders.find((order) => order.id === registration.openOrderId);
  return {
    tickets,
    order:
      open && open.state !== 'paid' && open.state !== 'closed'
        ? {
            state: open.state,
            amountFen: open.amountFen,
            expiresAt: open.expiresAt,
            subjectCodes: open.subjects.map((subject) => subject.code),
          }
        : null,
    refunds: refunds.map((refund) => ({
      amountFen: refund.amountFen,
      standing: refundStanding(refund),
      cause: refund.cause,
    })),
    // What is honoured stays paid, whatever else came in for the same order and went back.
    paid: payments.flatMap(({ outcome, orderId, amountFen, succeededAt }) =>
      outcome === 'honoured'
        ? [{ orderId, subjectCodes: codesOf(orders, orderId), amountFen, paidAt: succeededAt }]
        : [],
    ),
  };
}

function codesOf(orders: Order[], orderId: string): string[] {
  const order = orders.find((one) => one.id === orderId);
  return order?.subjects.map((subject) => subject.code) ?? [];
}
