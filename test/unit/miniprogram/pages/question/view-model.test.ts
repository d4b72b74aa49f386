import { questionView } from '../../../../../miniprogram/pages/question/view-model';
import type { QuestionFacts } from '../../../../../miniprogram/pages/question/facts';
import { withCodes } from '../../../../../miniprogram/services/code-texts';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { questionEn } from '../../../../../shared/i18n/phone/question/en';
import { questionZhCn } from '../../../../../shared/i18n/phone/question/zh-CN';
import { aRegistration, aSeason, NOW } from '../../../../support/miniprogram-answers';
import { GROUP_OF } from '../../../../../miniprogram/services/field-groups';
import { OTHER_SCHOOL } from '../../../../../miniprogram/services/choices';
import { FIELDS } from '../../../../../shared/domain/fields';
import { OTHER_SCHOOL as STORED, OTHER_SCHOOL_NAME } from '../../../../../shared/domain/rules/school';

describe('GROUP_OF', () => {
  it('has every field in the group of the domain', () => {
    expect(GROUP_OF).toEqual(Object.fromEntries(FIELDS.map(({ field, group }) => [field, group])));
  });
});

describe('OTHER_SCHOOL', () => {
  it('is what the domain stores', () => {
    expect(OTHER_SCHOOL).toEqual({ value: STORED, name: OTHER_SCHOOL_NAME });
  });
});

describe('questionView', () => {
  function view(field: string, change: Partial<QuestionFacts> = {}, locale: 'zh-CN' | 'en' = 'zh-CN') {
    const typing = { stored: '', typed: '', search: '', error: '', told: [], clash: null };
    const facts = { registration: aRegistration({ missing: [field] }), season: aSeason(), sites: [] };
    const words = wordsOf(withCodes({ zhCn: questionZhCn, en: questionEn }), locale);
    return questionView({ ...facts, ...typing, ...change }, { words, now: NOW, query: { field } });
  }

  it('keeps what was typed beside what is wrong with it', () => {
    const shown = view('name', { typed: '王<', error: '不能有 <' });
    expect(shown).toMatchObject({ input: { value: '王<' }, errorTitle: '请先修改以下内容', second: '' });
  });

  it('shows a saved answer once more with what to look at (S23, S24)', () => {
    const told = [
      { code: 'name.rare_character', params: { position: 2 } },
      { code: 'name.pinyin_substitute' },
    ];
    const shown = view('name', { typed: '王𬱖xiao', told });
    expect(shown.told?.value).toBe('王𬱖xiao');
    expect(shown.told?.text).toMatch(/^第2个是生僻字.*\n已按拼音代替/u);
    expect([shown.save, shown.second]).toEqual(['没有错，继续', '改一改']);
    expect(view('name', { told }, 'en').told?.text).not.toMatch(/\p{Script=Han}|\{\{/u);
  });

  it('says why nothing can be filled in, in the words of the server', () => {
    const reasons = [{ code: 'window.closed', remedy: 'none', message: '网报已截止。' }];
    const closed = aRegistration({ actions: [{ action: 'edit', possible: false, reasons }] });
    expect(view('name', { registration: closed }).empty).toEqual({
      title: '现在不能填写',
      text: '网报已截止。',
    });
    expect(view('name').empty.title).toBe('这一项不用填写');
  });

  it.each([
    ['resident_id', 'idcard'],
    ['hmt_residence', 'idcard'],
    ['hm_permit', 'text'],
    ['tw_permit', 'text'],
    ['passport', 'text'],
    ['foreign_pr_id', 'text'],
  ])('opens a keyboard that can type the number of %s', (documentType, kind) => {
    const registration = aRegistration({ answers: { documentType } });
    expect(view('documentNumber', { registration }).input?.kind).toBe(kind);
  });

  it('finds a choice by a part of its name, and says when there is none', () => {
    expect(view('ethnicity', { search: '畲' }).choices).toEqual([{ value: '22', label: '畲族' }]);
    expect(view('ethnicity', { search: '没有' }).search?.none).toContain('没有找到“没有”');
  });
});
