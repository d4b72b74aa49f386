import { repeatNotice } from '../../../test/platform/wechatpay/payer';
import { paidOrders, pays, stateOf } from '../paying';
import type { Scenario } from '../play';

const MINUTE = 60_000;

/** The platform's word about a payment comes often, late, or not at all. */
export const paymentNotices: Scenario = {
  key: 'payment-notices',
  title: '支付通知：重复、迟到、丢失',
  async play(play) {
    const { platform } = play.stack;
    const at = { siteCode: '359601', subjects: '65' };

    play.tells('通知连来三次，之后又来一次');
    const often = await play.actor(at);
    await often.goesOnUntil('readback');
    platform.pay.nextNotices.push({ copies: 3 });
    const { orderId } = await pays(play, often, { tellsServer: false });
    await repeatNotice(platform.pay, orderId);
    await play.settle();
    play.expects('只记一次', (await stateOf(often)) === 'paid' && paidOrders(play, often).length === 1);
    const told = often.candidate.messages().filter(({ text }) => text.startsWith('缴费成功：'));
    play.expects('只告诉考生一次', told.length === 1);
    play.expects('没有退款', platform.pay.refunds.size === 0);

    play.tells('通知晚十分钟，考生的手机也没有回报');
    const late = await play.actor(at);
    await late.goesOnUntil('readback');
    platform.pay.nextNotices.push({ delayMs: 10 * MINUTE });
    await pays(play, late, { tellsServer: false });
    await play.stack.push(11 * MINUTE);
    play.expects(
      '迟到的通知也只记一次',
      (await stateOf(late)) === 'paid' && paidOrders(play, late).length === 1,
    );

    play.tells('通知丢失，考生的手机也没有回报');
    const lost = await play.actor(at);
    await lost.goesOnUntil('readback');
    platform.pay.nextNotices.push({ lost: true });
    await pays(play, lost, { tellsServer: false });
    await play.stack.push(2 * MINUTE);
    play.expects('自己查到付款', (await stateOf(lost)) === 'paid');
    play.expects(
      '考生得到消息',
      lost.candidate.messages().some(({ text }) => text.startsWith('缴费成功：')),
    );
  },
};
