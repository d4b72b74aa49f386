import { replacePage } from '../../services/navigation';
import type { PageHandle } from '../../services/page';
import { checkOrder, closeOrder, confirmZeroFee, openOrder, type Order } from '../../services/payments';
import type { Registration } from '../../services/registrations';
import { newIdempotencyKey } from '../../services/route';
import type { Failure } from '../../services/failure';
import { pressPayment } from '../../services/wechat-pay';
import type { PaymentKey } from '../../../shared/i18n/phone/payment/zh-CN';
import { isUnderWay, type PaymentFacts, type PayNews } from './view-model';

export type PaymentPage = PageHandle<PaymentFacts, PaymentKey>;

/** Opens the order or takes up the open one, lets WeChat Pay do its part, then asks the server what became of it. */
export async function pay(page: PaymentPage): Promise<void> {
  const { facts } = page;
  const subjectCodes = isUnderWay(facts) && facts.order ? facts.order.subjectCodes : facts.ticked;
  if (subjectCodes.length === 0) return page.show({ ...facts, news: 'none_ticked' });
  const opened = await openOrder({
    params: { registrationId: facts.registration.id },
    body: { subjectCodes },
    idempotencyKey: facts.key,
  });
  if (!opened.ok) return notOpened(page, opened.failure);
  const { order, payParams } = opened.body;
  const key = newIdempotencyKey();
  page.show({ ...facts, order, news: '', key });
  const pressed = await pressPayment(payParams);
  await settle({ ...page, facts: { ...facts, order, key } }, pressed);
}

/** The person says that they paid: the server asks WeChat Pay. */
export async function check(page: PaymentPage): Promise<void> {
  await settle(page, 'paid');
}

/** Subjects that cost nothing need no order. */
export async function confirmFree(page: PaymentPage): Promise<void> {
  const { facts } = page;
  const done = await confirmZeroFee({
    params: { registrationId: facts.registration.id },
    body: { subjectCodes: facts.ticked },
    idempotencyKey: facts.key,
  });
  if (done.ok) return toProof(done.body.registration);
  await failed(page, done.failure);
}

export async function close(page: PaymentPage): Promise<void> {
  const { facts, words } = page;
  if (!facts.order) return;
  const { confirm } = await wx.showModal({
    title: words.t('payment.close'),
    content: words.t('payment.close.sure'),
    confirmText: words.t('payment.close.yes'),
    cancelText: words.t('payment.close.no'),
  });
  if (!confirm) return;
  const params = { registrationId: facts.registration.id, orderId: facts.order.id };
  const closed = await closeOrder({ params });
  if (!closed.ok) return failed(page, closed.failure);
  tellOrder(page, closed.body, 'closing');
}

/** What the phone says about a payment is only a hint (promise 3): the server asks the platform. */
async function settle(page: PaymentPage, pressed: 'paid' | 'cancelled'): Promise<void> {
  const { order, registration } = page.facts;
  if (!order) return page.reload();
  const asked = await checkOrder({ params: { registrationId: registration.id, orderId: order.id } });
  if (asked.ok) return tellOrder(page, asked.body, pressed === 'cancelled' ? 'cancelled' : 'not_yet');
  page.show({ ...page.facts, news: 'unknown' });
}

function tellOrder(
  { facts, show }: PaymentPage,
  { order, registration }: { order: Order; registration: Registration },
  otherwise: PayNews,
): void {
  if (order.state === 'paid') return toProof(registration);
  const news = order.state === 'closed' ? 'order_closed' : otherwise;
  show({ ...facts, order, registration, news });
}

async function notOpened(page: PaymentPage, failure: Failure): Promise<void> {
  const { facts, show, reload } = page;
  // The same key again: whatever was opened is found, and nothing is opened twice (promise 2).
  if (!failure.nothingHappened) {
    const wasUnderWay = isUnderWay(facts);
    if (wasUnderWay) show({ ...facts, news: 'unknown' });
    await reload();
    // WeChat's sheet never opened here: no money can have left.
    if (!wasUnderWay) show({ ...page.facts, news: isUnderWay(page.facts) ? '' : 'not_opened' });
    return;
  }
  await failed(page, failure);
}

async function failed({ facts, show, tell, reload }: PaymentPage, failure: Failure): Promise<void> {
  if (failure.kind === 'server') show({ ...facts, key: newIdempotencyKey() });
  tell(failure);
  await reload();
}

function toProof({ id }: Registration): void {
  replacePage({ page: 'proof', query: { registration: id } });
}
