import { windowStateAt, windowsOf } from '../../shared/domain/calendar';
import { acceptingSites } from '../../shared/domain/rules/choice';
import type { Site } from '../../shared/domain/season';
import { textNote, type HeardText, type Move, type Option, type Question, type View } from '../engine/flow';
import type { Note, SeatsLeft } from '../ports';
import { fold } from '../understanding/normalize';
import { displayAnswer, siteText } from '../replies/display';
import { closeOptions } from '../understanding/match-option';
import { acceptAnswer } from './accept-answer';

/** Up to so many sites are shown without asking for the city. */
const FEW_SITES = 8;

/** Sites that take this candidate and whose window is open, those with seats first (S20, domain.md 10). */
export function openSites(view: View): Site[] {
  const { season, answers, situation } = view;
  if (!season) return [];
  const open = acceptingSites({ season, answers }).filter(
    (site) => windowStateAt(windowsOf(season, site.code), situation.now).kind === 'open',
  );
  const full = new Set(open.filter((site) => isFull(seatsOf(site.code, view))));
  return [...open.filter((site) => !full.has(site)), ...full];
}

export function seatsOf(siteCode: string, view: View): SeatsLeft | undefined {
  return view.situation.seats.find((seats) => seats.siteCode === siteCode);
}

function isFull(seats: SeatsLeft | undefined): boolean {
  return seats?.left === 0;
}

/** First the city, then its sites; few sites are shown at once. */
export function askSite(view: View): Question {
  const sites = openSites(view);
  const editing = view.session.editing === 'siteCode' ? [keepOption(view)] : [];
  if (sites.length === 0) return { head: view.say('site.none'), links: [sitesLink(view)], more: editing };
  const { city } = view.session;
  const here = city === null ? [] : sites.filter((site) => site.city.zh === city);
  if (here.length > 0) {
    return {
      head: withPresent(
        view.say('ask.siteCode', { city: view.local(here[0]?.city ?? { zh: '', en: '' }) }),
        view,
      ),
      options: here.map((site) => siteOption(site, view)),
      more: [otherCityOption(view), ...editing],
      links: here.length > FEW_SITES ? [sitesLink(view)] : [],
    };
  }
  if (sites.length <= FEW_SITES) {
    return {
      head: withPresent(view.say('ask.site_few'), view),
      options: sites.map((site) => siteOption(site, view)),
      more: editing,
    };
  }
  return askCity(sites, editing, view);
}

function askCity(sites: Site[], editing: Option[], view: View): Question {
  const own = sites.filter(
    (site) => view.answers.school !== undefined && site.schools.includes(view.answers.school),
  );
  const cities = [...new Map(sites.map((site) => [site.city.zh, site])).values()];
  const options = [
    ...own.slice(0, 2).map((site) => siteOption(site, view)),
    ...cities.map((site) =>
      cityOption(site, sites.filter((other) => other.city.zh === site.city.zh).length, view),
    ),
  ];
  return {
    head: withPresent(view.say('ask.city'), view),
    options,
    more: editing,
    links: options.length > FEW_SITES ? [sitesLink(view)] : [],
  };
}

/** What stands now is told when the site is changed. */
function withPresent(head: string, view: View): string {
  if (view.session.editing !== 'siteCode' || view.answers.siteCode === undefined) return head;
  const value = displayAnswer('siteCode', view.answers, view);
  return `${view.say('field.now', { field: view.say('answer.siteCode'), value })}\n${head}`;
}

function sitesLink(view: View): NonNullable<Question['links']>[number] {
  return { kind: 'mini_program', target: { open: 'sites' }, caption: view.say('menu.sites_page') };
}

function cityOption(site: Site, count: number, view: View): Option {
  const name = view.local(site.city);
  return {
    key: `city.${site.city.zh}`,
    label: view.say('site.city', { city: name, sites: count }),
    words: [site.city.zh, `${site.city.zh}市`, site.city.en],
    move: () => ({ session: { city: site.city.zh } }),
  };
}

/** Live seats, reviews or not, and 示例 where the code is not real. */
function siteOption(site: Site, view: View): Option {
  const seats = seatsOf(site.code, view);
  const facts = [
    isFull(seats) ? view.say('site.full_mark') : seatsText(seats, view),
    view.say(site.reviews ? 'site.reviews' : 'site.no_review'),
  ];
  return {
    key: `site.${site.code}`,
    label: [siteText(site, view), ...facts.filter(Boolean)].join(' · '),
    words: [site.code, site.name.zh, site.name.en],
    move: () => chooseSite(site, view),
  };
}

function seatsText(seats: SeatsLeft | undefined, view: View): string {
  if (!seats) return '';
  return seats.left === null ? view.say('site.unlimited') : view.say('site.left', { left: seats.left });
}

function chooseSite(site: Site, view: View): Move {
  if (!isFull(seatsOf(site.code, view))) return acceptAnswer('siteCode', site.code, view);
  const others = alternatives(site.city.zh, view);
  const notes: Move['notes'] = [{ say: 'problem', code: 'site.full' }];
  if (others) notes.push({ say: 'text', key: 'site.alternatives', params: { sites: others } });
  return { notes };
}

/** Up to three sites with seats, the same city first. */
export function alternatives(cityZh: string, view: View): string {
  const withSeats = openSites(view).filter((site) => !isFull(seatsOf(site.code, view)));
  const near = withSeats.filter((site) => site.city.zh === cityZh);
  const far = withSeats.filter((site) => site.city.zh !== cityZh);
  return [...near, ...far]
    .slice(0, 3)
    .map((site) => siteText(site, view))
    .join(view.say('list.comma'));
}

function otherCityOption(view: View): Option {
  return {
    key: 'cities',
    label: view.say('site.other_city'),
    words: ['换城市', '其他城市', 'other city', 'cities'],
    move: () => ({ session: { city: null } }),
  };
}

function keepOption(view: View): Option {
  return {
    key: 'keep',
    label: view.say('field.keep'),
    words: ['不改了', '不改', 'keep'],
    move: () => ({ session: { editing: null, city: null } }),
  };
}

/** A site or a city named in a sentence, also when the other is asked. */
export function hearSite(view: View, text: HeardText): Move | null {
  const sites = openSites(view);
  const named = closeOptions(
    sites.map((site) => siteOption(site, view)),
    text,
  );
  if (named.length === 1) return named[0]?.move() ?? null;
  const shut = shutSites(sites, view).find((site) => namesSite(text, site));
  if (shut && named.length === 0) return { notes: [whyShut(shut, view)] };
  const city = sites.find(
    (site) => text.raw.includes(site.city.zh) || text.raw.toLowerCase().includes(site.city.en.toLowerCase()),
  );
  return city ? { session: { city: city.city.zh } } : null;
}

/** Sites of the season that do not take this candidate now. */
function shutSites(open: Site[], { season }: View): Site[] {
  return (season?.sites ?? []).filter((site) => !open.includes(site));
}

function namesSite({ raw, folded }: HeardText, site: Site): boolean {
  const name = fold(site.name.zh);
  const part = folded.length >= 4 && name.includes(folded);
  return part || folded.includes(name) || raw.includes(site.code) || folded.includes(fold(site.name.en));
}

function whyShut(site: Site, view: View): Note {
  const { season, answers, situation } = view;
  if (!season) return textNote('site.none');
  const accepted = acceptingSites({ season, answers }).includes(site);
  if (accepted && windowStateAt(windowsOf(season, site.code), situation.now).kind !== 'open') {
    return textNote('site.window_shut', { site: siteText(site, view) });
  }
  const own = season.policies.ownSchoolOnly && site.schools.length === 0;
  return { say: 'problem', code: own ? 'site.own_school_required' : 'site.own_students_only' };
}
