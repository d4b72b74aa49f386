import { newSession } from '../../../../bot/session';
import { ask, say, tap, type Turned } from '../../../support/chat-turn';
import { inState, situation } from '../../../support/situations';

const READY = inState('ready');

function asksToSubmit(): Turned {
  return say(READY, '提交信息审核');
}

function asksToDelete(): Turned {
  const reasons = say(READY, '删除报考信息');
  return tap(READY, reasons, '考点或科目选错了');
}

describe('forgottenConfirmation (promise 10)', () => {
  it('submits by the tap on the very question, though the live session is gone', () => {
    const asked = asksToSubmit();
    const tapped = tap(READY, asked, '确认提交', { session: null });
    expect(tapped.act).toEqual({ kind: 'submit_for_review' });
  });

  it('asks once more before anything is deleted, and deletes by the second tap', () => {
    const tapped = tap(READY, asksToDelete(), '确认删除', { session: null });
    expect(tapped.act).toEqual({ kind: 'none' });
    expect(tapped.text).toContain('请再确认一次');
    expect(tapped.text).toContain('考点或科目选错了');
    expect(tap(READY, tapped, '确认删除').act).toMatchObject({ kind: 'delete' });
  });

  it('cancels by a tap on no', () => {
    const tapped = tap(READY, asksToDelete(), '取消', { session: null });
    expect([tapped.act.kind, tapped.session.confirming]).toEqual(['none', null]);
    expect(tapped.text).toContain('没有任何改动');
  });

  it('takes nothing from a tap that is about an earlier state of the registration', () => {
    const asked = asksToSubmit();
    const { registration } = READY;
    if (!registration) throw new Error('a ready registration is there');
    const changed = situation({
      ...READY,
      registration: { ...registration, version: registration.version + 1 },
    });
    const tapped = tap(changed, asked, '确认提交', { session: null });
    expect(tapped.act).toEqual({ kind: 'none' });
    expect(tapped.text).toContain('这个选项是之前的');
  });

  it('leaves a question that was taken back, and which the session knows of, an old one', () => {
    const asked = asksToSubmit();
    const cancelled = tap(READY, asked, '取消');
    const tapped = tap(READY, asked, '确认提交', { session: cancelled.session });
    expect(tapped.act).toEqual({ kind: 'none' });
    expect(tapped.text).toContain('这个选项是之前的');
  });

  it('takes nothing from taps of other questions', () => {
    const tapped = tap(READY, ask(READY), '提交信息审核', { session: newSession('zh-CN') });
    expect(tapped.act).toEqual({ kind: 'none' });
    expect(tapped.text).toContain('确认提交信息审核吗');
  });
});
