import { orderEn } from '../../../shared/i18n/phone/order/en';
import { orderZhCn } from '../../../shared/i18n/phone/order/zh-CN';
import { openPage } from '../../services/navigation';
import { definePage, type DataEvent } from '../../services/page';
import { rememberSignedOut } from '../../services/session';
import { loadOrders } from './facts';
import { ordersView } from './view-model';

definePage({
  texts: { zhCn: orderZhCn, en: orderEn },
  title: 'order.title',
  load: loadOrders,
  isEmpty: ({ standing, orders }) => standing === 'known' && orders.length === 0,
  view: ordersView,
  ticking: true,
  events: {
    open: (_page, { currentTarget }: DataEvent<{ id: string }>) =>
      openPage({ page: 'order', query: { id: currentTarget.dataset.id } }),
    login(page) {
      if (page.facts.standing === 'no_account') return openPage({ page: 'account' });
      return page.once('login', () => {
        rememberSignedOut(false);
        return page.reload();
      });
    },
  },
});
