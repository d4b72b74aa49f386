import { deskOf } from '../review-desk';
import { paidOrders, pays } from '../paying';
import { secretsOf } from '../../../test/platform/hands/particulars';
import { wasTold } from '../told';
import type { Scenario } from '../play';

/** From hello to paid at a site that reviews, with a rejection in between. */
export const reviewingSite: Scenario = {
  key: 'reviewing-site',
  title: '需审核考点：报名 → 退回 → 修改 → 通过 → 缴费',
  async play(play) {
    const { stack, expects } = play;
    const desk = deskOf(stack, 'reviewer-xiamen');
    const actor = await play.actor();
    expects('一进入会话就有欢迎和第一个问题', actor.question().name === 'season');

    actor.particulars.photo = play.photos.small;
    await actor.goesOnUntil('photo');
    await actor.answers();
    expects(
      '太小的照片被拒绝，并说明原因',
      actor.heard('photo.refused') && actor.question().name === 'photo',
    );
    actor.particulars.photo = play.photos.blue;
    await actor.goesOnUntil('submit');
    await actor.goesOnUntil('pending');
    expects('提交后状态是待审核', actor.question().name === 'pending');

    const shown = JSON.stringify(desk.card());
    expects(
      '审核卡片送达考点审核员',
      desk.card().buttons.some(({ key }) => key === 'approve'),
    );
    expects(
      '卡片上没有完整的个人信息',
      secretsOf(actor.persona).every((secret) => !shown.includes(secret)),
    );
    await desk.reviewer.presses('approve');
    await play.settle();
    expects(
      '没看详情就按通过：不生效',
      desk.card().greyButton === undefined && actor.question().name === 'pending',
    );
    const page = await desk.opens();
    expects(
      '详情页打开，信息已打码',
      page.status === 200 && !page.text.includes(actor.persona.fields.documentNumber),
    );
    await desk.reviewer.presses('reject');
    await play.settle();
    expects('没选原因就按不通过：不生效', actor.question().name === 'pending');
    await desk.rejects('photo_background');
    expects('考生收到不通过和原因', wasTold(actor, /不通过[\s\S]*背景/));

    actor.particulars.photo = play.photos.good;
    await actor.says('进度');
    await actor.chooses('fix.photo', '换照片');
    expects('按原因直接到照片', actor.question().name === 'photo');
    await actor.answers();
    await actor.says('重新提交');
    await actor.goesOnUntil('pending');
    expects('重新提交后再次待审核', actor.question().name === 'pending');
    await desk.approves();
    expects(
      '审核通过后卡片已更新',
      desk.card().greyButton !== undefined || !desk.card().buttons.some(({ key }) => key === 'approve'),
    );
    await actor.says('缴费');
    expects('通过后可以核对并缴费', actor.question().name === 'readback');

    const cancelled = await pays(play, actor, { outcome: 'cancel' });
    expects('取消付款不算支付', cancelled.errMsg.endsWith('cancel') && paidOrders(play, actor).length === 0);
    await actor.says('进度');
    const paid = await pays(play, actor);
    expects('付款成功', paid.errMsg === 'requestPayment:ok');
    await actor.says('进度');
    expects('聊天里看到缴费凭证', actor.question().name === 'paid');
    await actor.says('改姓名');
    expects('缴费后信息锁定', actor.heard('refusal.state.paid_locked') || actor.question().name === 'paid');
  },
};
