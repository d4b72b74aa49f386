import { formatFen } from '../../../shared/domain/money';
import type { OrderKey } from '../../../shared/i18n/phone/order/zh-CN';
import { instantText } from '../../../shared/i18n/instants';
import type { OwnOrder } from '../../services/orders';
import type { Outlook } from '../../services/page';
import type { OrdersFacts } from './facts';
import { stageOf, TONES, type OrderTone } from './stage';

export interface OrderCard {
  id: string;
  sitting: string;
  state: string;
  tone: OrderTone;
  subjects: string;
  at: string;
  sum: string;
  open: string;
}

export interface OrdersView {
  /** What stands in place of orders that cannot be shown yet, and the way to them. */
  ask: { title: string; text: string; label: string } | null;
  title: string;
  orders: OrderCard[];
  empty: { title: string; text: string };
}

type OrderWords = Outlook<OrderKey>['words'];

/** All orders of a person, newest first. */
export function ordersView({ standing, orders }: OrdersFacts, outlook: Outlook<OrderKey>): OrdersView {
  const { t } = outlook.words;
  return {
    ask: standing === 'known' ? null : askOf(standing === 'signed_out' ? 'why' : 'no_account', outlook.words),
    title: t('order.title'),
    orders: orders.map((order) => cardOf(order, outlook)),
    empty: { title: t('order.none.title'), text: t('order.none.text') },
  };
}

/** Why an account is needed here, and the one button that leads on. */
export function askOf(why: 'why' | 'no_account', { t }: OrderWords): NonNullable<OrdersView['ask']> {
  return { title: t(`order.${why}.title`), text: t(`order.${why}.text`), label: t(`order.${why}.login`) };
}

export function sittingText({ province, sitting }: OwnOrder, { t, local }: OrderWords): string {
  if (!province || !sitting) return '';
  return t('order.sitting', { province: local(province), sitting: local(sitting) });
}

function cardOf(order: OwnOrder, { words, now }: Outlook<OrderKey>): OrderCard {
  const { t, local, locale } = words;
  const stage = stageOf(order, now);
  return {
    id: order.id,
    sitting: sittingText(order, words),
    state: t(`order.state.${stage}`),
    tone: TONES[stage],
    subjects: order.subjects.map(({ code, name }) => `${code} ${local(name)}`).join('\n'),
    at: instantText(order.paidAt ?? order.createdAt, locale),
    sum: formatFen(order.amountFen),
    open: t('order.open'),
  };
}
