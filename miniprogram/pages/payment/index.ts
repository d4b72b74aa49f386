import { paymentEn } from '../../../shared/i18n/phone/payment/en';
import { paymentZhCn, type PaymentKey } from '../../../shared/i18n/phone/payment/zh-CN';
import type { Called } from '../../services/failure';
import { openPage } from '../../services/navigation';
import { ownRegistration } from '../../services/own-registration';
import { definePage, type InputEvent, type Outlook } from '../../services/page';
import { readPaymentSummary } from '../../services/payments';
import { newIdempotencyKey } from '../../services/route';
import { askSomeone } from './ask-someone';
import { check, close, confirmFree, pay, type PaymentPage } from './pay';
import { isUnderWay, paymentView, type PaymentFacts, type PaymentView } from './view-model';

definePage({
  texts: { zhCn: paymentZhCn, en: paymentEn },
  title: 'payment.title',
  load,
  isEmpty: (facts) =>
    !isUnderWay(facts) &&
    !facts.registration.actions.some(({ action, possible }) => PAYING.includes(action) && possible),
  view: paymentView,
  keep: ({ ticked, news, key }, after) => ({ ...after, ticked: stillUnpaid(ticked, after), news, key }),
  ticking: true,
  events: {
    toggle: ({ facts, show }, { detail }: InputEvent) =>
      show({ ...facts, ticked: toggled(facts, detail.value), news: '', key: newIdempotencyKey() }),
    main(page) {
      const { act } = paymentView(page.facts, { words: page.words, query: page.query, now: 0 }).main;
      return page.once('main', () => ACTS[act](page));
    },
    check: (page) => page.once('check', () => check(page)),
    close: (page) => page.once('close', () => close(page)),
    second: (page) => page.once('second', () => (isUnderWay(page.facts) ? pay : askSomeone)(page)),
    back: ({ facts }) => openPage({ page: 'check', query: { registration: facts.registration.id } }),
  },
});

const PAYING = ['open_order', 'confirm_zero_fee'];
const ACTS: Record<PaymentView['main']['act'], (page: PaymentPage) => Promise<void>> = {
  pay,
  free: confirmFree,
  check,
};

async function load({ query, words }: Outlook<PaymentKey>): Promise<Called<PaymentFacts>> {
  const own = await ownRegistration({ query, words });
  if (!own.ok) return own;
  const read = await readPaymentSummary({ params: { registrationId: own.body.id } });
  if (!read.ok) return read;
  const chosen = query['subjects']?.split(',');
  const ticked = read.body.readBack.subjects
    .map(({ code }) => code)
    .filter((code) => chosen === undefined || chosen.includes(code));
  return { ok: true, body: { ...read.body, ticked, news: '', key: newIdempotencyKey() } };
}

/** In the order of the registration, whatever the order of the taps. */
function toggled({ ticked, readBack }: PaymentFacts, code: string): string[] {
  const wanted = ticked.includes(code) ? ticked.filter((one) => one !== code) : [...ticked, code];
  return readBack.subjects.map((subject) => subject.code).filter((one) => wanted.includes(one));
}

function stillUnpaid(ticked: string[], { readBack }: PaymentFacts): string[] {
  return ticked.filter((code) => readBack.subjects.some((subject) => subject.code === code));
}
