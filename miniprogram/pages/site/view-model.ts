import type { SiteKey } from '../../../shared/i18n/phone/site/zh-CN';
import { instantText } from '../../../shared/i18n/instants';
import type { Outlook } from '../../services/page';
import { whyNot } from '../../services/why-not';
import type { Site } from '../../services/seasons';
import type { SiteFacts } from './facts';

export type SiteState = 'open' | 'full' | 'closed' | 'unsuitable';

export interface SiteRow {
  code: string;
  name: string;
  sample: string;
  city: string;
  /** What the site accepts and asks for. */
  facts: string;
  /** Places left, or why it cannot be chosen. */
  standing: string;
  state: SiteState;
  few: boolean;
  chosen: boolean;
}

export interface SiteView {
  title: string;
  hint: string;
  error: string;
  search: { label: string; value: string; none: string };
  cityLabel: string;
  cities: { value: string; label: string; on: boolean }[];
  /** Told when the wanted site has no place left. */
  full: { title: string; text: string; all: string } | null;
  listLabel: string;
  rows: SiteRow[];
  others: { text: string; act: string; rows: SiteRow[] } | null;
  save: string;
  saving: string;
  empty: { title: string; text: string };
}

type SiteOutlook = Outlook<SiteKey>;

/** From so few places on the number is a warning. */
const FEW = 20;
/** Sites offered in place of a full one. */
const OFFERED = 6;

/** Sites that take this person, by what was searched; a full one is named, with those that have places. */
export function siteView(facts: SiteFacts, outlook: SiteOutlook): SiteView {
  const { t, local } = outlook.words;
  const rows = facts.sites.map((site) => rowOf(site, facts, outlook));
  const full = facts.sites.find(({ code }) => code === facts.full);
  const offered = full ? offersFor(full, facts.sites, rows) : null;
  const found = rows.filter(({ code }) => isFound(siteBy(facts.sites, code), facts));
  const unsuitable = found.filter(({ state }) => state === 'unsuitable');
  const shown = offered ?? inOrder(found.filter(({ state }) => state !== 'unsuitable'));
  return {
    title: t('site.ask'),
    hint: t('site.hint'),
    error: facts.error,
    search: {
      label: t('site.search'),
      value: facts.search,
      none: shown.length === 0 && !full ? t('site.search.none', { text: facts.search }) : '',
    },
    cityLabel: t('site.city'),
    cities: full ? [] : cityChips(facts, outlook),
    full: full
      ? {
          title: t('site.full.title', { site: local(full.name) }),
          text: t(shown.length > 0 ? 'site.full.text' : 'site.full.nowhere'),
          all: t('site.full.all'),
        }
      : null,
    listLabel: t('site.list'),
    rows: shown,
    others:
      unsuitable.length > 0 && !full
        ? {
            text: t('site.others', { count: unsuitable.length }),
            act: t(facts.others ? 'site.others.hide' : 'site.others.show'),
            rows: facts.others ? unsuitable : [],
          }
        : null,
    save: t('frame.save'),
    saving: t('frame.saving'),
    empty: { title: t('site.none.title'), text: whyNot(facts.registration, 'edit') || t('site.none.text') },
  };
}

function rowOf(site: Site, facts: SiteFacts, outlook: SiteOutlook): SiteRow {
  const { t, local } = outlook.words;
  const { state, text } = standingOf(site, facts, outlook);
  const accepts =
    site.schools.length === 0
      ? t('site.everyone')
      : t('site.schools', { schools: site.schools.join(t('list.comma')) });
  const parts = [
    accepts,
    t(site.reviews ? 'site.reviews' : 'site.no_review'),
    t('site.limit', { max: Math.min(site.maxSubjects, facts.season.maxSubjects) }),
  ];
  return {
    code: site.code,
    name: local(site.name),
    sample: site.sample ? t('site.sample') : '',
    city: local(site.city),
    facts: parts.join(' · '),
    standing: text,
    state,
    few: state === 'open' && site.left !== null && site.left <= FEW,
    chosen: site.code === facts.chosen,
  };
}

function standingOf(
  site: Site,
  { registration, season }: SiteFacts,
  { words, now }: SiteOutlook,
): { state: SiteState; text: string } {
  const { t, locale } = words;
  const { student, school } = registration.answers;
  const isOwn = student === true && typeof school === 'string' && site.schools.includes(school);
  if (site.schools.length > 0 && !isOwn) return { state: 'unsuitable', text: t('site.not_for_you') };
  const windows = site.windows ?? season.windows;
  if (!windows.some(({ opensAt, closesAt }) => opensAt <= now && now < closesAt)) {
    const next = windows.find(({ opensAt }) => opensAt > now);
    const text = next ? t('site.opens', { at: instantText(next.opensAt, locale) }) : t('site.closed');
    return { state: 'closed', text };
  }
  // A place that this registration holds already is taken in the count.
  if (site.left === 0 && registration.state === 'draft') return { state: 'full', text: t('site.left.none') };
  if (site.left === 0 && registration.site?.code !== site.code)
    return { state: 'full', text: t('site.left.none') };
  if (site.left === null || site.left === 0) return { state: 'open', text: t('site.left.open') };
  return { state: 'open', text: t(site.left <= FEW ? 'site.left.few' : 'site.left', { left: site.left }) };
}

/** Sites with places, those of the same city first. */
function offersFor(full: Site, sites: readonly Site[], rows: readonly SiteRow[]): SiteRow[] {
  const inCity = (row: SiteRow): number => (siteBy(sites, row.code)?.city.zh === full.city.zh ? 0 : 1);
  return rows
    .filter(({ state, code }) => state === 'open' && code !== full.code)
    .sort((left, right) => inCity(left) - inCity(right))
    .slice(0, OFFERED);
}

/** What can be chosen comes first; otherwise in the order of the sitting. */
function inOrder(rows: SiteRow[]): SiteRow[] {
  const isOpen = (row: SiteRow): number => (row.state === 'open' ? 0 : 1);
  return [...rows].sort((left, right) => isOpen(left) - isOpen(right));
}

function siteBy(sites: readonly Site[], code: string): Site | undefined {
  return sites.find((site) => site.code === code);
}

function isFound(site: Site | undefined, { search, city }: SiteFacts): boolean {
  if (!site || (city !== '' && site.city.zh !== city)) return false;
  const wanted = search.trim().toLowerCase();
  const names = [site.name.zh, site.name.en, site.city.zh, site.city.en, site.code];
  return names.some((name) => name.toLowerCase().includes(wanted));
}

function cityChips({ sites, city }: SiteFacts, { words }: SiteOutlook): SiteView['cities'] {
  const all = { value: '', label: words.t('site.city.all'), on: city === '' };
  const names = new Map(sites.map((site) => [site.city.zh, site.city]));
  if (names.size < 2) return [];
  const chips = [...names.values()].map((name) => ({
    value: name.zh,
    label: words.local(name),
    on: name.zh === city,
  }));
  return [all, ...chips];
}
