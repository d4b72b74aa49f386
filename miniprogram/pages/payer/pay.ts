import type { PayerKey } from '../../../shared/i18n/phone/payer/zh-CN';
import type { Called, Failure } from '../../services/failure';
import type { Outlook, PageHandle } from '../../services/page';
import { checkPayLink, openPayLink, readPayLink } from '../../services/pay-links';
import { newIdempotencyKey } from '../../services/route';
import { pressPayment } from '../../services/wechat-pay';
import { problemIn, type PayerFacts, type PayerNews } from './view-model';

export type PayerPage = PageHandle<PayerFacts, PayerKey>;

export async function loadPayer({ query }: Pick<Outlook<PayerKey>, 'query'>): Promise<Called<PayerFacts>> {
  const facts: PayerFacts = { link: null, problem: null, news: '', key: newIdempotencyKey() };
  const token = query['token'];
  if (!token) return { ok: true, body: { ...facts, problem: 'unknown' } };
  const read = await readPayLink({ body: { token } });
  if (read.ok) return { ok: true, body: { ...facts, link: read.body } };
  const problem = problemOf(read.failure);
  return problem ? { ok: true, body: { ...facts, problem } } : read;
}

/** Begins the payment or takes it up again, lets WeChat Pay do its part, then asks the server what became of it. */
export async function pay(page: PayerPage): Promise<void> {
  const { facts, query } = page;
  const opened = await openPayLink({ body: { token: query['token'] ?? '' }, idempotencyKey: facts.key });
  if (!opened.ok) return notOpened(page, opened.failure);
  const pressed = await pressPayment(opened.body.payParams);
  await settle(page, pressed === 'cancelled' ? 'cancelled' : 'not_yet');
}

/** The payer says that the money is gone: the server asks WeChat Pay. */
export async function check(page: PayerPage): Promise<void> {
  await settle(page, 'not_yet');
}

/** Another try is another act: its key is new, and the server finds the payment begun by this WeChat. */
async function settle({ facts, query, show, reload }: PayerPage, otherwise: PayerNews): Promise<void> {
  const asked = await checkPayLink({ body: { token: query['token'] ?? '' } });
  const key = newIdempotencyKey();
  if (asked.ok && facts.link) {
    const { state } = asked.body;
    return show({ ...facts, key, link: { ...facts.link, state }, news: state === 'paid' ? '' : otherwise });
  }
  const problem = asked.ok ? null : problemOf(asked.failure);
  show({ ...facts, key, problem, news: 'unknown' });
  if (!problem) await reload();
}

/** Where no answer came the same key asks again: nothing is opened twice (promise 2). */
async function notOpened({ facts, show, tell, reload }: PayerPage, failure: Failure): Promise<void> {
  const problem = problemOf(failure);
  if (problem) return show({ ...facts, problem });
  if (!failure.nothingHappened) {
    show({ ...facts, news: 'unknown' });
    return reload();
  }
  if (failure.kind === 'server') show({ ...facts, key: newIdempotencyKey() });
  tell(failure);
}

function problemOf({ reasons, code, fields }: Failure) {
  const named = problemIn(reasons[0]?.code);
  // A token cut off on the way is refused by its form.
  return named ?? (code === 'VALIDATION_FAILED' && fields.length > 0 ? 'unknown' : null);
}
