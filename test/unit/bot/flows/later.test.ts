import type { ChatMessage, Outcome, Session, Situation } from '../../../../bot/ports';
import { newSession } from '../../../../bot/session';
import { STATES } from '../../../../shared/domain/lifecycle';
import { NOTICE_IDS } from '../../../../shared/domain/season';
import { ask, itemsOf, say, tap, turn } from '../../../support/chat-turn';
import { COMPLETE, inState, NOW, registration, SEASON, situation } from '../../../support/situations';

const PICTURE: ChatMessage = {
  kind: 'picture',
  result: {
    ok: true,
    photoId: 'p',
    width: 300,
    height: 400,
    bytes: 50_000,
    warnings: [{ code: 'photo.blurred' }],
  },
};
const DONE = { ok: true } as const;

describe('Summary and promise (S21)', () => {
  it('is two messages with the handbook’s words, and submits by them', () => {
    const shown = ask(situation());
    expect(shown.replies).toHaveLength(2);
    expect(tap(situation(), shown, '我保证以上信息是真实和准确的').act).toEqual({
      kind: 'submit_information',
    });
    expect(say(situation(), '提交吧').act).toEqual({ kind: 'none' });
  });

  it('is one message when one is left', () => {
    expect(ask(situation({ messagesLeft: 1 })).replies).toHaveLength(1);
    expect(ask(situation({ messagesLeft: 0 })).replies).toHaveLength(0);
  });

  it('shows an open change, applies it with a new promise or drops it after asking', () => {
    const at = situation({
      registration: registration({
        state: 'rejected',
        changeSet: { ...COMPLETE, name: '王晓明' },
        decision: inState('rejected').registration!.decision,
      }),
    });
    const shown = ask(at);
    expect(shown.text).toContain('姓名 → 王**');
    expect(tap(at, shown, '我保证').act).toEqual({ kind: 'apply_changes' });
    expect(tap(at, tap(at, shown, '放弃修改'), '放弃修改').act).toEqual({ kind: 'discard_changes' });
  });
});

describe('Photo (S26 to S30)', () => {
  const at = inState('saved');

  it('keeps a picture and tells its warnings', () => {
    const kept = turn(at, PICTURE, { after: inState('ready') });
    expect(kept.act).toEqual({ kind: 'keep_photo', photoId: 'p' });
    expect(kept.text).toContain('有些模糊');
    expect(kept.session.asked?.step).toBe('review.submit');
  });

  it('tells what is wrong with a picture', () => {
    const refused = turn(at, {
      kind: 'picture',
      result: { ok: false, problems: [{ code: 'photo.greyscale' }], advice: [] },
    });
    expect(refused.act).toEqual({ kind: 'none' });
    expect(refused.text).toContain('彩色');
    expect(refused.text).not.toContain('也请留意');
  });

  it('tells what blocks first, and apart from it what would only be a hint', () => {
    const advice = [{ code: 'photo.blurred', params: { sharpness: 1 } }];
    const result = { ok: false as const, problems: [{ code: 'photo.greyscale' }], advice };
    const { text } = turn(at, { kind: 'picture', result });
    const places = ['彩色', '也请留意', '有些模糊'].map((words) => text.indexOf(words));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it.each(['draft', 'pending', 'approved', 'paying', 'paid', 'deleted'] as const)(
    'keeps none in %s',
    (state) => {
      expect(turn(inState(state), PICTURE).act).toEqual({ kind: 'none' });
    },
  );

  it('keeps none without the separate consent (PR1)', () => {
    const ticked = NOTICE_IDS.filter((id) => id !== 'sensitive_consent');
    expect(turn(inState('saved', { ticked }), PICTURE).act).toEqual({ kind: 'none' });
  });

  it('raises W1 on leaving, then W2 on the information page (S27, S28, S29)', () => {
    const w1 = tap(at, ask(at), '返回');
    expect(w1.text).toContain('照片未上传！如未在报考考点网报截止日期前传照片，则无法支付');
    const w2 = tap(at, w1, '确定');
    expect(w2.text).toContain('电子证书');
    expect(w2.session.asked?.step).toBe('information');
    expect(say(at, '上传照片', { session: w2.session }).session.asked?.step).toBe('photo');
  });
});

describe('Review (S36 to S47)', () => {
  it('submits only after W3 is confirmed (S38)', () => {
    const at = inState('ready');
    const w3 = tap(at, ask(at), '提交信息审核');
    expect(w3.act).toEqual({ kind: 'none' });
    expect(tap(at, w3, '取消').act).toEqual({ kind: 'none' });
    expect(tap(at, w3, '确认提交').act).toEqual({ kind: 'submit_for_review' });
    expect(say(at, '确认', { session: w3.session }).act).toEqual({ kind: 'submit_for_review' });
  });

  it('drops a confirmation that the state has overtaken', () => {
    const session: Session = {
      ...newSession('zh-CN'),
      confirming: { act: 'submit_for_review', reason: null },
    };
    expect(ask(inState('pending'), session).session.asked?.step).toBe('review.pending');
  });

  it('shows the reason, the marked fields first and everything else behind 改其他 (S40 to S44)', () => {
    const at = inState('rejected');
    const shown = ask(at);
    expect(shown.text).toContain('姓名与证件上的不一致');
    expect(itemsOf(shown.replies).map((item) => ('caption' in item ? item.caption : ''))).toEqual([
      '1. 改姓名',
      '2. 换照片',
      '3. 改其他',
      '4. 提交信息审核',
      '5. 删除报考信息',
    ]);
    expect(tap(at, shown, '改姓名').session.asked?.step).toBe('field.name');
    expect(tap(at, shown, '换照片').session.asked?.step).toBe('photo');
    expect(tap(at, shown, '改其他').session.asked?.step).toBe('edit.menu');
  });

  it.each([
    ['pending', '待审核期间不能修改'],
    ['approved', '审核通过后不能修改'],
    ['paying', '支付订单还开着'],
    ['paid', '一旦缴费成功，所有信息不能修改'],
  ] as const)('explains why nothing is edited in %s (S39, S46, S50)', (state, words) => {
    for (const text of ['改姓名', '改', '换照片']) {
      const heard = say(inState(state), text);
      expect(heard.act).toEqual({ kind: 'none' });
      expect(heard.text).toContain(words);
    }
  });
});

describe('Payment (S48 to S51)', () => {
  const at = inState('approved');

  it('reads back before the payment page and lets subjects be left out', () => {
    const shown = ask(at);
    expect(shown.text).toContain('在缴费前请核对所有信息，一旦缴费成功，所有信息不能修改');
    expect(itemsOf(shown.replies)[0]).toMatchObject({
      kind: 'mini_program',
      target: { open: 'payment', subjectCodes: ['65', '15'] },
    });
    const left = tap(at, shown, '这次不付 15');
    expect(left.text).toContain('合计 ¥105.00');
    expect(itemsOf(left.replies)[0]).toMatchObject({ target: { subjectCodes: ['65'] } });
    expect(tap(at, left, '加回 15').text).toContain('合计 ¥195.00');
  });

  it('goes straight there at a site without review (S47)', () => {
    expect(ask(inState('ready', { site: 'other' })).session.asked?.step).toBe('payment.readback');
  });

  it('pays nothing by text alone', () => {
    for (const text of ['去支付', '我要缴费', '付款', 'pay now'])
      expect(say(at, text).act).toEqual({ kind: 'none' });
  });

  it('says why not: photo missing, not approved, too late (S27, S37, S51)', () => {
    expect(say(inState('saved'), '缴费').text).toContain('照片还没有上传');
    expect(say(inState('pending'), '缴费').text).toContain('审核通过后才能支付');
    expect(ask(inState('approved', { now: SEASON.paymentEndsAt })).text).toContain('缴费已于');
  });

  it('confirms a zero fee by its own act', () => {
    const subjects = [{ code: '17', feeFen: 0, state: 'chosen' as const }];
    const free = situation({ registration: { ...at.registration!, subjects } });
    const shown = ask(free);
    expect(itemsOf(shown.replies).some((item) => item.kind === 'mini_program')).toBe(false);
    expect(tap(free, shown, '确认报名').act).toEqual({ kind: 'confirm_zero_fee', subjectCodes: ['17'] });
  });

  it('resumes, gives up or checks an open order', () => {
    const paying = inState('paying');
    const shown = ask(paying);
    expect(itemsOf(shown.replies)[0]).toMatchObject({ kind: 'mini_program', target: { open: 'payment' } });
    expect(tap(paying, shown, '取消支付').act).toEqual({ kind: 'close_order' });
    expect(say(paying, '换科目').act).toEqual({ kind: 'close_order' });
    const checked = say(paying, '扣了钱却显示未支付');
    expect(checked.act).toEqual({ kind: 'check_payment' });
    expect(checked.text).toContain('请先不要再付');
    const again = say(paying, '扣了钱却显示未支付', { session: checked.session });
    expect(tap(paying, again, '转人工').act).toEqual({ kind: 'hand_off', trigger: 'payment_trouble' });
  });

  it('pays the rest of a partly paid one and says that it lapses', () => {
    const shown = ask(inState('part_paid'));
    expect(itemsOf(shown.replies)[0]).toMatchObject({ target: { subjectCodes: ['15'] } });
    expect(shown.text).toContain('失效');
  });

  it('shows proof, what comes next, and the ticket from its date (S52)', () => {
    expect(ask(inState('paid')).text).toMatch(/缴费成功[^]*¥105\.00[^]*准考证/u);
    const tickets = [{ subjectCode: '65', ticketNumber: '3599', startsAt: NOW, room: '1', seat: '12' }];
    const open = inState('paid', { now: SEASON.ticketFrom, tickets });
    expect(itemsOf(ask(open).replies)[0]).toMatchObject({ kind: 'page', target: { open: 'ticket' } });
    expect(say(inState('paid'), '准考证').text).toContain('起可以打印');
  });
});

describe('Deleting (S31 to S35)', () => {
  const free = STATES.filter((state) =>
    ['draft', 'saved', 'ready', 'pending', 'rejected', 'approved', 'paying', 'expired'].includes(state),
  );

  it.each(free)('in %s asks a reason, then W4, then deletes', (state) => {
    const at = inState(state);
    const reason = say(at, '删除报考信息');
    expect(reason.act).toEqual({ kind: 'none' });
    const w4 = say(at, '临时有事不考了', { session: reason.session });
    expect(w4.text).toContain('临时有事不考了');
    expect(say(at, '随便', { session: w4.session }).act).toEqual({ kind: 'none' });
    expect(tap(at, w4, '确认删除').act).toEqual({ kind: 'delete', reason: '临时有事不考了' });
  });

  it.each(['part_paid', 'paid'] as const)('in %s is explained (S35)', (state) => {
    expect(say(inState(state), '删除报考信息').text).toContain('不能自行删除');
  });

  it('warns after closing that no new registration is possible (S33)', () => {
    const at = inState('approved', { now: SEASON.windows[0]!.closesAt + 1 });
    expect(tap(at, say(at, '删除'), '不参加').text).toContain('删除后不能再报');
  });

  it('takes no number of a person into the reason (PR6)', () => {
    const at = inState('approved');
    const heard = say(at, '换成 13800138000', { session: say(at, '删除').session });
    expect(heard.text + heard.transcript).not.toContain('13800138000');
    expect(heard.session.confirming?.reason).toBeNull();
  });

  it.each(['deleted', 'expired'] as const)(
    'after %s the answers come along into a new registration (S34)',
    (state) => {
      expect(tap(inState(state), ask(inState(state)), '重新报名').act).toEqual({ kind: 'register_again' });
      expect(ask(inState(state, { now: SEASON.windows[0]!.closesAt + 1 })).text).toContain('不能再报名');
    },
  );
});

describe('Outcomes', () => {
  it('explain a refusal, a wrong field and a fault, and ask again', () => {
    const at = situation();
    const refused: Outcome = {
      ok: false,
      why: 'refused',
      reasons: [{ code: 'change.open', remedy: 'apply_changes' }],
    };
    expect(say(at, '我保证', { outcome: refused }).text).toContain('有修改还没有完成');
    const used = {
      ok: false,
      why: 'invalid',
      field: 'documentNumber',
      problem: { code: 'id.already_used' },
    } as const;
    expect(say(at, '我保证', { outcome: used }).session.asked?.step).toBe('field.documentNumber');
    const fault = say(at, '我保证', { outcome: { ok: false, why: 'unavailable' } });
    expect(fault.text).toContain('没有任何改动');
    expect(
      say(at, '我保证', { outcome: DONE, after: inState('saved') as Situation }).session.asked?.step,
    ).toBe('photo');
  });
});
