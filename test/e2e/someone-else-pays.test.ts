import { callApi } from '../support/api-client';
import { describePhone } from '../support/describe-phone';
import { isToPay, type OnTheWay } from '../support/people-on-the-way';
import { OTHER_SITE } from '../support/season';

const DAY_MS = 86_400_000;
const A_PAYMENT = '微信支付 ¥105.00';

describePhone(
  'Somebody else pays for a candidate',
  (journey) => {
    const payment = ({ id }: OnTheWay) => `/pages/payment/index?registration=${id}`;

    it('by a card in a chat, with their own WeChat; the candidate has the result, and nobody pays twice', async () => {
      const own = await isToPay(journey.stage);
      const phone = await journey.open({ candidate: own.candidate, entry: payment(own) });
      await phone.taps('请别人代付');
      await phone.sees('对方会看到');
      await phone.taps('发给微信好友');
      const [card] = phone.hands.shared;
      expect(card?.title).toContain('¥105.00');

      const friend = await journey.open({ entry: card?.path ?? '' });
      await friend.sees('替王**付报名费');
      await friend.taps(A_PAYMENT);
      await friend.taps('取消');
      await friend.sees('您没有付款，没有扣钱');
      await friend.looksWell('payer-cancelled');
      await phone.leaveAndReturn();
      await phone.taps('查看付款情况');
      await phone.sees('别人正在替您付款');
      await phone.looksWell('payment-other');
      const late = await journey.open({ entry: card?.path ?? '' });
      await late.sees('这个链接已经有人用过');
      await late.looksWell('payer-used');

      await friend.taps('继续支付 ¥105.00');
      await friend.taps('确认支付');
      await friend.sees('付款成功');
      await friend.looksWell('payer-paid');
      await phone.taps('查询结果');
      await phone.sees('报名成功');
      await late.leaveAndReturn();
      await late.sees('已经付过款了');
    }, 60_000);

    it('gives the payment up when they do not come, and says so to whoever had begun', async () => {
      const own = await isToPay(journey.stage);
      const entry = `/pages/payer/index?token=${await linkOf(own)}`;
      const friend = await journey.open({ entry });
      await friend.taps(A_PAYMENT);
      await friend.taps('取消');
      await friend.sees('您没有付款，没有扣钱');
      const phone = await journey.open({ candidate: own.candidate, entry: payment(own) });
      await phone.taps('取消这笔支付');
      await phone.taps('取消支付');
      await phone.sees('正在取消支付');
      await journey.stage.settle();
      await friend.leaveAndReturn();
      await friend.sees('这笔付款已经关闭');
      await friend.looksWell('payer-closed');
      await phone.leaveAndReturn();
      await phone.sees('请别人代付');
    });

    it('reads it well in both languages and type sizes, and is told when the link is over', async () => {
      const own = await isToPay(journey.stage, { subjects: ['15', '65'] });
      const token = await linkOf(own);
      const entry = `/pages/payer/index?token=${token}`;
      const owns = { candidate: own.candidate, entry: payment(own) };
      await journey.looksWell('payment-someone', { ...owns, height: 667 }, async (phone) => {
        const way = phone.page.getByText(/^(请别人代付|Let somebody else pay)$/).filter({ visible: true });
        const place = await way.last().boundingBox();
        expect((place?.y ?? Infinity) + (place?.height ?? 0)).toBeLessThanOrEqual(667);
      });
      await journey.looksWell('paylink', {
        candidate: own.candidate,
        entry: `/pages/paylink/index?registration=${own.id}&token=${token}`,
      });
      await journey.looksWell('payer', { entry });
      journey.stage.clock.at += 3 * DAY_MS;
      const phone = await journey.open({ entry });
      await phone.sees('这个链接已经过期');
      await phone.looksWell('payer-expired');
      journey.stage.clock.at -= 3 * DAY_MS;
    }, 60_000);

    async function linkOf({ id, token }: OnTheWay): Promise<string> {
      const { body: read } = await callApi<{ readBack: { subjects: { code: string }[] } }>(
        journey.stage,
        `/registrations/${id}/payment`,
        { token },
      );
      const subjectCodes = read.readBack.subjects.map(({ code }) => code);
      const minted = await callApi<{ token: string }>(journey.stage, `/registrations/${id}/pay-links`, {
        method: 'POST',
        token,
        body: { subjectCodes },
      });
      return minted.body.token;
    }
  },
  { season: { only: [OTHER_SITE] } },
);
