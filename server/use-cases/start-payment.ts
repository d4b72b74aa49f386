import { orderExpiry } from '../../shared/domain/calendar';
import type { Actor, Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import type { Refusal } from '../../shared/domain/refusal';
import { changeRegistration } from './change-registration';
import type { Context } from './context';
import { abandonOrder } from './end-order';
import { outboxRow } from './outbox-rows';
import type { PayParams, PaymentProvider } from './ports/pay';
import type { Order } from './ports/payments';
import { undone, type Repositories, type Undone } from './ports/storage';
import { registrationDeadlines } from './registration-facts';

export type PaymentContext = Context & { provider: PaymentProvider };

export type StartedPayment =
  | { ok: true; order: Order; payParams: PayParams }
  /** The platform did not answer clearly: the same order is asked again, never another (promise 2). */
  | { ok: false; why: 'unknown'; order: Order }
  | { ok: false; why: 'refused'; reasons: [Refusal, ...Refusal[]] }
  | { ok: false; why: 'platform_refused'; code: string }
  | { ok: false; why: 'version_conflict' | 'not_found' };

interface Input {
  accountId: string;
  registrationId: string;
  /** Subjects ticked at the read-back (W5); amounts come from the season, never from the caller. */
  subjectCodes: string[];
  payerOpenid: string;
  actor: Actor;
}

/** A prepay id lives two hours; an older one is asked for again under the same number (wechatpay.md 4). */
const PREPAY_LIFE_MS = 110 * 60_000;

/** First look at an order nobody paid or reported; later ones grow (wechatpay.md 6). */
export const FIRST_CHECK_MS = 15_000;

/**
 * Opens the payment of chosen subjects, or resumes the open order (S48). The order is stored before the platform is
 * asked, so that a crash in between leaves a number that is used again.
 */
export async function startPayment(context: PaymentContext, input: Input): Promise<StartedPayment> {
  const begun = await context.unitOfWork.run((tx) => beginOrder(tx, context, input));
  if (!begun.ok) return begun;
  const { order } = begun;
  const fresh = order.prepayAt !== null && context.clock.now() - order.prepayAt < PREPAY_LIFE_MS;
  if (order.prepayId && fresh) {
    return { ok: true, order, payParams: context.provider.payParams(order.prepayId) };
  }
  return askPlatform(context, order, input.actor);
}

type Begun = { ok: true; order: Order } | Exclude<StartedPayment, { ok: true } | { why: 'unknown' }>;

async function beginOrder(tx: Repositories, context: Context, input: Input): Promise<Begun | Undone<Begun>> {
  const registration = await tx.registrations.find(input.registrationId);
  if (!registration || registration.accountId !== input.accountId) return { ok: false, why: 'not_found' };
  const season = await tx.seasons.find(registration.seasonId);
  if (!season) return { ok: false, why: 'not_found' };
  const open = await tx.orders.openOf(registration.id);
  if (open) return resume(open, input.subjectCodes);

  const order = newOrder(context, { registration, season, input });
  const changed = await changeRegistration(tx, context, {
    registration,
    season,
    action: 'open_order',
    actor: input.actor,
    request: { subjectCodes: input.subjectCodes },
    patch: { openOrderId: order.id },
  });
  if (!changed.ok) {
    const lost: Begun = changed.why === 'refused' ? changed : { ok: false, why: 'version_conflict' };
    return undone<Begun>(lost);
  }
  if (!(await tx.orders.insert(order))) return undone<Begun>({ ok: false, why: 'version_conflict' });
  await tx.outbox.add(watchOrder(order).map((draft) => outboxRow(context, draft)));
  return { ok: true, order };
}

/** The same choice resumes; another choice has to give the open order up first. */
function resume(open: Order, subjectCodes: string[]): Begun {
  const codes = open.subjects.map((subject) => subject.code).sort();
  const same = open.state !== 'closing' && codes.join() === [...subjectCodes].sort().join();
  if (same) return { ok: true, order: open };
  return { ok: false, why: 'refused', reasons: [{ code: 'payment.order_open', remedy: 'close_order' }] };
}

function newOrder(
  context: Context,
  { registration, season, input }: { registration: Registration; season: Season; input: Input },
): Order {
  const now = context.clock.now();
  const subjects = registration.subjects
    .filter((subject) => input.subjectCodes.includes(subject.code))
    .map(({ code, feeFen }) => ({ code, feeFen }));
  return {
    id: `N${context.newId()}`,
    registrationId: registration.id,
    accountId: registration.accountId,
    seasonId: season.id,
    subjects,
    amountFen: subjects.reduce((sum, subject) => sum + subject.feeFen, 0),
    description: `NCRE ${season.sitting.name.zh} ${subjects.map((subject) => subject.code).join('、')}`,
    payerOpenid: input.payerOpenid,
    state: 'opening',
    prepayId: null,
    prepayAt: null,
    expiresAt: orderExpiry(now, registrationDeadlines(registration, season, now)),
    transactionId: null,
    succeededAt: null,
    createdAt: now,
    version: 1,
  };
}

/** Jobs that never let an order be forgotten (promise 6): a look soon, and the end at its expiry. */
function watchOrder(order: Order) {
  const payload = { orderId: order.id };
  return [
    {
      topic: 'order.check_due',
      key: `order.check_due:${order.id}:1`,
      payload: { ...payload, round: 1 },
      dueAt: order.createdAt + FIRST_CHECK_MS,
    },
    { topic: 'order.close_requested', key: `order.expired:${order.id}`, payload, dueAt: order.expiresAt },
  ];
}

async function askPlatform(context: PaymentContext, order: Order, actor: Actor): Promise<StartedPayment> {
  const asked = await context.provider.openOrder({
    outTradeNo: order.id,
    description: order.description,
    amountFen: order.amountFen,
    payerOpenid: order.payerOpenid,
    expiresAt: order.expiresAt,
  });
  if (asked.outcome === 'unknown') return { ok: false, why: 'unknown', order };
  if (asked.outcome === 'refused') {
    await context.unitOfWork.run((tx) => abandonOrder(tx, context, { orderId: order.id, actor }));
    return { ok: false, why: 'platform_refused', code: asked.code };
  }
  const opened: Order = { ...order, state: 'open', prepayId: asked.prepayId, prepayAt: context.clock.now() };
  const saved = await context.unitOfWork.run((tx) => tx.orders.save(opened));
  if (!saved) return { ok: false, why: 'unknown', order };
  return {
    ok: true,
    order: { ...opened, version: opened.version + 1 },
    payParams: context.provider.payParams(asked.prepayId),
  };
}
