import { formatFen, sumFen } from '../../../shared/domain/money';
import { refundStanding } from '../../../shared/domain/refund-standing';
import type { PaymentKey } from '../../../shared/i18n/phone/payment/zh-CN';
import { instantText, leftText } from '../../../shared/i18n/instants';
import type { FactRow } from '../../components/fact-list/fact-list';
import type { TickRow } from '../../components/tick-list/tick-list';
import { factRow } from '../../services/fact-row';
import type { Outlook } from '../../services/page';
import type { Order, PaymentSummary } from '../../services/payments';

/** What is told about the last try to pay; '' when there was none. */
export type PayNews =
  '' | 'cancelled' | 'not_opened' | 'not_yet' | 'unknown' | 'order_closed' | 'closing' | 'none_ticked';

export interface PaymentFacts extends PaymentSummary {
  /** Codes of the subjects that will be paid for now. */
  ticked: string[];
  news: PayNews;
  /** Makes a repeat of the same act harmless; another choice of subjects is another act. */
  key: string;
}

export interface PaymentView {
  title: string;
  warning: string;
  facts: FactRow[];
  subjectsTitle: string;
  subjectsHint: string;
  subjects: TickRow[];
  totalLabel: string;
  total: string;
  news: { tone: 'error' | 'warning'; text: string } | null;
  open: { title: string; text: string; check: string; close: string } | null;
  refunds: string[];
  /** Way back to all answers. */
  back: string;
  main: { act: 'pay' | 'free' | 'check'; label: string };
  busy: string;
  /** Letting somebody else pay, or paying on where asking comes first. */
  second: string;
  empty: { title: string; text: string };
}

type PaymentOutlook = Outlook<PaymentKey>;

/** Name, masked number, site, subjects and sum, read back before money moves (W5, S48, S49). */
export function paymentView(facts: PaymentFacts, outlook: PaymentOutlook): PaymentView {
  const { t } = outlook.words;
  const { order, refunds, news } = facts;
  const isOpen = isUnderWay(facts);
  const sum = formatFen(isOpen && order ? order.amountFen : tickedSum(facts));
  return {
    title: t('payment.ask'),
    warning: t('payment.warning'),
    facts: factsOf(facts, outlook),
    subjectsTitle: t('payment.subjects'),
    subjectsHint: !isOpen && facts.readBack.subjects.length > 1 ? t('payment.subjects.hint') : '',
    subjects: subjectRows(facts, outlook),
    totalLabel: t('payment.total'),
    total: sum,
    news: news ? { tone: news === 'none_ticked' ? 'error' : 'warning', text: t(`payment.${news}`) } : null,
    open: isOpen && order ? openOf(facts, order, outlook) : null,
    refunds: refunds.map((refund) =>
      t(`payment.refund.${refundStanding(refund)}`, { sum: formatFen(refund.amountFen) }),
    ),
    back: t('payment.back'),
    main: mainOf(facts, sum, outlook),
    busy: t('payment.busy'),
    second: secondOf(facts, sum, outlook),
    empty: { title: t('payment.none.title'), text: t('payment.none.text') },
  };
}

/** An order that may still take money: nothing else is offered beside it. */
export function isUnderWay({ order }: Pick<PaymentFacts, 'order'>): boolean {
  return order !== null && ['opening', 'open', 'closing'].includes(order.state);
}

export function tickedSum({ readBack, ticked }: Pick<PaymentFacts, 'readBack' | 'ticked'>): number {
  return sumFen(readBack.subjects.filter(({ code }) => ticked.includes(code)).map(({ feeFen }) => feeFen));
}

/** Only whoever began a payment can go on with it; everybody of this account may ask for its result or give it up. */
function openOf(
  facts: PaymentFacts,
  order: Order,
  { words: { t, locale } }: PaymentOutlook,
): NonNullable<PaymentView['open']> {
  const { amountFen, expiresAt, state, bySomeoneElse } = order;
  const params = { sum: formatFen(amountFen), at: instantText(expiresAt, locale) };
  return {
    title: t(bySomeoneElse ? 'payment.other.title' : 'payment.open.title'),
    text: t(bySomeoneElse ? 'payment.other.text' : 'payment.open.text', params),
    check: isOnlyChecked(order) || isUnclear(facts) ? '' : t('payment.check'),
    close: state === 'open' ? t('payment.close') : '',
  };
}

/** An order that this phone cannot pay: asking for its result is the main act. */
function isOnlyChecked({ state, bySomeoneElse }: Order): boolean {
  return state === 'closing' || bySomeoneElse;
}

/** The money may be gone: asking comes before paying. */
function isUnclear(facts: PaymentFacts): boolean {
  return isUnderWay(facts) && (facts.news === 'unknown' || facts.news === 'not_yet');
}

function secondOf(facts: PaymentFacts, sum: string, { words: { t } }: PaymentOutlook): string {
  if (!isUnderWay(facts)) return tickedSum(facts) > 0 ? t('payment.someone') : '';
  const resumable = isUnclear(facts) && facts.order && !isOnlyChecked(facts.order);
  return resumable ? t('payment.resume', { sum }) : '';
}

function mainOf(facts: PaymentFacts, sum: string, { words }: PaymentOutlook): PaymentView['main'] {
  const { t } = words;
  if (isUnderWay(facts) && facts.order && isOnlyChecked(facts.order)) {
    return { act: 'check', label: t(facts.order.bySomeoneElse ? 'payment.look' : 'payment.check') };
  }
  if (isUnclear(facts)) return { act: 'check', label: t('payment.check') };
  if (isUnderWay(facts)) return { act: 'pay', label: t('payment.resume', { sum }) };
  const free = facts.ticked.length > 0 && tickedSum(facts) === 0;
  return free ? { act: 'free', label: t('payment.free') } : { act: 'pay', label: t('payment.pay', { sum }) };
}

function factsOf({ readBack, registration }: PaymentFacts, { words, now }: PaymentOutlook): FactRow[] {
  const { t, local, locale } = words;
  const { paymentDueAt } = registration.deadlines;
  const due = t('payment.due.at', {
    at: instantText(paymentDueAt, locale, { end: true }),
    left: leftText(paymentDueAt - now, locale),
  });
  return [
    factRow('name', t('answer.name'), readBack.name),
    factRow('document', t('answer.documentNumber'), readBack.documentNumber),
    factRow('site', t('answer.siteCode'), readBack.site ? local(readBack.site) : ''),
    factRow('due', t('payment.due'), due),
  ];
}

/** While an order is open its subjects stand fixed. */
function subjectRows(facts: PaymentFacts, { words }: PaymentOutlook): TickRow[] {
  const { order, readBack, ticked } = facts;
  const fixed = isUnderWay(facts);
  return readBack.subjects.map(({ code, name, feeFen }) => ({
    value: code,
    label: `${code} ${words.local(name)}`,
    note: '',
    aside: feeFen === 0 ? words.t('value.free') : formatFen(feeFen),
    ticked: fixed && order ? order.subjectCodes.includes(code) : ticked.includes(code),
    disabled: fixed,
  }));
}
