import { formatFen, sumFen } from '../../../shared/domain/money';
import type { OrderKey } from '../../../shared/i18n/phone/order/zh-CN';
import { instantText, leftText } from '../../../shared/i18n/instants';
import type { FactRow } from '../../components/fact-list/fact-list';
import { factRow } from '../../services/fact-row';
import type { OwnOrder } from '../../services/orders';
import type { Outlook } from '../../services/page';
import type { OrderFacts } from './facts';
import { stageOf, TONES, type OrderStage, type OrderTone } from './stage';
import { askOf, sittingText, type OrdersView } from './view-model';

export type OrderAct = 'pay' | 'check' | 'proof';

export interface OrderDetail {
  tone: OrderTone;
  icon: string;
  title: string;
  text: string;
  news: string;
  subjectsTitle: string;
  subjects: { key: string; name: string; fee: string }[];
  totalLabel: string;
  total: string;
  factsTitle: string;
  facts: FactRow[];
  main: { act: OrderAct; label: string } | null;
  /** While it can be paid: paying and asking for the result stand beside one another. */
  second: { act: OrderAct; label: string } | null;
  busy: string;
}

export interface OrderView {
  ask: OrdersView['ask'];
  detail: OrderDetail | null;
  empty: { title: string; text: string };
}

type OrderOutlook = Outlook<OrderKey>;

const ICONS: Readonly<Record<OrderTone, string>> = {
  act: 'error-circle-filled',
  wait: 'time-filled',
  good: 'check-circle-filled',
  over: 'minus-circle-filled',
};

/** One order: its state in one sentence, what it is for, its times, and what to do next. */
export function orderView(facts: OrderFacts, outlook: OrderOutlook): OrderView {
  const { t } = outlook.words;
  return {
    ask: facts.standing === 'signed_out' ? askOf('why', outlook.words) : null,
    detail: facts.order && detailOf(facts, facts.order, outlook),
    empty: { title: t('order.absent.title'), text: t('order.absent.text') },
  };
}

function detailOf(facts: OrderFacts, order: OwnOrder, outlook: OrderOutlook): OrderDetail {
  const { words, now } = outlook;
  const { t, local } = words;
  const stage = stageOf(order, now);
  const [main = null, second = null] = actsOf(facts, stage, outlook);
  return {
    tone: TONES[stage],
    icon: ICONS[TONES[stage]],
    title: t(`order.title.${stage}`),
    text: t(`order.text.${stage}`, sentenceParams(order, stage, outlook)),
    news: facts.notYet && order.state !== 'paid' && order.state !== 'closed' ? t('order.not_yet') : '',
    subjectsTitle: t('order.subjects'),
    subjects: order.subjects.map(({ code, name, feeFen }) => ({
      key: code,
      name: `${code} ${local(name)}`,
      fee: formatFen(feeFen),
    })),
    totalLabel: t('order.total'),
    total: formatFen(order.amountFen),
    factsTitle: t('order.facts'),
    facts: factsOf(order, outlook),
    main,
    second,
    busy: t('order.busy'),
  };
}

function sentenceParams(order: OwnOrder, stage: OrderStage, { words, now }: OrderOutlook) {
  const { locale, codeText } = words;
  const causes = [...new Set(order.refunds.map(({ cause }) => codeText(`refund.${cause}`)))];
  return {
    at:
      stage === 'paid'
        ? instantText(order.paidAt ?? order.createdAt, locale)
        : instantText(order.expiresAt, locale, { end: true }),
    left: leftText(order.expiresAt - now, locale),
    sum: formatFen(sumFen(order.refunds.map(({ amountFen }) => amountFen))),
    cause: causes.join(locale === 'en' ? ' ' : ''),
  };
}

function factsOf(order: OwnOrder, { words }: OrderOutlook): FactRow[] {
  const { t, locale } = words;
  const sitting = sittingText(order, words);
  return [
    ...(sitting ? [factRow('exam', t('order.exam'), sitting)] : []),
    factRow('created', t('order.created'), instantText(order.createdAt, locale)),
    ...(order.paidAt === null
      ? []
      : [factRow('paid', t('order.paid_at'), instantText(order.paidAt, locale))]),
    ...(order.bySomeoneElse ? [factRow('payer', t('order.payer'), t('order.payer.other'))] : []),
    factRow('number', t('order.number'), order.id),
  ];
}

/** What can be done, the main act first. After "not received yet" the money may be gone: asking comes before paying. */
function actsOf(
  { registration, notYet }: OrderFacts,
  stage: OrderStage,
  { words: { t } }: OrderOutlook,
): NonNullable<OrderDetail['main']>[] {
  const check = { act: 'check', label: t('order.next.check') } as const;
  const pay = { act: 'pay', label: t('order.next.pay') } as const;
  if (stage === 'waiting') return notYet ? [check, pay] : [pay, check];
  if (stage === 'other' || stage === 'closing') return [{ act: 'check', label: t('order.next.look') }];
  if (stage === 'checking') return [check];
  const held = registration?.state === 'paid' || registration?.state === 'part_paid';
  if (stage === 'paid') return held ? [{ act: 'proof', label: t('order.next.proof') }] : [];
  const payable = registration?.position.step === 'payment';
  return payable ? [{ act: 'pay', label: t('order.next.again') }] : [];
}
