import { describePhone, type JourneyPhone } from '../support/describe-phone';
import { isToPay, type OnTheWay } from '../support/people-on-the-way';
import { OTHER_SITE } from '../support/season';

const QUERY = '/v3/pay/transactions/out-trade-no';

describePhone(
  'A candidate whose payment is unclear',
  (journey) => {
    const entryOf = ({ id }: OnTheWay) => `/pages/payment/index?registration=${id}`;

    /** The money leaves, but the platform's notice never comes. */
    async function paysUnheard(phone: JourneyPhone, before: () => Promise<void>): Promise<void> {
      journey.stage.platform.pay.nextNotices.push({ lost: true });
      await phone.taps('微信支付 ¥105.00');
      await phone.sees('确认支付');
      await before();
      await phone.taps('确认支付');
    }

    it('loses the network after paying, is told not to pay again, and gets the result by asking', async () => {
      const own = await isToPay(journey.stage);
      const phone = await journey.open({ candidate: own.candidate, entry: entryOf(own) });
      await paysUnheard(phone, () => phone.set({ network: 'none' }));
      await phone.sees('支付结果还在确认');
      await phone.looksWell('payment-unknown');
      await phone.set({ network: 'wifi' });
      await phone.taps('我已付款，查询结果');
      await phone.sees('报名成功');
    });

    it('finds the order still unpaid while WeChat Pay does not answer, and paid when it does', async () => {
      const own = await isToPay(journey.stage);
      const phone = await journey.open({ candidate: own.candidate, entry: entryOf(own) });
      const silent = journey.stage.platform.fail({ path: QUERY, how: 'http-500', times: Infinity });
      await paysUnheard(phone, async () => {});
      await phone.sees('微信支付还没有收到这笔款');
      await phone.looksWell('payment-silent');
      await phone.close();

      const later = await journey.open({ candidate: own.candidate, entry: '/pages/order/index' });
      await later.sees('待付款');
      await later.page.locator('.order__card').tap();
      await later.sees('等您付款');
      await later.looksWell('order-waiting');
      silent.stop();
      await later.taps('我已付款，查询结果');
      await later.sees('所付的科目报名成功');
      await later.looksWell('order-paid');
      await later.taps('查看报名结果');
      await later.sees('报名成功');
    });

    it('shows an order to its owner alone', async () => {
      const own = await isToPay(journey.stage);
      const phone = await journey.open({ candidate: own.candidate, entry: entryOf(own) });
      await phone.taps('微信支付 ¥105.00');
      await phone.taps('取消');
      await phone.sees('您没有付款，没有扣钱');
      await phone.close();
      const number = [...journey.stage.platform.pay.orders.keys()].at(-1) ?? '';
      const entry = `/pages/order/detail?id=${number}`;
      await journey.looksWell('order', { candidate: own.candidate, entry });
      await journey.looksWell('orders', { candidate: own.candidate, entry: '/pages/order/index' });
      const stranger = await journey.open({ entry });
      await stranger.sees('没有找到这笔订单');
      await stranger.looksWell('order-stranger');
      const nobody = await journey.open({ entry: '/pages/order/detail?id=N0000000000' });
      await nobody.sees('没有找到这笔订单');
      const listed = await journey.open({ entry: '/pages/order/index' });
      await listed.sees('这个微信还没有报名账号');
      await listed.looksWell('orders-stranger');
    }, 60_000);
  },
  { season: { only: [OTHER_SITE] } },
);
