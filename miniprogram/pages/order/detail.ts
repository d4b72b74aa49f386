import { orderEn } from '../../../shared/i18n/phone/order/en';
import { orderZhCn, type OrderKey } from '../../../shared/i18n/phone/order/zh-CN';
import { serverNow } from '../../services/clock';
import { withCodes } from '../../services/code-texts';
import { openPage } from '../../services/navigation';
import { definePage, type PageHandle } from '../../services/page';
import { checkOrder } from '../../services/payments';
import { rememberSignedOut } from '../../services/session';
import { orderView } from './detail-view';
import { loadOrder, type OrderFacts } from './facts';

type OrderPage = PageHandle<OrderFacts, OrderKey>;

definePage({
  texts: withCodes({ zhCn: orderZhCn, en: orderEn }),
  title: 'order.detail',
  load: loadOrder,
  isEmpty: ({ standing }) => standing === 'absent',
  view: orderView,
  keep: ({ notYet }, after) => ({ ...after, notYet }),
  ticking: true,
  events: {
    login: (page) =>
      page.once('login', () => {
        rememberSignedOut(false);
        return page.reload();
      }),
    main: (page) => follow(page, 'main'),
    second: (page) => follow(page, 'second'),
  },
});

function follow(page: OrderPage, button: 'main' | 'second'): void | Promise<void> {
  const { facts, words, query } = page;
  const act = orderView(facts, { words, query, now: serverNow() }).detail?.[button]?.act;
  if (act === 'check') return page.once('check', () => check(page));
  const registration = facts.order?.registrationId;
  if (act && registration) openPage({ page: act === 'pay' ? 'payment' : 'proof', query: { registration } });
}

/** The money is gone and the order still stands unpaid: our server asks the platform, then the page looks again. */
async function check({ facts, show, reload, tell }: OrderPage): Promise<void> {
  const { order } = facts;
  if (!order) return;
  const asked = await checkOrder({
    params: { registrationId: order.registrationId, orderId: order.id },
  });
  if (!asked.ok) return tell(asked.failure);
  show({ ...facts, notYet: true });
  await reload();
}
