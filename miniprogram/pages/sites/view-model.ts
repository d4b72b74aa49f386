import { instantText } from '../../../shared/i18n/instants';
import type { SitesKey } from '../../../shared/i18n/phone/sites/zh-CN';
import type { Outlook } from '../../services/page';
import type { Season, Site } from '../../services/seasons';
import type { SitesFacts } from './facts';

export interface SiteRow {
  code: string;
  name: string;
  sample: string;
  left: string;
  full: boolean;
  /** Whom it takes; then where it is, whether it reviews, how many subjects. */
  traits: string[];
  /** Says that it is full and where else there are places; empty otherwise. */
  instead: string;
  opened: boolean;
  toggle: string;
  details: { key: string; label: string; text: string }[];
}

export interface SitesView {
  search: { placeholder: string; value: string; none: string };
  cities: { value: string; label: string; chosen: boolean }[];
  count: string;
  rows: SiteRow[];
  title: string;
  empty: { title: string; text: string };
}

type SitesOutlook = Outlook<SitesKey>;

/** As many full neighbours' alternatives as one reads at a glance. */
const ALTERNATIVES = 3;

/** Sites by city and by words, each with its places left now; the open one with everything there is to know. */
export function sitesView(facts: SitesFacts, outlook: SitesOutlook): SitesView {
  const { words } = outlook;
  const { t } = words;
  const found = facts.sites.filter(
    (site) => (facts.city === '' || site.city.zh === facts.city) && matches(site, facts.search),
  );
  return {
    search: {
      placeholder: t('sites.search'),
      value: facts.search,
      none: found.length === 0 ? t('sites.search.none', { text: facts.search }) : '',
    },
    cities: citiesOf(facts, outlook),
    count: t('sites.count', { count: found.length }),
    rows: found.map((site) => rowOf(site, facts, outlook)),
    title: t('sites.title'),
    empty: { title: t('sites.none.title'), text: t('sites.none.text') },
  };
}

/** Places left for any one candidate: none when every subject is full, too. */
export function leftOf({ left, subjects }: Site): number | null {
  const bySubject = subjects.map((subject) => subject.left);
  if (subjects.length > 0 && bySubject.every((count) => count !== null && count <= 0)) return 0;
  return left === null ? null : Math.max(0, left);
}

function matches({ name, city, schools, code }: Site, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return [name.zh, name.en, city.zh, city.en, code, ...schools].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

function citiesOf({ sites, city }: SitesFacts, { words }: SitesOutlook): SitesView['cities'] {
  const cities = new Map(sites.map((site) => [site.city.zh, words.local(site.city)]));
  const all = { value: '', label: words.t('sites.city.all'), chosen: city === '' };
  return [all, ...[...cities].map(([value, label]) => ({ value, label, chosen: city === value }))];
}

function rowOf(site: Site, facts: SitesFacts, outlook: SitesOutlook): SiteRow {
  const { words } = outlook;
  const { t } = words;
  const left = leftOf(site);
  const opened = facts.opened === site.code;
  const schools = site.schools.map((school) => schoolName(school, facts.sites, words)).join(t('list.comma'));
  return {
    code: site.code,
    name: words.local(site.name),
    sample: site.sample ? t('sites.sample') : '',
    left:
      left === null ? t('sites.left.many') : left === 0 ? t('sites.left.full') : t('sites.left', { left }),
    full: left === 0,
    traits: [
      schools ? t('sites.accepts', { schools }) : t('sites.accepts.all'),
      [
        words.local(site.city),
        t(site.reviews ? 'sites.reviews' : 'sites.reviews.no'),
        t('sites.max', { max: site.maxSubjects }),
      ].join(' · '),
    ],
    instead: left === 0 ? insteadOf(site, facts.sites, words) : '',
    opened,
    toggle: t(opened ? 'sites.less' : 'sites.more'),
    details: opened && facts.season ? detailsOf(site, facts.season, words) : [],
  };
}

/** Schools are stored by their Chinese name; one that is a site itself has the other language, too. */
function schoolName(school: string, sites: readonly Site[], words: SitesOutlook['words']): string {
  const own = sites.find(({ name }) => name.zh === school);
  return own ? words.local(own.name) : school;
}

/** A full site says so and names those of its city that take everybody and have places. */
function insteadOf(site: Site, sites: readonly Site[], words: SitesOutlook['words']): string {
  const others = sites
    .filter((one) => one.city.zh === site.city.zh && one.schools.length === 0 && leftOf(one) !== 0)
    .slice(0, ALTERNATIVES)
    .map(({ name }) => words.local(name));
  if (others.length === 0) return words.t('sites.full.alone');
  return words.t('sites.full', { others: others.join(words.t('list.comma')) });
}

function detailsOf(site: Site, season: Season, words: SitesOutlook['words']): SiteRow['details'] {
  const { t, locale } = words;
  const offered = site.subjects.flatMap(({ code, left }) => {
    const subject = season.subjects.find((one) => one.code === code);
    if (!subject) return [];
    const name = words.local(subject.name);
    return [left !== null && left <= 0 ? t('sites.subjects.full', { name }) : name];
  });
  const windows = (site.windows ?? season.windows).map(({ opensAt, closesAt }) =>
    t('sites.windows.text', {
      from: instantText(opensAt, locale),
      to: instantText(closesAt, locale, { end: true }),
    }),
  );
  const rows = [
    { key: 'notice', label: '', text: site.notice ? words.local(site.notice) : '' },
    { key: 'windows', label: t('sites.windows'), text: windows.join('\n') },
    { key: 'subjects', label: t('sites.subjects'), text: offered.join(t('list.semicolon')) },
    { key: 'address', label: t('sites.address'), text: words.local(site.address) },
    { key: 'contact', label: t('sites.contact'), text: words.local(site.contact) },
  ];
  return rows.filter(({ text }) => text !== '');
}
