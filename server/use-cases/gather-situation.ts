import type { SeatsLeft, Situation } from '../../bot/ports';
import { maskEmail, maskMobile } from '../../shared/domain/masks';
import type { Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { plainDateAt } from '../../shared/domain/time';
import { MESSAGES_PER_TURN } from './chat-budget';
import type { Context } from './context';
import { heldAnswersOf } from './held-answers';
import type { Account } from './ports/accounts';
import type { ChatState } from './ports/chat';
import type { SeatCount } from './ports/registrations';
import type { SessionStore } from './ports/sessions';
import type { Repositories } from './ports/storage';
import { registrationFacts } from './registration-facts';
import { supportIsOpen } from './support-hours';
import { ticksInForce } from './ticks';

export interface Asker {
  account: Account;
  channel: Situation['channel'];
  chat: ChatState | null;
}

/** Gathers what the bot may know of one candidate. Reads only. */
export async function gatherSituation(
  tx: Repositories,
  context: Context & { sessions: SessionStore },
  { account, channel, chat }: Asker,
): Promise<Situation> {
  const now = context.clock.now();
  const seasons = await tx.seasons.listCurrent(now);
  const registration = await currentRegistration(tx, account.id, seasons);
  const season = seasons.find((one) => one.id === registration?.seasonId) ?? null;
  const [consents, verification, handoff, held] = await Promise.all([
    tx.consents.listOf(account.id),
    tx.verifications.latestOf(account.id, 'guardian_consent'),
    tx.handoffs.openOf(account.id),
    heldAnswersOf(context, account.id),
  ]);
  const login = await tx.verifications.latestOf(account.id, 'login');
  const guardianGiven = consents.some((consent) => consent.noticeId === 'guardian_consent');
  const guardianWaiting =
    verification !== null && verification.usedAt === null && verification.expiresAt > now;
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
      loginLinkSent: login !== null && login.usedAt === null && login.expiresAt > now,
    },
    contact: {
      email: account.emailVerifiedAt === null ? null : account.email,
      mobile: account.mobileVerifiedAt === null ? null : account.mobile,
    },
    seasons,
    season,
    ticked: season ? ticksInForce(consents, season) : [],
    guardian: guardianState({ given: guardianGiven, waiting: guardianWaiting, held: held !== null }),
    heldAnswers: guardianGiven ? null : held,
    registration,
    deadlines: registration && season ? registrationFacts(registration, season, now).deadlines : null,
    facts: registration && season ? registrationFacts(registration, season, now) : null,
    seats: season ? seatsLeft(await tx.seats.counts(season.id)) : [],
    ...(await money(tx, registration)),
    tickets: registration ? await tx.tickets.listOf(registration.id) : [],
    handoff:
      handoff && handoff.state !== 'closed' ? { state: handoff.state, answerBy: handoff.answerBy } : null,
    supportOpen: season ? supportIsOpen(season.supportHours, now) : false,
    messagesLeft: chat ? Math.max(0, MESSAGES_PER_TURN - chat.sentSince) : null,
  };
}

/** The newest registration of the account in a season that is not over, live ones first. */
async function currentRegistration(
  tx: Repositories,
  accountId: string,
  seasons: Season[],
): Promise<Registration | null> {
  const all = await tx.registrations.listOf(accountId);
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

/** Counters of a season as places left, one entry a site. */
export function seatsLeft(counts: SeatCount[]): SeatsLeft[] {
  const sites = new Map<string, SeatsLeft>();
  for (const count of counts) {
    const site = sites.get(count.siteCode) ?? { siteCode: count.siteCode, left: null, bySubject: {} };
    const left = count.capacity === null ? null : Math.max(0, count.capacity - count.taken);
    if (count.subjectCode === null) site.left = left;
    else site.bySubject[count.subjectCode] = left;
    sites.set(count.siteCode, site);
  }
  return [...sites.values()];
}

async function money(
  tx: Repositories,
  registration: Registration | null,
): Promise<Pick<Situation, 'order' | 'refunds' | 'paid'>> {
  if (!registration || registration.state === 'draft') return { order: null, refunds: [], paid: [] };
  const [orders, refunds] = await Promise.all([
    tx.orders.listOf(registration.id),
    tx.refunds.listOf(registration.id),
  ]);
  const open = orders.find((order) => order.id === registration.openOrderId);
  return {
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
      settled: refund.state === 'succeeded',
      cause: refund.cause,
    })),
    paid: orders.flatMap((order) =>
      order.state === 'paid' && order.succeededAt !== null && !refunds.some((one) => one.orderId === order.id)
        ? [
            {
              orderId: order.id,
              subjectCodes: order.subjects.map((subject) => subject.code),
              amountFen: order.amountFen,
              paidAt: order.succeededAt,
            },
          ]
        : [],
    ),
  };
}
