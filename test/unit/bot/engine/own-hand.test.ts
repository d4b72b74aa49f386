import { understandOwnHand } from '../../../../bot/engine/own-hand';
import type { Proposed, Situation } from '../../../../bot/ports';
import { ask, itemsOf, say, tap, turn } from '../../../support/chat-turn';
import { COMPLETE, inState, NOW } from '../../../support/situations';

const ID = '01arz3ndektsv4rrffq69g5fav';
const OPEN: Proposed = {
  ...{ id: ID, fields: ['occupation'], state: 'open' },
  change: { after: { ...COMPLETE, occupation: 'teacher' }, voided: [], reason: '职业和学生证不一致' },
};
const served = (channel: Situation['channel'], changes: Partial<Situation> = {}): Situation => {
  const at = { ...inState('ready'), proposal: OPEN, channel };
  return { ...at, handoff: { state: 'served', answerBy: NOW }, ...changes };
};
const OVER = { proposal: { ...OPEN, state: 'confirmed', change: null } as const };

describe('understandOwnHand', () => {
  it('asks in the mini program about a correction that waits, also while a person serves', () => {
    const shown = ask(served('mini_program'));
    expect(shown.text).toContain('职业：学生 → 教师');
    const yes = tap(served('mini_program'), shown, '改，我保证', { after: served('mini_program', OVER) });
    expect(yes.act).toEqual({ kind: 'answer_proposal', proposalId: ID, accepts: true });
    expect(yes.text).toBe('已按您的确认修改。');
  });

  it('asks there what has to be ticked before', () => {
    expect(ask(served('mini_program', { ticked: [] })).text).not.toBe('');
  });

  it('takes the tick that stands before', () => {
    const { proposal, channel, handoff } = served('mini_program');
    const before = { ...inState('draft', { ticked: [] }), proposal, channel, handoff };
    const { act } = tap(before, ask(before), '同意');
    expect(act).toMatchObject({ kind: 'tick_notice' });
  });

  it('does nothing by a button of another question while a person serves, though a correction waits', () => {
    const rating = { kind: 'tap', id: 'rate:01arz3ndektsv4rrffq69g5fav.1', caption: '已解决' } as const;
    expect(turn(served('mini_program'), rating)).toMatchObject({ act: { kind: 'none' }, text: '' });
    const before = { ...served('mini_program'), handoff: null, proposal: null };
    const deleting = tap(before, ask(before), '删除报考信息');
    const tapped = itemsOf(deleting.replies).filter((item) => item.kind === 'tap');
    expect(tapped).not.toEqual([]);
    for (const { id, caption } of tapped) {
      const late = turn(served('mini_program'), { kind: 'tap', id, caption }, { session: deleting.session });
      expect([late.act, late.text]).toEqual([{ kind: 'none' }, '']);
    }
  });

  it('asks about a correction before an earlier question of the bot, whose buttons nobody answers now', () => {
    const before = { ...served('mini_program'), handoff: null, proposal: null };
    const deleting = tap(before, ask(before), '删除报考信息');
    expect(ask(served('mini_program'), deleting.session).text).toContain('职业：学生 → 教师');
  });

  it('leaves words to the person who serves, and is silent when nothing waits (promise 12)', () => {
    const heard = say(served('mini_program'), '改');
    expect([heard.act, heard.text]).toEqual([{ kind: 'none' }, '']);
    expect(ask(served('mini_program', { proposal: null })).text).toBe('');
  });

  it('tells a second press there how it ended', () => {
    const shown = ask(served('mini_program'));
    const late = tap(served('mini_program', OVER), shown, '改，我保证');
    expect([late.act, late.text]).toEqual([
      { kind: 'none' },
      '这条修改建议您已经同意，信息已修改，不用再点。',
    ]);
  });

  it('takes the press in the customer-service chat, and says nothing there (promise 12)', () => {
    const shown = ask({ ...served('kf'), handoff: null });
    const no = tap(served('kf'), shown, '不改');
    expect([no.act, no.text]).toEqual([{ kind: 'answer_proposal', proposalId: ID, accepts: false }, '']);
    expect(ask(served('kf')).text).toBe('');
  });

  it('takes no other button for such a press', () => {
    const message = { kind: 'tap', id: 'nonce:review.submit', caption: '提交' } as const;
    expect(understandOwnHand(served('kf'), null, message).act).toEqual({ kind: 'none' });
    expect(turn(served('kf'), message).text).toBe('');
  });
});
