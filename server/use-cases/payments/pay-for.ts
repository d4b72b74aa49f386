import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { DAY_MS } from '../../../shared/domain/time';
import type { Refusal } from '../../../shared/domain/refusal';
import { judge } from '../../../shared/domain/transition';
import { findOwned } from '../registrations/act-on-registration';
import { checkOrder } from './close-order';
import type { Context } from '../context';
import { mintLink } from '../accounts/mint-link';
import type { Account, Link, Login } from '../ports/accounts';
import type { Order } from '../ports/payments';
import type { Repositories } from '../ports/storage';
import { registrationDeadlines, registrationFacts } from '../registrations/registration-facts';
import { startPayment, type PaymentContext, type StartedPayment } from './start-payment';

/** A link shown to the wrong person is of little use after a few days; it ends with the payment anyway. */
const LIFE_MS = 3 * DAY_MS;

export type MintedPayLink =
  | { ok: true; token: string; amountFen: number; expiresAt: number }
  | { ok: false; why: 'not_found' }
  | { ok: false; why: 'refused'; reasons: readonly Refusal[] };

/** What a link was made for; another sum or another choice by then makes it stale. */
interface Payload {
  registrationId: string;
  revision: number;
  subjectCodes: string[];
  amountFen: number;
}

/** `open`: the order this person has begun with the link; `paid`: the one they have paid. */
export type PayLinkState = 'payable' | 'open' | 'paid';

export interface PayLink {
  state: PayLinkState;
  registration: Registration;
  season: Season;
  subjects: { code: string; feeFen: number }[];
  amountFen: number;
  expiresAt: number;
  /** The holder's own order of this link. */
  order: Order | null;
}

export type PayLinkProblem =
  | 'pay_link.unknown'
  | 'pay_link.used'
  | 'pay_link.expired'
  | 'pay_link.paid'
  | 'pay_link.closed'
  | 'pay_link.busy'
  | 'pay_link.stale';

export type FoundPayLink = ({ ok: true } & PayLink) | { ok: false; code: PayLinkProblem };

/** Makes a link for one payment by another person. What cannot be paid now gets none; an open order comes first. */
export async function mintPayLink(
  context: Context,
  input: { account: Account; registrationId: string; subjectCodes: string[] },
): Promise<MintedPayLink> {
  return context.unitOfWork.run(async (tx): Promise<MintedPayLink> => {
    const { account, registrationId, subjectCodes } = input;
    const found = await findOwned(tx, { account, registrationId, channel: 'mini_program' });
    if (!found) return { ok: false, why: 'not_found' };
    const { registration, season } = found;
    const now = context.clock.now();
    const reasons = refusalsOf({ registration, season, subjectCodes, now });
    if (reasons.length > 0) return { ok: false, why: 'refused', reasons };
    if (await tx.orders.openOf(registration.id)) {
      return {
        ok: false,
        why: 'refused',
        reasons: [{ code: 'payment.order_open', remedy: 'close_order' }],
      };
    }
    const amountFen = sumOf(subjectsOf(registration, subjectCodes));
    const due = registrationDeadlines(registration, season, now).paymentDueAt;
    const lifeMs = Math.min(LIFE_MS, due - now);
    const payload = { registrationId, revision: registration.revision, subjectCodes, amountFen };
    const token = await mintLink(tx, context, { accountId: account.id, purpose: 'pay_for', payload, lifeMs });
    return { ok: true, token, amountFen, expiresAt: now + lifeMs };
  });
}

/** Looks at a link without using it up; `login` is whoever holds it. */
export function readPayLink(
  context: Context,
  holder: { token: string; login: Login },
): Promise<FoundPayLink> {
  return context.unitOfWork.read((tx) => findPayLink(tx, context, holder));
}

/**
 * Opens the payment with the holder's own WeChat, by the same routine as the owner's. The link is spent in the unit of work
 * that stores the order: whoever begins has it, may come back to it, and nobody else can use it again.
 */
export async function payByLink(
  context: PaymentContext,
  holder: { token: string; login: Login },
): Promise<StartedPayment | { ok: false; why: 'link'; code: PayLinkProblem }> {
  const found = await readPayLink(context, holder);
  if (!found.ok) return { ok: false, why: 'link', code: found.code };
  if (found.state === 'paid') return { ok: false, why: 'link', code: 'pay_link.paid' };
  const { registration } = found;
  const { openid } = holder.login;
  const tokenHash = context.secrets.tokenHash(holder.token);
  // Who pays is known by a keyed hash only; the act is the candidate's, who made the link.
  const actor: Actor = {
    role: 'candidate',
    id: context.hash.hash('openid', openid),
    channel: 'mini_program',
  };
  return startPayment(context, {
    accountId: registration.accountId,
    registrationId: registration.id,
    subjectCodes: found.subjects.map((subject) => subject.code),
    payerOpenid: openid,
    actor,
    spend: (tx) => tx.links.use(tokenHash, context.clock.now()),
  });
}

/** The phone's word proves nothing: asks the platform about the holder's order, then looks again (promise 3). */
export async function checkPayLink(
  context: PaymentContext,
  holder: { token: string; login: Login },
): Promise<FoundPayLink> {
  const before = await readPayLink(context, holder);
  if (!before.ok || before.state !== 'open' || !before.order) return before;
  await checkOrder(context, before.order.id);
  return readPayLink(context, holder);
}

async function findPayLink(
  tx: Repositories,
  context: Context,
  { token, login }: { token: string; login: Login },
): Promise<FoundPayLink> {
  const link = await tx.links.find(context.secrets.tokenHash(token));
  if (link?.purpose !== 'pay_for') return no('pay_link.unknown');
  const payload = JSON.parse(link.payload) as Payload;
  const [registration, season, orders] = await Promise.all([
    tx.registrations.find(payload.registrationId),
    tx.seasons.findOfRegistration(payload.registrationId),
    tx.orders.listOf(payload.registrationId),
  ]);
  if (!registration || !season || registration.accountId !== link.accountId) return no('pay_link.expired');
  const order = ownOrderOf(link, payload, { orders, openid: login.openid });
  const subjects = subjectsOf(registration, payload.subjectCodes);
  const { amountFen } = payload;
  const { expiresAt } = link;
  const shown = { ok: true, registration, season, subjects, amountFen, expiresAt, order } as const;
  if (order?.state === 'paid') return { ...shown, state: 'paid' };
  if (subjects.length > 0 && subjects.every((subject) => subject.state === 'paid'))
    return no('pay_link.paid');
  // Whoever began is told what became of it, not that somebody was faster.
  if (order?.state === 'closed') return no('pay_link.closed');
  if (order?.state === 'closing') return no('pay_link.busy');
  if (order?.state === 'opening' || order?.state === 'open') return { ...shown, state: 'open' };
  const problem = problemOf({ link, payload, registration, season, now: context.clock.now() });
  if (problem) return no(problem);
  const busy = orders.some((one) => one.state !== 'closed' && one.state !== 'paid');
  return busy ? no('pay_link.busy') : { ...shown, state: 'payable' };
}

function no(code: PayLinkProblem): FoundPayLink {
  return { ok: false, code };
}

/** The newest order that this WeChat has begun for the very choice of the link, after it was made. */
function ownOrderOf(
  link: Link,
  payload: Payload,
  { orders, openid }: { orders: Order[]; openid: string },
): Order | null {
  if (link.usedAt === null) return null;
  const wanted = payload.subjectCodes.toSorted().join();
  const own = orders.filter(
    (order) =>
      order.payerOpenid === openid &&
      order.createdAt >= link.createdAt &&
      order.subjects
        .map((subject) => subject.code)
        .toSorted()
        .join() === wanted,
  );
  return own.at(-1) ?? null;
}

/** Nothing about the registration is told but that the link no longer fits it. */
function problemOf(known: {
  link: Link;
  payload: Payload;
  registration: Registration;
  season: Season;
  now: number;
}): PayLinkProblem | null {
  const { link, payload, registration, season, now } = known;
  if (link.usedAt !== null) return 'pay_link.used';
  if (now >= link.expiresAt) return 'pay_link.expired';
  const { subjectCodes, amountFen, revision } = payload;
  const same =
    registration.revision === revision && sumOf(subjectsOf(registration, subjectCodes)) === amountFen;
  const refusals = refusalsOf({ registration, season, subjectCodes, now });
  // An open order of another choice is told as such; it may end.
  const blocked = refusals.some((one) => one.code !== 'payment.order_open');
  return same && !blocked ? null : 'pay_link.stale';
}

function subjectsOf(registration: Registration, codes: readonly string[]): Registration['subjects'] {
  return registration.subjects.filter((subject) => codes.includes(subject.code));
}

function sumOf(subjects: readonly { feeFen: number }[]): number {
  return subjects.reduce((sum, subject) => sum + subject.feeFen, 0);
}

function refusalsOf(known: {
  registration: Registration;
  season: Season;
  subjectCodes: string[];
  now: number;
}): readonly Refusal[] {
  const { registration, season, subjectCodes, now } = known;
  const facts = registrationFacts(registration, season, now);
  const verdict = judge('open_order', facts, { role: 'candidate', subjectCodes });
  return verdict.ok ? [] : verdict.reasons;
}
