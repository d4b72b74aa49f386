import fc from 'fast-check';
import { byteLength, LIMITS } from '../../../../bot/engine/clip';
import type { HandBack, Reply } from '../../../../bot/ports';
import { FIELDS } from '../../../../shared/domain/fields';
import { STATES } from '../../../../shared/domain/lifecycle';
import { PROPOSAL_STATES, type ProposalState } from '../../../../shared/domain/proposal';
import { say, turn, type Turned } from '../../../support/chat-turn';
import { COMPLETE, inState, situation } from '../../../support/situations';

const NOTHING: HandBack = {
  handoffId: '01arz3ndektsv4rrffq69g5fav',
  ...{ from: null, to: null, proposal: null, changed: [] },
  ...{ paidFen: 0, refundedFen: 0, refundingFen: 0, stuckFen: 0 },
};

const resumed = (changes: Partial<HandBack>, base = inState('ready')): Turned =>
  turn({ ...base, handBack: { ...NOTHING, ...changes } }, { kind: 'resumed', filled: [] });

describe('handBackNotes', () => {
  it('says that the bot goes on, and nothing of what has not changed', () => {
    const { text } = resumed({});
    expect(text).toContain('人工服务已结束');
    expect(text).not.toMatch(/更新|现在选|退回|变化|建议/);
  });

  it('names money first, then the state, site and subjects as they are, the other fields by name', () => {
    const { text } = resumed({
      ...{ paidFen: 8000, refundedFen: 4000, from: 'approved', to: 'ready' },
      changed: ['mobile', 'siteCode', 'subjects', 'photo'],
    });
    const said = ['已收到缴费', '已原路退回', '从“审核通过', '现在选的考点', '现在选的科目', '已更新：'];
    const places = said.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(text).toContain('已更新：联系电话、照片');
    // A personal answer is named, never shown (PR6).
    expect(text).not.toContain('138');
  });

  it('says of a refund that got stuck that staff see to it, not that it is on its way', () => {
    const { text } = resumed({ stuckFen: 8000 });
    expect(text).toContain('¥80.00 的退款暂时没有成功，由工作人员处理');
    expect(text).not.toContain('正在原路退回');
  });

  it.each([
    ['under_way', '正在原路退回'],
    ['done', '已原路退回'],
    ['stuck', '由工作人员处理'],
  ] as const)(
    'says of a refund that is %s how it is, also when asked how things stand',
    (standing, words) => {
      const refunds = [{ amountFen: 8000, standing, cause: 'paid_twice' }];
      expect(say(inState('paid', { refunds }), '进度').text).toMatch(new RegExp(`¥80.00.*${words}`));
    },
  );

  it.each([
    ['confirmed', '同意的修改建议'],
    ['withdrawn', '收回了修改建议'],
    ['expired', '修改建议已失效'],
  ] as const)('tells that a proposed correction is %s', (proposal, words) => {
    expect(resumed({ proposal }).text).toContain(words);
  });

  it('names once what pages filled and a person saw change', () => {
    const base = { ...situation(), answeredBefore: ['name'], handBack: { ...NOTHING, changed: [] } };
    const { text } = turn(
      { ...base, handBack: { ...NOTHING, changed: ['mobile'] } },
      { kind: 'resumed', filled: ['mobile'] },
    );
    expect(text).toContain('已更新');
    expect(text).not.toContain('已收到您填写的');
  });

  it('counts what finds no room, and leaves the pending question whole', () => {
    const { text } = resumed(
      {
        ...{
          paidFen: 1,
          refundedFen: 1,
          refundingFen: 1,
          stuckFen: 1,
          from: 'draft',
          to: 'ready',
          proposal: 'withdrawn',
        },
        changed: ['siteCode', 'subjects', ...FIELDS.map(({ field }) => field)],
      },
      inState('ready', { locale: 'en' }),
    );
    expect(text).toMatch(/\d more changed; reply "status"/);
    expect(text).toContain('How was the help');
  });

  const anything = fc.record({
    from: fc.constantFrom(null, ...STATES),
    to: fc.constantFrom(null, ...STATES),
    paidFen: fc.constantFrom(0, 1, 99_999_999),
    refundedFen: fc.constantFrom(0, 8000, 99_999_999),
    refundingFen: fc.constantFrom(0, 8000),
    stuckFen: fc.constantFrom(0, 8000),
    proposal: fc.constantFrom(
      null,
      ...PROPOSAL_STATES.filter((one): one is Exclude<ProposalState, 'open'> => one !== 'open'),
    ),
    changed: fc.subarray([...FIELDS.map(({ field }) => field), 'photo' as const]),
  });

  it('is one message that the platform takes, whatever has changed and whatever is asked (S21)', () => {
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom(...STATES),
        fc.constantFrom('zh-CN' as const, 'en' as const),
        fc.constantFrom(1, 4),
        fc.boolean(),
        fc.boolean(),
        (changes, state, locale, messagesLeft, typed, isChanging) => {
          const changeSet = isChanging ? { ...COMPLETE, mobile: '13900000001', subjects: ['65'] } : null;
          const mine = inState(state).registration!;
          const base = {
            ...inState(state, { locale, registration: { ...mine, changeSet } }),
            ...{ messagesLeft, handBack: { ...NOTHING, ...changes } },
          };
          const { replies, text } = typed ? say(base, '进度') : turn(base, { kind: 'resumed', filled: [] });
          if (messagesLeft === 1) expect(replies).toHaveLength(1);
          replies.forEach(expectToFit);
          expect(text).toContain(locale === 'en' ? 'Our colleague has finished' : '人工服务已结束');
        },
      ),
      { numRuns: 150 },
    );
  });
});

function expectToFit(reply: Reply): void {
  if (reply.kind === 'text') {
    expect(byteLength(reply.text)).toBeLessThanOrEqual(LIMITS.text);
    return;
  }
  expect(byteLength(reply.head)).toBeLessThanOrEqual(LIMITS.head);
  expect(byteLength(reply.tail)).toBeLessThanOrEqual(LIMITS.tail);
  expect(reply.items.length).toBeLessThanOrEqual(LIMITS.items);
  for (const item of reply.items) {
    const caption = item.kind === 'line' ? item.text : item.caption;
    expect(byteLength(caption)).toBeLessThanOrEqual(item.kind === 'line' ? LIMITS.text : LIMITS.caption);
  }
}
