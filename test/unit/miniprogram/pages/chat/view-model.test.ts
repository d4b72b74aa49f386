import { keepLines, type ChatFacts } from '../../../../../miniprogram/pages/chat/lines';
import { wayOf } from '../../../../../miniprogram/pages/chat/links';
import { chatView } from '../../../../../miniprogram/pages/chat/view-model';
import type { ChatMessage } from '../../../../../miniprogram/services/chat';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { chatEn } from '../../../../../shared/i18n/phone/chat/en';
import { chatZhCn } from '../../../../../shared/i18n/phone/chat/zh-CN';
import { aLine } from './chat-lines';
import { NOW } from '../../../../support/miniprogram-answers';

const MINUTE_MS = 60_000;
const facts = (messages: ChatMessage[], change: Partial<ChatFacts> = {}): ChatFacts => ({
  signedOut: false,
  messages,
  cursor: messages.length,
  handoff: null,
  notice: null,
  proposal: null,
  outgoing: null,
  photoOf: null,
  links: { registration: 'https://ncre-bm.neea.edu.cn' },
  draft: '',
  ...change,
});
const view = (given: ChatFacts) =>
  chatView(given, { words: wordsOf({ zhCn: chatZhCn, en: chatEn }, 'zh-CN'), query: {}, now: NOW });
const tap = { kind: 'tap' as const, id: 'nonce.start', caption: '开始报名' };

describe('chatView', () => {
  it('lets only what was said last be tapped', () => {
    const shown = view(
      facts([
        aLine({ id: 'a', items: [tap] }),
        aLine({ id: 'b', from: 'candidate', text: '开始报名' }),
        aLine({ id: 'c', items: [tap, { kind: 'line', text: '或者：' }] }),
      ]),
    );
    expect(shown.lines.map(({ items }) => items.map(({ kind }) => kind))).toEqual([
      ['plain'],
      [],
      ['tap', 'plain'],
    ]);
    const sending = view(
      facts([aLine({ items: [tap] })], {
        outgoing: { clientId: 'one', message: { kind: 'text', text: '好' }, text: '好', failure: '' },
      }),
    );
    expect(sending.lines[0]?.items[0]?.kind).toBe('plain');
    expect([sending.thinking, sending.at]).toEqual(['助手正在输入', 'outgoing']);
  });

  it('offers to tell by WeChat of an answer while somebody is waited for, then says how it stands', () => {
    const handoff = { state: 'queued', answerBy: NOW + MINUTE_MS } as const;
    const noticed = (state: 'offered' | 'allowed' | 'refused') =>
      view(facts([], { handoff, notice: { templateId: 't', state } })).notice;
    expect(noticed('offered')).toEqual({ act: '有人回复时，用微信通知我', state: '' });
    expect(noticed('allowed')).toEqual({ act: '', state: '好的，有人回复时微信会通知您一次。' });
    expect(noticed('refused')).toEqual({ act: '', state: '不通知也没关系，回复会留在这里。' });
    const nobody = view(facts([], { notice: { templateId: 't', state: 'offered' } })).notice;
    expect(nobody).toEqual({ act: '', state: '' });
  });

  it('stands at the newest words of the person', () => {
    expect(view(facts([])).at).toBe('');
    expect(view(facts([aLine({ id: 'a' }), aLine({ id: 'b' })])).at).toBe('m-b');
    expect(view(facts([aLine({ id: 'a', from: 'candidate' }), aLine({ id: 'b' })])).at).toBe('m-a');
  });

  it('says when, and in which of the two chats, where that changes', () => {
    const shown = view(
      facts([
        aLine({ id: 'a', at: NOW }),
        aLine({ id: 'b', at: NOW + MINUTE_MS }),
        aLine({ id: 'c', at: NOW + 2 * MINUTE_MS, channel: 'kf' }),
        aLine({ id: 'd', at: NOW + 30 * MINUTE_MS, channel: 'kf' }),
      ]),
    );
    const dividers = shown.lines.map(({ divider }) => divider);
    expect(dividers[0]).not.toBe('');
    expect(dividers[1]).toBe('');
    expect(dividers[2]).toContain('在微信客服里');
    expect(dividers[3]).not.toContain('在微信客服里');
  });

  it('names a person, and tells who answers until when', () => {
    const shown = view(
      facts([aLine({ from: 'person' })], { handoff: { state: 'queued', answerBy: NOW + 30 * MINUTE_MS } }),
    );
    expect(shown.lines[0]).toMatchObject({ named: true, who: '人工客服' });
    expect(shown.handoff).toContain('已为您转接人工');
    expect(view(facts([], { handoff: { state: 'served', answerBy: NOW } })).handoff).toContain('为您服务');
  });
});

describe('wayOf', () => {
  const page = (url: string) =>
    wayOf({ kind: 'page', url, caption: '' }, { province: 'https://www.eeafj.cn' });

  it.each([
    ['https://a.cn/pages/help?lang=zh-CN', { page: 'help', query: {} }],
    ['https://a.cn/pages/sites/fujian?lang=en', { page: 'sites', query: { season: 'fujian' } }],
    [
      'https://a.cn/pages/notices/fujian/agreement',
      { page: 'notice', query: { season: 'fujian', notice: 'agreement' } },
    ],
    ['https://a.cn/pages/notices/current/agreement', { page: 'notice', query: { notice: 'agreement' } }],
    ['https://a.cn/pages/ticket?t=token', { page: 'ticket', query: {} }],
    ['https://a.cn/pages/open?t=token', { page: 'open', query: { t: 'token', from: 'chat' } }],
  ])('leads %s to a page of the mini program', (url, target) => {
    expect(page(url)).toEqual({ kind: 'page', target });
  });

  it('copies official addresses, and what it does not know', () => {
    expect(page('https://a.cn/pages/links/fujian/province')).toEqual({
      kind: 'copy',
      url: 'https://www.eeafj.cn',
    });
    expect(page('https://elsewhere.cn/x')).toEqual({ kind: 'copy', url: 'https://elsewhere.cn/x' });
  });

  it('opens the very page of an item, and nothing for a page that is not there', () => {
    const item = (path: string) => wayOf({ kind: 'mini_program', path, caption: '' }, {});
    expect(item('pages/open/index?t=abc')).toEqual({
      kind: 'page',
      target: { page: 'open', query: { t: 'abc', from: 'chat' } },
    });
    expect(item('pages/nowhere/index')).toBeNull();
    expect(wayOf(undefined, {})).toBeNull();
  });
});

describe('keepLines', () => {
  it('keeps older lines and what is being sent, and drops all of it when the person logged out', () => {
    const outgoing = {
      clientId: 'one',
      message: { kind: 'text' as const, text: '好' },
      text: '好',
      failure: '',
    };
    const before = facts([aLine({ id: 'a' }), aLine({ id: 'b' })], { outgoing });
    const after = facts([aLine({ id: 'b' }), aLine({ id: 'c' })]);
    const kept = keepLines(before, after);
    expect(kept.messages.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(kept.outgoing).toBe(outgoing);
    expect(keepLines(before, facts([], { signedOut: true })).messages).toEqual([]);
  });
});
