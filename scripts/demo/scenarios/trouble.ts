import { opensOrder, paidOrders, stateOf } from '../paying';
import type { Scenario } from '../play';

const MINUTE = 60_000;

/** Somebody who writes faster than anybody answers. */
export const writtenAtOnce: Scenario = {
  key: 'written-at-once',
  title: '一口气发几条',
  async play(play) {
    const actor = await play.actor({ siteCode: '359601', subjects: '65' });
    await actor.goesOnUntil('field.siteCode');
    const before = actor.candidate.messages().length;
    for (const word of ['漳州', '359601', '65']) await actor.candidate.types(word);
    await play.settle();
    const answers = actor.candidate
      .messages()
      .slice(before)
      .filter(({ from }) => from === 'bot');
    play.expects('每一条都有回答', answers.length === 3);
    play.expects('按发送的顺序记下', actor.question().key === 'subjects.more');
  },
};

/** The live sessions are gone: at most one question is asked twice. */
export const sessionsEmptied: Scenario = {
  key: 'sessions-emptied',
  title: '会话存储被清空',
  async play(play) {
    const actor = await play.actor({ siteCode: '359601', subjects: '65' });
    await actor.goesOnUntil('field.ethnicity');
    play.tells('内嵌模式的会话在进程里：正常停机再启动，会话全部消失');
    await play.stack.restart();
    await actor.says('进度');
    play.expects('回到同一个问题', actor.question().name === 'field.ethnicity');
    await actor.goesOnUntil('readback');
    play.expects('接着填完，没有重来', actor.question().name === 'readback');
  },
};

/** The process dies without warning, first while somebody writes, then with a payment under way. */
export const serverKilled: Scenario = {
  key: 'server-killed',
  title: '服务器断电再启动',
  async play(play) {
    const { stack } = play;
    const actor = await play.actor({ siteCode: '359601', subjects: '65' });
    await actor.goesOnUntil('field.siteCode');
    await stack.server.kill();
    play.tells('断电期间考生还在写');
    await actor.candidate.types(actor.persona.fields.siteCode);
    await stack.server.start({ offset: stack.clock.offset, seed: null });
    await stack.push(MINUTE);
    play.expects('断电期间写的话没有丢', actor.question().name === 'field.subjects');
    const answers = actor.candidate
      .messages()
      .filter(({ text, from }) => from === 'bot' && text.includes('请选择科目'));
    play.expects('也没有回答两次', answers.length === 1);
    await actor.goesOnUntil('readback');

    const { ordered } = await opensOrder(play, actor);
    if (!ordered.ok) return play.expects('订单已开', false);
    await stack.server.kill();
    play.tells('付款时服务器断电，支付通知送不到');
    const paid = await actor.candidate.pays(ordered.body.payParams);
    await stack.server.start({ offset: stack.clock.offset, seed: null });
    await stack.push(5 * MINUTE);
    play.expects(
      '启动后付款被记下',
      paid.errMsg === 'requestPayment:ok' && (await stateOf(actor)) === 'paid',
    );
    play.expects(
      '只有一笔，没有退款',
      paidOrders(play, actor).length === 1 &&
        [...stack.platform.pay.refunds.values()].every(
          ({ order }) => order.openid !== actor.candidate.openid,
        ),
    );
  },
};
