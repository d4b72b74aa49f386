import type { SubjectsFacts } from '../../../../../miniprogram/pages/subjects/facts';
import { subjectsView, toggled } from '../../../../../miniprogram/pages/subjects/view-model';
import { withCodes } from '../../../../../miniprogram/services/code-texts';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { subjectsEn } from '../../../../../shared/i18n/phone/subjects/en';
import { subjectsZhCn } from '../../../../../shared/i18n/phone/subjects/zh-CN';
import { aRegistration, aSeason, aSite, NOW, SUBJECTS } from '../../../../support/miniprogram-answers';

const sitting = { ...aSeason().sitting, levels: [1, 2, 3, 4] };
const open = ['15', '65', '35', '41'].map((code) => ({ code, left: code === '65' ? 30 : null }));

function view(
  change: Partial<SubjectsFacts>,
  query: Record<string, string> = {},
  locale: 'zh-CN' | 'en' = 'zh-CN',
) {
  const facts: SubjectsFacts = {
    registration: aRegistration(),
    season: aSeason({ subjects: SUBJECTS, sitting }),
    sites: [],
    site: aSite({ subjects: open }),
    seen: [],
    clash: null,
    chosen: [],
    error: '',
    ...change,
  };
  const words = wordsOf(withCodes({ zhCn: subjectsZhCn, en: subjectsEn }), locale);
  return subjectsView(facts, { words, now: NOW, query });
}

const rowsOf = (shown: ReturnType<typeof view>) => shown.groups.flatMap(({ rows }) => rows);

describe('subjectsView', () => {
  it('lists what the site offers by level, with fee and places', () => {
    const shown = view({});
    expect(shown.groups.map(({ title, rows }) => `${title} ${rows.length}`)).toEqual([
      '1级 1',
      '2级 1',
      '3级 1',
      '4级 1',
    ]);
    expect(rowsOf(shown)[1]).toEqual({
      value: '65',
      label: '65 MS Office高级应用与设计',
      note: '考试120分钟 · 剩30个名额',
      aside: '¥105.00',
      ticked: false,
      disabled: false,
    });
  });

  it('leaves out levels that the sitting does not hold', () => {
    const season = aSeason({ subjects: SUBJECTS });
    expect(view({ season }).groups.map(({ level }) => level)).toEqual([1, 2]);
  });

  it('adds fees up in whole fen', () => {
    const shown = view({ chosen: ['15', '65'] });
    expect(shown.sum).toBe('共2科，¥195.00');
    expect(shown.save).toBe('保存并继续 · ¥195.00');
  });

  it('locks the rest at the limit of the site and says why', () => {
    const rows = rowsOf(view({ chosen: ['15', '65'] }));
    expect(rows.map(({ disabled }) => disabled)).toEqual([false, false, true, true]);
    expect(rows[2]?.note).toBe('已选满2科，要换请先取消一科');
  });

  it('says that a subject is full, but not of one that is held', () => {
    const site = aSite({ subjects: [{ code: '15', left: 0 }] });
    expect(rowsOf(view({ site }))[0]).toMatchObject({ disabled: true, note: '考试120分钟 · 名额已满' });
    expect(rowsOf(view({ site, chosen: ['15'] }))[0]).toMatchObject({ disabled: false });
  });

  it('notes that level 4 needs the certificate of level 3, unless both are taken', () => {
    const noteOf = (chosen: string[]) => rowsOf(view({ chosen })).find(({ value }) => value === '41')?.note;
    expect(noteOf(['41'])).toBe(
      '考试120分钟\n提醒：拿网络工程师的证书，须有网络技术的证书或本次同时通过，否则成绩只保留半年。',
    );
    expect(noteOf(['35', '41'])).toBe('考试120分钟');
  });

  it('notes that times of several subjects may clash', () => {
    expect(view({ chosen: ['35', '41'] }).note).toContain('时间如有冲突只能考一科');
    expect(view({ chosen: ['41'] }).note).toBe('');
  });

  it('names what the new site dropped', () => {
    expect(view({}, { dropped: '65,99' }).dropped).toContain('MS Office高级应用与设计、99');
  });

  it('speaks English whole', () => {
    const shown = view({ chosen: ['41', '15'], error: 'x' }, { dropped: '65' }, 'en');
    expect(JSON.stringify(shown)).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('toggled', () => {
  it('keeps the order of choice', () => {
    expect(toggled(['65'], '15')).toEqual(['65', '15']);
    expect(toggled(['65', '15'], '65')).toEqual(['15']);
  });
});
