import { statusView, type StatusFacts } from '../../../../../miniprogram/pages/status/view-model';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { statusEn } from '../../../../../shared/i18n/phone/status/en';
import { statusZhCn } from '../../../../../shared/i18n/phone/status/zh-CN';
import { aRegistration, aSeason, aSite, NOW } from '../../../../support/miniprogram-answers';

const field = (name: string) => ({ field: name, required: true, answered: true });

function rejected(marked: string[], change: Partial<StatusFacts> = {}): StatusFacts {
  const registration = aRegistration({
    state: 'rejected',
    position: { step: 'review', about: null },
    missing: [],
    site: { code: '359202', name: aSite().name, reviews: true },
    fields: ['documentType', 'name', 'student'].map(field),
    decision: { outcome: 'rejected', decidedAt: NOW, words: '学籍信息不一致。', marked, edited: false },
  });
  return { registration, season: aSeason(), sites: [], rest: false, notified: '', ...change };
}

function view(facts: StatusFacts) {
  const words = wordsOf({ zhCn: statusZhCn, en: statusEn }, 'zh-CN');
  return statusView(facts, { words, now: NOW, query: {} });
}

const keysOf = (rows: { key: string }[]) => rows.map(({ key }) => key);

describe('statusView', () => {
  it('shows what was marked first and the rest only when asked for (S41)', () => {
    const closed = view(rejected(['name', 'photo']));
    expect(keysOf(closed.marked)).toEqual(['name', 'photo']);
    expect(closed).toMatchObject({ rest: [], restLabel: '改其他' });
    const open = view(rejected(['name', 'photo'], { rest: true }));
    expect(keysOf(open.rest)).toEqual(['documentType', 'student']);
  });

  it('leaves out marks of what this person is not asked', () => {
    expect(keysOf(view(rejected(['school', 'name'])).marked)).toEqual(['name']);
  });

  it('shows everything at once where nothing that can be changed was marked', () => {
    const shown = view(rejected(['school', 'grade']));
    expect(shown).toMatchObject({ marked: [], restLabel: '' });
    expect(keysOf(shown.rest)).toEqual(['documentType', 'name', 'student', 'photo']);
  });

  it('says once something was changed that the site does not see it until it is submitted (S44)', () => {
    const own = rejected(['name']);
    const { decision } = own.registration;
    const edited = { ...own.registration, decision: decision && { ...decision, edited: true } };
    expect(view(own)).toMatchObject({
      title: '审核没有通过',
      unedited: expect.stringContaining('如果没有改动'),
    });
    expect(view({ ...own, registration: edited })).toMatchObject({
      title: '修改已保存，还没有重新提交',
      unedited: '',
      reason: { text: '学籍信息不一致。' },
      next: { label: '重新提交审核', target: { page: 'submit' } },
    });
    // While a change is open, it is confirmed first.
    const open = { ...edited, changed: ['name'], position: { step: 'summary' as const, about: null } };
    expect(view({ ...own, registration: open }).title).toBe('审核没有通过');
  });

  it('promises to tell the result only until there is one', () => {
    const own = rejected([], { notified: 'yes' });
    const inState = (state: 'pending' | 'approved') =>
      view({ ...own, registration: { ...own.registration, state, decision: null } });
    expect(inState('pending').notified).toBe('好的，有结果会用微信通知您。');
    expect(inState('approved').notified).toBe('');
    expect(view(own).notified).toBe('');
  });
});
