import type { SitesFacts } from '../../../../../miniprogram/pages/sites/facts';
import { leftOf, sitesView } from '../../../../../miniprogram/pages/sites/view-model';
import type { Site } from '../../../../../miniprogram/services/seasons';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { sitesEn } from '../../../../../shared/i18n/phone/sites/en';
import { sitesZhCn } from '../../../../../shared/i18n/phone/sites/zh-CN';
import { aSeason, NOW } from '../../../../support/miniprogram-answers';

const text = (zh: string) => ({ zh, en: `in English ${zh.length}` });

function aSite(code: string, change: Partial<Site> = {}): Site {
  return {
    code,
    name: text(`考点${code}`),
    city: text('福州'),
    sample: false,
    reviews: true,
    maxSubjects: 2,
    schools: [],
    windows: null,
    notice: null,
    contact: text('电话'),
    address: text('地址'),
    left: 10,
    subjects: [{ code: '24', left: null }],
    ...change,
  };
}

function view(sites: Site[], change: Partial<SitesFacts> = {}) {
  const facts = { season: aSeason(), sites, search: '', city: '', opened: '', ...change };
  const words = wordsOf({ zhCn: sitesZhCn, en: sitesEn }, 'zh-CN');
  return sitesView(facts, { words, now: NOW, query: {} });
}

describe('leftOf', () => {
  it.each([
    ['a limit of its own', aSite('1', { left: 3 }), 3],
    ['no limit', aSite('1', { left: null }), null],
    ['every subject full', aSite('1', { left: 3, subjects: [{ code: '24', left: 0 }] }), 0],
    ['oversold', aSite('1', { left: -1 }), 0],
  ])('counts the places of a site with %s', (_what, site, left) => {
    expect(leftOf(site)).toBe(left);
  });
});

describe('sitesView', () => {
  it('finds by site, city, school and code', () => {
    const sites = [aSite('359101'), aSite('359202', { city: text('厦门'), schools: ['厦门大学'] })];
    for (const search of ['厦门', '厦门大学', '359202', '考点359202'])
      expect(view(sites, { search }).rows.map(({ code }) => code)).toEqual(['359202']);
    expect(view(sites, { city: '福州' }).rows.map(({ code }) => code)).toEqual(['359101']);
    expect(view(sites, { search: '没有' }).search.none).toContain('没有找到“没有”');
  });

  it('says of a full site where else in the city there are places for everybody', () => {
    const sites = [
      aSite('1', { left: 0 }),
      aSite('2'),
      aSite('3', { schools: ['某校'] }),
      aSite('4', { left: 0 }),
    ];
    const [full, free] = view(sites).rows;
    expect(full).toMatchObject({ left: '已满', full: true });
    expect(full?.instead).toContain('考点2');
    expect(full?.instead).not.toContain('考点3');
    expect(free).toMatchObject({ left: '余10', instead: '' });
    expect(view([aSite('1', { left: 0 })]).rows[0]?.instead).toContain('稍后再看');
  });

  it('tells whom a site takes, and everything about the one that is open', () => {
    const sites = [aSite('1', { schools: ['某校'], notice: text('请带伞') })];
    const [row] = view(sites, { opened: '1' }).rows;
    expect(row?.traits).toEqual(['只接受某校在校生', '福州 · 要审核 · 最多报2科']);
    expect(row?.details.map(({ key }) => key)).toEqual(['notice', 'windows', 'address', 'contact']);
  });
});
