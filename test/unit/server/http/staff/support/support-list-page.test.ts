import { supportListBody } from '../../../../../../server/http/staff/support/support-list-page';
import type { Desk } from '../../../../../../server/use-cases/support/list-support';

const NOW = Date.parse('2026-12-28T10:00:00+08:00');

const desk = (changes: Partial<Desk> = {}): Desk => ({
  rows: [],
  counts: { all: 1_001, mine: 2, waiting: 1_001, tickets: 1_000 },
  next: null,
  ...changes,
});
const body = (shown: Desk, { isFirst = true, isStill = false } = {}) =>
  supportListBody({
    ...{ desk: shown, kind: 'all', isFirst, isStill, calling: 3 },
    ...{ name: '小王', csrf: 'c', locale: 'zh-CN', now: NOW },
  }).html;

describe('supportListBody', () => {
  it('says of more than a thousand that there are more', () => {
    const html = body(desk());
    expect(html).toContain('现在有1000+个会话没有结束，其中1000+个在等人接待，3个在等您回复');
    expect(html).not.toContain('1001');
  });

  it('stays still under every filter and on every page once it was told to, until it is to go on', () => {
    const next = { harmRank: 1, urgentAt: NOW, id: '0'.repeat(26) };
    const ways = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, way]) => way ?? '');
    const first = ways(body(desk({ next }), { isStill: true }));
    expect(first.filter((way) => !way.includes('handover') && !way.includes('still=1'))).toEqual([
      '/staff/support',
    ]);
    expect(first).toContain('/staff/support?show=mine&amp;still=1');
    const second = ways(body(desk({ next }), { isFirst: false, isStill: true }));
    expect(second).toContain('/staff/support?still=1');
    expect(ways(body(desk({ next }))).filter((way) => way.includes('still'))).toHaveLength(1);
  });
});
