import { conversationBody } from '../../../../../../server/http/staff/support/conversation-page';
import type { ConversationSheet } from '../../../../../../server/use-cases/support/show-conversation';
import { handoffAt } from '../../../../../support/handoffs';

const NOW = Date.parse('2026-12-28T10:00:00+08:00');

const sheet = (changes: Partial<ConversationSheet> = {}): ConversationSheet => ({
  handoff: handoffAt(NOW, { state: 'queued' }),
  mark: 'seen',
  person: null,
  owner: null,
  brief: [],
  hasRegistration: true,
  pressing: [],
  timeline: { items: [], earlier: null },
  roads: [],
  colleagues: [],
  canned: [],
  next: null,
  begun: null,
  ...changes,
});
const body = (changes: Partial<ConversationSheet> = {}) =>
  conversationBody({
    ...{ sheet: sheet(changes), draft: { text: '', road: null, alert: null, askSure: false }, mark: 'm' },
    ...{ csrf: 'c', locale: 'zh-CN', now: NOW, done: null, isLatest: true },
  }).html;

describe('conversationBody', () => {
  it('offers corrections and links to pages only where there is a registration', () => {
    expect(body()).toMatch(/handoff-1\/proposals[^]*handoff-1\/links/);
    expect(body({ hasRegistration: false })).not.toMatch(/\/proposals|\/links/);
  });

  it('offers to take what nobody has before the talk, which may be long', () => {
    expect(body()).toMatch(/\/take"[^]*support-timeline/);
    expect(body({ handoff: handoffAt(NOW, { state: 'closed' }) })).not.toContain('/take"');
  });

  it('says of more than a thousand that wait that there are more', () => {
    const next = { id: 'other', kind: 'waiting', count: 1_001 } as const;
    expect(body({ next })).toContain('下一个等人接待的会话（1000+个）');
  });
});
