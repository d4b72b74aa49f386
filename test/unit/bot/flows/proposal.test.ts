import type { Proposed } from '../../../../bot/ports';
import { newSession } from '../../../../bot/session';
import { ask, say, tap, turn } from '../../../support/chat-turn';
import { COMPLETE, inState, registration, situation } from '../../../support/situations';

const ID = '01arz3ndektsv4rrffq69g5fav';
const OPEN: Proposed = {
  id: ID,
  fields: ['mobile', 'occupation'],
  state: 'open',
  change: {
    after: { ...COMPLETE, mobile: '13900000001', occupation: 'teacher' },
    voided: [],
    reason: '号码少了一位',
  },
};

describe('A proposed correction in the chat', () => {
  const ready = () => ({ ...inState('ready'), proposal: OPEN });

  it('is asked before the pending question, masked, with why and what it means', () => {
    const { text, session } = ask(ready());
    expect(text).toContain('号码少了一位');
    expect(text).toContain('联系电话：138****8000 → 139****0001');
    expect(text).toContain('职业：学生 → 教师');
    expect(text).toContain('改，我保证信息真实准确');
    expect(session.asked?.step).toBe(`proposal.${ID}`);
  });

  it('is answered by a tap or its very words, and goes on with the pending question', () => {
    const shown = ask(ready());
    const yes = tap(ready(), shown, '改，我保证');
    expect(yes.act).toEqual({ kind: 'answer_proposal', proposalId: ID, accepts: true });
    const no = say(ready(), '不改', { session: shown.session, after: inState('ready') });
    expect(no.act).toEqual({ kind: 'answer_proposal', proposalId: ID, accepts: false });
    expect(no.text).toContain('好的，不改');
    expect(no.session.asked?.step).toBe('review.submit');
    expect(say(ready(), '改吧改吧', { session: shown.session }).act.kind).not.toBe('answer_proposal');
  });

  it('needs no promise in a draft, and names what has to be answered again', () => {
    const change = { ...OPEN.change!, voided: ['siteCode' as const] };
    const { text } = ask(situation({ proposal: { ...OPEN, change } }));
    expect(text).toContain('要重新填：报考考点');
    expect(text).not.toContain('承诺');
  });

  it('is not asked where nothing can be changed, nor before what guards it', () => {
    expect(ask({ ...inState('pending'), proposal: OPEN }).text).not.toContain('建议');
    expect(ask({ ...ready(), registration: registration(), ticked: [] }).text).not.toContain('建议');
  });

  it('comes before a yes that was waited for when the conversation goes on', () => {
    const session = {
      ...newSession('zh-CN'),
      confirming: { act: 'submit_for_review', reason: null } as const,
    };
    const resumed = turn(ready(), { kind: 'resumed', filled: [] }, { session });
    expect(resumed.session).toMatchObject({ confirming: null, asked: { step: `proposal.${ID}` } });
    expect(resumed.text).not.toContain('欢迎回来');
  });

  it.each([
    ['confirmed', '已经同意'],
    ['declined', '没有同意'],
    ['withdrawn', '收回'],
    ['expired', '已过有效期'],
    ['overtaken', '自己改过'],
    ['locked', '不能修改'],
    ['unfit', '不符合'],
  ] as const)('tells a late tap that it is %s, and changes nothing', (state, told) => {
    const shown = ask(ready());
    const over = { ...inState('ready'), proposal: { ...OPEN, state, change: null } };
    const menu = shown.replies.flatMap((reply) => (reply.kind === 'menu' ? reply.items : []));
    const yes = menu.find((item) => item.kind === 'tap');
    const late = turn(over, yes as Extract<typeof yes, { kind: 'tap' }>, { session: shown.session });
    expect(late.act).toEqual({ kind: 'none' });
    expect(late.text).toContain(told);
  });
});
