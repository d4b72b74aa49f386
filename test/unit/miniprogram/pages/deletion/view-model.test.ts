import {
  deletionView,
  mayBeginAnew,
  obstaclesOf,
  REASONS,
  reasonText,
  type DeletionFacts,
} from '../../../../../miniprogram/pages/deletion/view-model';
import type { Registration } from '../../../../../miniprogram/services/registrations';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { deletionEn } from '../../../../../shared/i18n/phone/deletion/en';
import { deletionZhCn } from '../../../../../shared/i18n/phone/deletion/zh-CN';
import { aRegistration, aSeason, NOW } from '../../../../support/miniprogram-answers';

const DELETE = { action: 'delete' as const, possible: true, reasons: [] };

function facts(change: Partial<DeletionFacts> = {}, own: Partial<Registration> = {}): DeletionFacts {
  const registration = aRegistration({ state: 'approved', actions: [DELETE], ...own });
  const input = { how: 'only' as const, reason: '' as const, typed: '', error: '', key: 'key-1' };
  return { registration, season: aSeason(), ...input, ...change };
}

const wordsIn = (locale: 'zh-CN' | 'en') => wordsOf({ zhCn: deletionZhCn, en: deletionEn }, locale);

function view(given: DeletionFacts, { now = NOW, locale = 'zh-CN' as 'zh-CN' | 'en' } = {}) {
  return deletionView(given, { words: wordsIn(locale), now, query: {} });
}

describe('deletionView', () => {
  it('says what deleting means now, and until when one may begin again (W4, S31)', () => {
    const { points } = view(facts());
    expect(points).toEqual([
      '删除后不能恢复，名额马上退回。',
      expect.stringContaining('网报截止（2027年1月13日（周三）24:00）以后，不能重新报名'),
      '网报期间可以删除再报，次数不限。',
    ]);
  });

  it('warns of a review that stops, and of a payment that is closed first', () => {
    expect(view(facts({}, { state: 'pending' })).points).toContain('考点会停止审核这份报名。');
    expect(view(facts({}, { state: 'paying' })).points.join()).toContain('我们先关闭它，再删除');
  });

  it('does not promise another registration when the window is over', () => {
    const { deadlines } = aRegistration();
    const closed = facts({}, { deadlines: { ...deadlines, windowOpen: false } });
    const shown = view(closed, { now: deadlines.siteClosesAt });
    expect(shown.points).toContain('网报已经截止，删除后这次考试不能再报名。');
    expect(shown.points.join()).not.toContain('次数不限');
    expect(shown.ways).toBeNull();
  });

  it('offers to begin again with the same answers where they are locked (S34)', () => {
    expect(view(facts()).ways?.choices.map(({ value }) => value)).toEqual(['anew', 'only']);
    expect(view(facts({ how: 'anew' })).act).toBe('删除并重新报名');
    expect(view(facts({ how: 'anew' }, { state: 'draft' })).act).toBe('删除报考信息');
  });

  it('asks for own words only for another reason, and keeps them (S32)', () => {
    expect(view(facts({ reason: 'site' })).words).toBeNull();
    expect(view(facts({ reason: 'other', typed: '改天再说' })).words?.value).toBe('改天再说');
  });

  it('says what has been done, or what it still waits for', () => {
    expect(view(facts()).done).toBeNull();
    expect(view(facts({}, { state: 'deleted' })).done).toMatchObject({ title: '已删除' });
    expect(view(facts({}, { deleteRequested: true })).done?.text).toContain('微信支付确认以后就会删除');
  });

  it('speaks English whole in every state', () => {
    for (const state of ['draft', 'pending', 'paying', 'approved', 'deleted'] as const) {
      const { which: _name, ...shown } = view(facts({ reason: 'other' }, { state }), { locale: 'en' });
      expect(JSON.stringify(shown)).not.toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('obstaclesOf', () => {
  it('tells the server’s reasons, without those that the page itself resolves', () => {
    const reasons = [
      { code: 'delete.reason_required', remedy: 'give_reason', message: '删除需要写明原因。' },
      { code: 'payment.part_paid', remedy: 'contact_site', message: '已有科目缴费，不能自行删除。' },
    ];
    const blocked = aRegistration({ actions: [{ action: 'delete', possible: false, reasons }] });
    expect(obstaclesOf(blocked)).toEqual(['已有科目缴费，不能自行删除。']);
    expect(obstaclesOf({ ...blocked, state: 'deleted' })).toEqual([]);
  });
});

describe('mayBeginAnew', () => {
  it.each([
    ['draft', false],
    ['saved', true],
    ['pending', true],
    ['rejected', true],
    ['approved', true],
    ['paying', false],
    ['deleted', false],
    ['expired', false],
  ] as const)('%s: %s', (state, may) => {
    expect(mayBeginAnew(aRegistration({ state }))).toBe(may);
  });
});

describe('reasonText', () => {
  it('is the choice in words, or the person’s own', () => {
    const words = wordsIn('zh-CN');
    expect(REASONS.map((reason) => reasonText(facts({ reason, typed: ' 搬家了 ' }), words))).toEqual([
      '想改已经锁定的信息',
      '想换考点或科目',
      '不参加这次考试了',
      '搬家了',
    ]);
    expect(reasonText(facts(), words)).toBe('');
  });
});
