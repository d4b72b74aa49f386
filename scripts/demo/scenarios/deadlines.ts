import { opensOrder, stateOf } from '../paying';
import { milestonesOf } from '../season';
import type { Play, Scenario } from '../play';
import { wasTold } from '../told';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function momentOf(play: Play, key: string): number {
  const found = milestonesOf(play.stack.season).find((milestone) => milestone.key === key);
  if (!found) throw new Error(`no ${key}`);
  return found.at;
}

async function pushTo(play: Play, at: number): Promise<void> {
  await play.stack.push(at - play.stack.clock.now());
}

/** Without a photo: W1, then the reminder, and payment is refused with the reason. */
export const photoMissing: Scenario = {
  key: 'photo-missing',
  title: '照片未上传：W1、提醒、不能缴费',
  pushesFar: true,
  async play(play) {
    const actor = await play.actor({ siteCode: '359601', subjects: '65' });
    await actor.goesOnUntil('photo');
    await actor.chooses('leave', '以后再传');
    play.expects('离开照片页时提示 W1', actor.question().name === 'photo.leave');
    await actor.chooses('yes', '确定');
    play.expects('确定后回到信息页', actor.question().name === 'photo.later');
    await actor.says('缴费');
    play.expects(
      '没有照片不能缴费，并说明原因',
      actor.candidate.messages().at(-1)?.text.includes('照片还没有上传') === true,
    );
    await pushTo(play, momentOf(play, 'window_closes') - 2 * HOUR);
    play.expects('截止前收到照片提醒', wasTold(actor, /照片未上传/) && wasTold(actor, /则无法支付/));
    await pushTo(play, momentOf(play, 'payment_ends') + HOUR);
    await actor.says('进度');
    play.expects('截止后报名过期', (await stateOf(actor)) !== 'paid' && actor.question().name === 'ended');
  },
};

/** Money that arrives after the end goes back, and the candidate is told. */
export const lateMoney: Scenario = {
  key: 'late-money',
  title: '截止后到账：原路退款',
  pushesFar: true,
  async play(play) {
    const { platform } = play.stack;
    const actor = await play.actor({ siteCode: '359601', subjects: '65' });
    await actor.goesOnUntil('readback');
    const endsAt = momentOf(play, 'payment_ends');
    await pushTo(play, endsAt - 10 * MINUTE);
    play.expects('截止前收到缴费提醒', wasTold(actor, /缴费/));
    await actor.says('缴费');
    const { ordered } = await opensOrder(play, actor);
    play.expects('截止前十分钟还能开订单', ordered.ok);
    await pushTo(play, endsAt + 5 * MINUTE);
    if (!ordered.ok) return;
    play.tells('银行在截止后才确认付款');
    const paid = await actor.candidate.pays(ordered.body.payParams, 'force');
    await play.settle();
    await play.stack.push(2 * MINUTE);
    const refunds = [...platform.pay.refunds.values()].filter(
      ({ order }) => order.openid === actor.candidate.openid,
    );
    play.expects(
      '钱到了，报名没有生效',
      paid.errMsg === 'requestPayment:ok' && (await stateOf(actor)) !== 'paid',
    );
    play.expects(
      '全额退款一次并成功',
      refunds.length === 1 &&
        refunds[0]?.refundFen === refunds[0]?.order.totalFen &&
        refunds[0]?.status === 'SUCCESS',
    );
    play.expects('考生被告知退款', wasTold(actor, /退/));
  },
};
