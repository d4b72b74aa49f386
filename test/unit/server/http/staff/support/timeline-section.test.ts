import { timelineSection } from '../../../../../../server/http/staff/support/timeline-section';
import type { TimelineItem } from '../../../../../../server/use-cases/support/conversation-timeline';
import type { HandoffItem } from '../../../../../../server/use-cases/support/handoff-items';
import { DAY_MS } from '../../../../../../shared/domain/time';

const AT = Date.parse('2026-12-28T10:00:00+08:00');

const happened = (changes: Partial<HandoffItem>): HandoffItem => ({
  ...{ kind: 'handoff', at: AT, handoffId: 'this', what: 'taken', trigger: 'asked', who: '小王', from: null },
  ...{ reason: null, outcome: null, rating: null, ...changes },
});

function htmlOf(items: TimelineItem[], locale: 'zh-CN' | 'en' = 'zh-CN'): string {
  const parts = { handoffId: 'this', isLatest: true, locale };
  return timelineSection({ items, earlier: null }, parts).html;
}
const textOf = (items: TimelineItem[], locale: 'zh-CN' | 'en' = 'zh-CN'): string =>
  htmlOf(items, locale)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

describe('timelineSection', () => {
  it('names each day once, above what happened on it', () => {
    const text = textOf([happened({}), happened({ what: 'told' }), happened({ at: AT + DAY_MS })]);
    expect(text.match(/2026年12月28日（周一）/g)).toHaveLength(1);
    expect(text).toMatch(/2026年12月28日（周一） 10:00 .* 10:00 .* 2026年12月29日（周二） 10:00/);
  });

  it.each([
    [{ what: 'transferred', from: '小王', who: '小李' }, '小王转给小李', '小王 transferred it to 小李'],
    [
      { what: 'released', from: '小王', who: null, reason: 'owner_idle' },
      '小王放回，等其他人接待 · 太久没有回复',
      '小王 put it back for somebody else · no reply for too long',
    ],
    [{ what: 'taken', who: null }, '接待人员开始接待', 'a servicer took it'],
    [{ what: 'closed', outcome: 'solved' }, '小王结束了会话 · 已解决', '小王 ended it · solved'],
    [{ what: 'closed', who: null }, '会话结束', 'Ended'],
    [{ what: 'rated', rating: 3 }, '考生评价：没有解决', 'The candidate’s rating: not solved'],
  ] as const)('tells %j in words', (changes, zh, en) => {
    expect(textOf([happened(changes)])).toContain(zh);
    expect(textOf([happened(changes)], 'en').toLowerCase()).toContain(en.toLowerCase());
  });

  it('leads to the page of an earlier conversation, never to its own', () => {
    expect(htmlOf([happened({ what: 'opened', handoffId: 'past' })])).toContain('href="/staff/support/past"');
    expect(htmlOf([happened({ what: 'opened' })])).not.toContain('href=');
  });
});
