import type { SiteFacts } from '../../../../../miniprogram/pages/site/facts';
import { siteView } from '../../../../../miniprogram/pages/site/view-model';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { siteEn } from '../../../../../shared/i18n/phone/site/en';
import { siteZhCn } from '../../../../../shared/i18n/phone/site/zh-CN';
import { aRegistration, aSeason, aSite, NOW } from '../../../../support/miniprogram-answers';

const HERE = { zh: '漳州', en: 'Zhangzhou' };
const THERE = { zh: '厦门', en: 'Xiamen' };
const NAMED = { zh: '华侨大学', en: 'Huaqiao University' };
const full = aSite({ code: '350001', left: 0, city: THERE });
const near = aSite({ code: '350002', city: THERE, left: 5 });
const far = aSite({ code: '350003', city: HERE });
const own = aSite({ code: '350004', name: NAMED, schools: ['华侨大学'], reviews: true, left: null });

function view(change: Partial<SiteFacts>, { locale = 'zh-CN' as 'zh-CN' | 'en', now = NOW } = {}) {
  const facts: SiteFacts = {
    registration: aRegistration(),
    season: aSeason(),
    sites: [far, full, near, own],
    seen: '',
    clash: '',
    chosen: '',
    search: '',
    city: '',
    others: false,
    full: '',
    error: '',
    ...change,
  };
  const words = wordsOf({ zhCn: siteZhCn, en: siteEn }, locale);
  return siteView(facts, { words, now, query: {} });
}

describe('siteView', () => {
  it('lists sites with places first and says what each accepts', () => {
    const { rows } = view({});
    expect(rows.map(({ code, state }) => `${code} ${state}`)).toEqual([
      '350003 open',
      '350002 open',
      '350001 full',
    ]);
    expect(rows[0]?.facts).toBe('不限学校 · 不用审核，直接缴费 · 最多报2科');
    expect(rows.map(({ standing }) => standing)).toEqual(['剩120个名额', '只剩5个名额', '名额已满']);
  });

  it('keeps sites for students of other schools apart, and shows them to their own', () => {
    expect(view({}).others).toMatchObject({ text: '另有1个考点您不能选', rows: [] });
    expect(view({ others: true }).others?.rows.map(({ code }) => code)).toEqual(['350004']);
    const registration = aRegistration({ answers: { student: true, school: '华侨大学' } });
    const { rows, others } = view({ registration });
    expect(others).toBeNull();
    expect(rows.find(({ code }) => code === '350004')).toMatchObject({
      state: 'open',
      standing: '有名额',
      facts: '只收华侨大学在校生 · 先审核再缴费 · 最多报2科',
    });
  });

  it('offers sites with places in the same city first in place of a full one', () => {
    const { full: told, rows } = view({ full: '350001' });
    expect(told?.title).toBe('厦门大学嘉庚学院名额已满');
    expect(rows.map(({ code }) => code)).toEqual(['350002', '350003']);
    expect(view({ full: '350001', sites: [full] }).full?.text).toContain('没有其他考点');
  });

  it('does not call the site full whose place this registration holds', () => {
    const site = { code: '350001', name: NAMED, reviews: false };
    const { rows } = view({ registration: aRegistration({ state: 'saved', site }) });
    expect(rows.find(({ code }) => code === '350001')?.state).toBe('open');
  });

  it.each([
    ['华侨', 0],
    ['350002', 1],
    ['xiamen', 2],
    ['漳州', 1],
  ])('searches names, cities and codes: %s', (search, count) => {
    const shown = view({ search });
    expect(shown.rows).toHaveLength(count);
    expect(shown.search.none !== '').toBe(count === 0);
  });

  it('narrows to one city', () => {
    const { rows, cities } = view({ city: '漳州' });
    expect(rows.map(({ code }) => code)).toEqual(['350003']);
    expect(cities.filter(({ on }) => on).map(({ label }) => label)).toEqual(['漳州']);
  });

  it("closes a site by the server's clock and its own window", () => {
    const closesAt = NOW - 1;
    const early = aSite({ windows: [{ opensAt: 0, closesAt }] });
    const late = aSite({ windows: [{ opensAt: NOW + 1, closesAt: NOW + 2 }] });
    expect(view({ sites: [early, late] }).rows.map(({ standing }) => standing)).toEqual([
      '网报已截止',
      '2027年1月8日（周五）10:00开放',
    ]);
  });

  it('speaks English whole but for names of schools', () => {
    expect(JSON.stringify({ ...view({ full: '350001' }, { locale: 'en' }), cities: [] })).not.toMatch(
      /\p{Script=Han}/u,
    );
  });
});
