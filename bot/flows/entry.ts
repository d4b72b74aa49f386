import { windowStateAt, windowsOf } from '../../shared/domain/calendar';
import type { Season } from '../../shared/domain/season';
import { dueText, instantText, leftText } from '../../shared/i18n/instants';
import type { Option, Question, Step, View } from '../engine/flow';
import { seasonText } from '../replies/display';

/** Entry (S1, S2, S13): which province and sitting, and how its window stands. */
export const entrySteps: Step[] = [
  {
    name: 'entry.season',
    when: (view) => view.season === null,
    ask: askSeason,
  },
  {
    name: 'entry.closed',
    when: (view) => view.registration === null && windowOf(view)?.kind !== 'open',
    ask: askLater,
  },
];

function askSeason(view: View): Question {
  const { seasons } = view.situation;
  if (seasons.length === 0) return { head: view.say('entry.none'), more: [languageOption(view)] };
  return {
    brief: seasons.length > 1 ? view.say('entry.ask') : '',
    head: [view.say('entry.ask'), ...seasons.slice(0, 8).map((season) => windowLine(season, view))].join(
      '\n',
    ),
    options: seasons.map((season) => seasonOption(season, view)),
    more: [languageOption(view)],
  };
}

export function seasonOption(season: Season, view: View): Option {
  const { zh, en } = season.province.name;
  const province = view.local(season.province.name);
  return {
    key: `season.${season.id}`,
    label: seasonText(season, view),
    words: [zh, `${zh}省`, en, view.say('entry.start', { province })],
    move: () => ({ act: { kind: 'choose_season', seasonId: season.id } }),
  };
}

function windowLine(season: Season, view: View): string {
  return view.say('entry.season', { season: seasonText(season, view), window: windowText(season, view) });
}

/** The way into the other language stands in that language. */
export function languageOption(view: View): Option {
  const other = view.locale === 'en' ? 'zh-CN' : 'en';
  return {
    key: `locale.${other}`,
    label: view.say('entry.other_language'),
    words: other === 'en' ? ['english', 'en'] : ['中文', 'chinese'],
    move: () => ({ act: { kind: 'set_locale', locale: other }, session: { locale: other } }),
  };
}

function windowOf(view: View): ReturnType<typeof windowStateAt> | null {
  return view.season ? windowStateAt(view.season.windows, view.situation.now) : null;
}

/** Short state of a season's registration window. */
export function windowText(season: Season, { say, situation, locale }: View): string {
  const state = windowStateAt(windowsOf(season, null), situation.now);
  switch (state.kind) {
    case 'open':
      return say('window.open', { at: dueText(state.closesAt, situation.now, locale) });
    case 'before':
      return say('window.before', { at: instantText(state.opensAt, locale) });
    case 'between':
      return say('window.between', { at: instantText(state.opensAt, locale) });
    case 'closed':
      return say('window.closed', { at: instantText(state.closedAt, locale, { end: true }) });
  }
}

/** Whether a sitting can be entered: until when, from when with the time left, or no more; and what is possible then. */
export function entryText(season: Season, view: View): string {
  const { say, situation, locale } = view;
  const state = windowStateAt(windowsOf(season, null), situation.now);
  const name = seasonText(season, view);
  switch (state.kind) {
    case 'open':
      return say('entry.open', { season: name, due: dueText(state.closesAt, situation.now, locale) });
    case 'closed':
      return say('entry.closed', { season: name, at: instantText(state.closedAt, locale, { end: true }) });
    default:
      return say(state.kind === 'before' ? 'entry.not_open' : 'entry.between', {
        season: name,
        at: instantText(state.opensAt, locale),
        left: leftText(state.opensAt - situation.now, locale),
      });
  }
}

/** A sitting was chosen that cannot be entered now: why, and which others can. Null where that is not the reason. */
export function notEnteredText(seasonId: string, view: View): string | null {
  const { seasons, now } = view.situation;
  const isOpen = (season: Season): boolean => windowStateAt(windowsOf(season, null), now).kind === 'open';
  const season = seasons.find((one) => one.id === seasonId);
  if (!season || isOpen(season)) return null;
  const open = seasons.filter(isOpen).map((one) => seasonText(one, view));
  const others = view.say('entry.others_open', { seasons: open.join(view.say('list.comma')) });
  return [entryText(season, view), ...(open.length > 0 ? [others] : [])].join('\n');
}

function askLater(view: View): Question {
  const { season, situation, say } = view;
  if (!season) return { head: say('entry.none') };
  const others = situation.seasons.filter((other) => other.id !== season.id);
  return {
    head: entryText(season, view),
    options: others.map((other) => seasonOption(other, view)),
    more: [languageOption(view)],
  };
}
