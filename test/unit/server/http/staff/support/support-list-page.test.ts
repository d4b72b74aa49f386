import { supportListBody } from '../../../../../../server/http/staff/support/support-list-page';
import type { Desk } from '../../../../../../server/use-cases/support/list-support';

const NOW = Date.parse('2026-12-28T10:00:00+08:00');

const desk = (changes: Partial<Desk> = {}): Desk => ({
  rows: [],
  counts: { all: 1_001, mine: 2, waiting: 1_001, tickets: 1_000 },
  next: null,
  ...changes,
});
const body = (shown: Desk) =>
  supportListBody({
    ...{ desk: shown, kind: 'all', isFirst: true, isLive: true, calling: 3 },
    ...{ name: '小王', csrf: 'c', locale: 'zh-CN', now: NOW },
  }).html;

describe('supportListBody', () => {
  it('says of more than a thousand that there are more', () => {
    const html = body(desk());
    expect(html).toContain('现在有1000+个会话没有结束，其中1000+个在等人接待，3个在等您回复');
    expect(html).not.toContain('1001');
  });
});
