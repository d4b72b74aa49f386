import { orderExpiry } from '../../../shared/domain/calendar';
import { tradeNumberOf } from '../../../shared/domain/ids';
import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import type { Refusal } from '../../../shared/domain/refusal';
import { judge } from '../../../shared/domain/transition';
import { changeRegistration } from '../registrations/change-registration';
import type { Context } from '../context';
import { abandonOrder, orderClosing } from './end-order';
import { outboxRow } from '../outbox-rows';
import type { PayParams, PaymentProvider } from '../ports/pay';
import type { Order } from '../ports/payments';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { registrationDeadlines, registrationFacts } from '../registrations/registration-facts';

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
  /** What may be spent with a new order only, such as a link; false when somebody was faster. */
  spend?: (tx: Repositories) => Promise<boolean>;
}

/** A prepay id lives two hours; an older one is asked for again under the same number (wechatpay.md 4). */
const PREPAY_LIFE_MS = 110 * 60_000;

const LONGEST_DESCRIPTION = 127;

/** An expiry nearer than this is moved by the platform without a word: do not ask for such an order (wechatpay.md 4). */
const LEAST_LIFE_MS = 60_000;

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
  if (isPrepared(order, context.clock.now())) {
    return { ok: true, order, payParams: context.provider.payParams(order.prepayId) };
  }
  return askPlatform(context, { order, asked: begun.asked, actor: input.actor });
}

type Begun =
  /** `asked`: the platform may have this order already, by an earlier or a simultaneous call. */
  { ok: true; order: Order; asked: boolean } | Exclude<StartedPayment, { ok: true } | { why: 'unknown' }>;

function isPrepared(order: Order, now: number): order is Order & { prepayId: string } {
  return order.prepayId !== null && order.prepayAt !== null && now - order.prepayAt < PREPAY_LIFE_MS;
}

async function beginOrder(tx: Repositories, context: Context, input: Input): Promise<Begun | Undone<Begun>> {
  const registration = await tx.registrations.find(input.registrationId);
  if (!registration || registration.accountId !== input.accountId) return { ok: false, why: 'not_found' };
  const season = await tx.seasons.find(registration.seasonId);
  if (!season) return { ok: false, why: 'not_found' };
  const open = await tx.orders.openOf(registration.id);
  if (open) return resume(tx, context, { open, registration, season, input });

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
  if (input.spend && !(await input.spend(tx))) return undone<Begun>({ ok: false, why: 'version_conflict' });
  if (!(await tx.orders.insert(order))) return undone<Begun>({ ok: false, why: 'version_conflict' });
  await tx.outbox.add(watchOrder(order).map((draft) => outboxRow(context, draft)));
  return { ok: true, order, asked: false };
}

/** The same choice of the same payer resumes; any other has to give the open order up first. */
async function resume(
  tx: Repositories,
  context: Context,
  {
    open,
    registration,
    season,
    input,
  }: { open: Order; registration: Registration; season: Season; input: Input },
): Promise<Begun | Undone<Begun>> {
  const now = context.clock.now();
  const verdict = judge('open_order', registrationFacts(registration, season, now), {
    role: input.actor.role,
    subjectCodes: input.subjectCodes,
  });
  if (!verdict.ok) return { ok: false, why: 'refused', reasons: verdict.reasons };
  const prepared = isPrepared(open, now);
  const alive = now < open.expiresAt - (prepared ? 0 : LEAST_LIFE_MS);
  if (open.state === 'closing' || !alive || !isSameChoice(open, input)) {
    return { ok: false, why: 'refused', reasons: [{ code: 'payment.order_open', remedy: 'close_order' }] };
  }
  if (prepared) return { ok: true, order: open, asked: true };
  // Marks that the platform is asked once more: a refusal that an earlier call is told no longer ends the order.
  if (!(await tx.orders.save(open))) return undone<Begun>({ ok: false, why: 'version_conflict' });
  return { ok: true, order: { ...open, version: open.version + 1 }, asked: true };
}

function isSameChoice(open: Order, { subjectCodes, payerOpenid }: Input): boolean {
  const codes = open.subjects.map((subject) => subject.code).toSorted();
  return open.payerOpenid === payerOpenid && codes.join() === subjectCodes.toSorted().join();
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
    id: tradeNumberOf(context.newId()),
    registrationId: registration.id,
    accountId: registration.accountId,
    seasonId: season.id,
    subjects,
    amountFen: subjects.reduce((sum, subject) => sum + subject.feeFen, 0),
    description: descriptionOf(season, subjects),
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

/** Exam, sitting and subjects, as the payer finds them in WeChat's own list; never a name (wechatpay.md 14). */
function descriptionOf(season: Season, subjects: Order['subjects']): string {
  const codes = subjects.map((subject) => subject.code).join('、');
  return [...`${season.sitting.name.zh} NCRE ${codes}`].slice(0, LONGEST_DESCRIPTION).join('');
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

async function askPlatform(
  context: PaymentContext,
  { order, asked, actor }: { order: Order; asked: boolean; actor: Actor },
): Promise<StartedPayment> {
  const answer = await context.provider.openOrder({
    outTradeNo: order.id,
    description: order.description,
    amountFen: order.amountFen,
    payerOpenid: order.payerOpenid,
    expiresAt: order.expiresAt,
  });
  if (answer.outcome === 'unknown') return { ok: false, why: 'unknown', order };
  if (answer.outcome === 'refused') {
    await context.unitOfWork.run((tx) => endRefused(tx, context, { order, asked, actor }));
    return { ok: false, why: 'platform_refused', code: answer.code };
  }
  const prepared = await keepPrepared(context, order.id, answer.prepayId);
  if (!prepared) return { ok: false, why: 'unknown', order };
  return { ok: true, order: prepared, payParams: context.provider.payParams(answer.prepayId) };
}

/**
 * A refusal of the only request ever made means that there is no order. After an earlier one, whose answer may have been
 * lost, it proves nothing: the order is settled with the platform before another can be opened (promise 2).
 */
async function endRefused(
  tx: Repositories,
  context: Context,
  { order, asked, actor }: { order: Order; asked: boolean; actor: Actor },
): Promise<unknown> {
  const present = await tx.orders.find(order.id);
  const onlyRequest = !asked && present?.version === order.version;
  if (onlyRequest) return abandonOrder(tx, context, { orderId: order.id, actor });
  return tx.outbox.add([outboxRow(context, orderClosing(order.id, 'refused'))]);
}

/** Keeps what the phone needs to pay, unless the order was given up or ended while the platform was asked. */
function keepPrepared(context: PaymentContext, orderId: string, prepayId: string): Promise<Order | null> {
  return context.unitOfWork.run(async (tx): Promise<Order | null | Undone<null>> => {
    const order = await tx.orders.find(orderId);
    if (!order || (order.state !== 'opening' && order.state !== 'open')) return null;
    const opened: Order = { ...order, state: 'open', prepayId, prepayAt: context.clock.now() };
    if (!(await tx.orders.save(opened))) return undone(null);
    return { ...opened, version: opened.version + 1 };
  });
}
