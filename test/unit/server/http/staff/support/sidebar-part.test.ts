import { customerPart } from '../../../../../../server/http/staff/support/sidebar-part';
import type { Sidebar, SidebarSheet } from '../../../../../../server/use-cases/support/show-sidebar';
import { handoffAt } from '../../../../../support/handoffs';

const NOW = Date.parse('2026-12-28T10:00:00+08:00');

const title = (zh: string) => ({ zh, en: zh });
const sheet = (changes: Partial<SidebarSheet> = {}): SidebarSheet => ({
  handoff: handoffAt(NOW, { state: 'served' }),
  person: '林**',
  owner: { name: '小王', isMember: true },
  brief: [{ label: '状态', value: '填写中' }],
  pressing: [],
  chat: { road: 'wecom', closed: null, until: NOW, left: null },
  answers: [
    { id: 'greeting', title: title('开场'), filled: { ok: true, text: '您好，"<b>' } },
    { id: 'why_rejected', title: title('原因'), filled: { ok: false, missing: ['reason'] } },
  ],
  pages: ['photo'],
  proposed: null,
  ...changes,
});
const part = (sidebar: Sidebar) =>
  customerPart({ sidebar, customer: 'wm-"1', csrf: 'c', locale: 'zh-CN', now: NOW }).html;
const conversation = (changes: Partial<SidebarSheet> = {}) =>
  part({ kind: 'conversation', sheet: sheet(changes) });

describe('customerPart', () => {
  it('offers each filled answer, and none that lacks a value', () => {
    const html = conversation();
    expect(html).toContain('data-answer="greeting"');
    expect(html).not.toContain('data-answer="why_rejected"');
    expect(html).toContain('还不能用的（1）');
    expect(html).toContain('data-change="您好，&quot;&lt;b&gt;"');
    expect(html).not.toContain('<b>');
  });

  it('offers nothing to send or to type while the chat takes nothing, and says why', () => {
    const html = conversation({ chat: { road: 'wecom', closed: 'window_over', until: NOW, left: null } });
    expect(html).toContain('距考生上一条消息已超过48小时');
    expect(html).not.toMatch(/data-answer|data-send|<textarea/);
    expect(html).toContain('/staff/support/handoff-1#write');
  });

  it('sends the link of a correction that waits by one press, while the chat takes it', () => {
    const html = conversation({ proposed: ['occupation', 'education'] });
    expect(html).toMatch(/职业、文化程度[^]*name="proposal" value="open"/);
    expect(conversation()).not.toContain('name="proposal"');
    const chat = { road: 'wecom', closed: 'window_over', until: NOW, left: null } as const;
    expect(conversation({ proposed: ['occupation'], chat })).not.toContain('name="proposal"');
  });

  it('offers neither pages nor corrections to whoever has no registration', () => {
    expect(conversation()).toMatch(/handoff-1\/proposals/);
    const html = conversation({ pages: [] });
    expect(html).not.toMatch(/handoff-1\/proposals|select name="page"/);
    expect(html).toContain('href="/staff/support/handoff-1"');
  });

  it('lets a member take what nobody has', () => {
    const html = conversation({
      owner: null,
      chat: { road: 'wecom', closed: 'not_in_wecom', until: NOW, left: null },
    });
    expect(html).toContain('action="/staff/support/sidebar/take"');
    expect(html).not.toContain('会话不在企业微信里接待');
    expect(conversation()).not.toContain('/sidebar/take');
  });

  it('tells the customer’s name of the platform in the form that opens a conversation alone', () => {
    const quiet = part({ kind: 'quiet', person: null, state: null, deadlineAt: null });
    expect(quiet).toContain('<input type="hidden" name="customer" value="wm-&quot;1" />');
    expect(quiet).toContain('还没有报名信息的考生');
    expect(conversation()).not.toContain('wm-');
  });

  it.each([
    ['absent', '没有这位考生的记录'],
    ['own', '这位考生与您本人有关'],
  ] as const)('says who is %s and nothing more', (kind, words) => {
    const html = part({ kind });
    expect(html).toContain(words);
    expect(html).not.toMatch(/<form|wm-/);
  });
});
