import { paidOrders, pays, stateOf } from '../paying';
import type { Scenario } from '../play';

/** A site without review: ready means payable. */
export const openSite: Scenario = {
  key: 'open-site',
  title: '不审核考点：报名 → 缴费',
  async play(play) {
    const actor = await play.actor({ siteCode: '359601', subjects: '24' });
    await actor.goesOnUntil('readback');
    play.expects('照片传好后直接核对缴费', actor.question().name === 'readback');
    play.expects(
      '没有卡片发给任何人',
      [...play.stack.reviewers.values()].every((reviewer) =>
        reviewer.cards().every(({ rows }) => !JSON.stringify(rows).includes(' 24')),
      ),
    );
    const paid = await pays(play, actor);
    play.expects(
      '付款成功，只有一笔',
      paid.errMsg === 'requestPayment:ok' && paidOrders(play, actor).length === 1,
    );
    play.expects('报名状态是已支付', (await stateOf(actor)) === 'paid');
  },
};

/** The same in English: every question and answer. */
export const inEnglish: Scenario = {
  key: 'english',
  title: '全程英文：报名 → 缴费',
  async play(play) {
    const actor = await play.actor({ siteCode: '359601', subjects: '66' });
    await actor.says('English');
    actor.app.locale = 'en';
    const from = actor.candidate.messages().length;
    await actor.goesOnUntil('readback');
    const words = actor.candidate
      .messages()
      .slice(from)
      .filter((message) => message.from === 'bot')
      .map(({ menu, text }) => menu?.head ?? text);
    play.expects(
      '机器人只说英文',
      words.length > 10 && words.every((text) => /[A-Za-z]{3}/.test(text) && !/请|您/.test(text)),
    );
    const paid = await pays(play, actor);
    play.expects('付款成功', paid.errMsg === 'requestPayment:ok' && (await stateOf(actor)) === 'paid');
    await actor.says('status');
    play.expects(
      '缴费凭证是英文',
      actor.question().name === 'paid' && actor.candidate.lastMessage().text.includes('registered'),
    );
  },
};

/** Two subjects, paid one after the other. */
export const twoSubjects: Scenario = {
  key: 'two-subjects',
  title: '两科分两次缴费',
  async play(play) {
    const actor = await play.actor({ siteCode: '359601', subjects: '65、24' });
    await actor.goesOnUntil('readback');
    const first = await pays(play, actor, { codes: ['65'] });
    play.expects('核对时两科都列出', first.summary.readBack.subjects.length === 2);
    play.expects('付清一科后状态是部分已支付', (await stateOf(actor)) === 'part_paid');
    await actor.says('进度');
    play.expects('聊天里请付剩下的一科', actor.question().name === 'readback');
    const second = await pays(play, actor);
    play.expects(
      '第二次只列出剩下的一科',
      second.summary.readBack.subjects.map(({ code }) => code).join() === '24',
    );
    play.expects('两科都已支付', (await stateOf(actor)) === 'paid');
    const sum = paidOrders(play, actor).reduce((total, { totalFen }) => total + totalFen, 0);
    const fees = play.stack.season.subjects.filter(({ code }) => ['65', '24'].includes(code));
    play.expects('两笔合计等于两科费用', sum === fees.reduce((total, { feeFen }) => total + feeFen, 0));
  },
};

/** A subject that costs nothing: confirming is enough. */
export const zeroFee: Scenario = {
  key: 'zero-fee',
  title: '免费科目：确认即完成',
  async play(play) {
    const actor = await play.actor({ siteCode: '359601', subjects: '17' });
    await actor.goesOnUntil('readback');
    await actor.chooses('confirm_free', '确认报名');
    play.expects('确认后报名完成', actor.question().name === 'paid');
    play.expects(
      '没有向微信支付下单',
      [...play.stack.platform.pay.orders.values()].every(({ openid }) => openid !== actor.candidate.openid),
    );
  },
};

/** Deleted with a reason, then registered anew with the answers taken over. */
export const deleteAndAgain: Scenario = {
  key: 'delete-again',
  title: '删除报考信息后重新报名',
  async play(play) {
    const actor = await play.actor({ siteCode: '359601', subjects: '65' });
    await actor.goesOnUntil('readback');
    const before = await actor.app.opens(actor.appItem().pagepath ?? '').then(() => actor.app.registration());
    await actor.says('删除报考信息');
    play.expects('删除要先说明原因', actor.question().name === 'delete.reason');
    await actor.answers();
    play.expects('再确认一次（W4）', actor.question().name === 'delete.confirm');
    await actor.answers();
    play.expects('删除后可以重新报名', actor.question().name === 'again');
    await actor.goesOnUntil('promise');
    play.expects(
      '原来填的内容带过来了',
      !actor.candidate
        .messages()
        .slice(-6)
        .some(({ text }) => text.includes('请发送姓名') || text.includes('“姓名”')),
    );
    await actor.goesOnUntil('readback');
    const paid = await pays(play, actor);
    play.expects(
      '新的报名付款成功',
      paid.errMsg === 'requestPayment:ok' && paid.registrationId !== before?.id,
    );
  },
};
