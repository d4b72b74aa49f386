import type { HomeKey } from '../../../shared/i18n/phone/home/zh-CN';
import { dayText, instantText, leftText } from '../../../shared/i18n/instants';
import type { Target } from '../../services/navigation';
import { isMended, nextTarget } from '../../services/next-step';
import type { Outlook } from '../../services/page';
import type { Registration } from '../../services/registrations';
import type { SeasonCard } from '../../services/seasons';
import { isEnded, isOpen, startAgain } from './again';
import type { HomeFacts } from './facts';
import { homeLinks, type HomeLink } from './links';
import { taskList, type TaskLine } from './tasks';

export interface StatusView {
  /** Colour of the head: `go` all is well, `act` something waits for the person, `over` nothing more to do. */
  tone: 'go' | 'act' | 'over';
  title: string;
  detail: string;
  action: { label: string; target: Target } | null;
  why: string;
}

export interface DeadlineLine {
  key: string;
  label: string;
  at: string;
  left: string;
  soon: boolean;
}

export interface HomeView {
  sitting: string;
  examDays: string;
  /** A correction that support proposes: answered in the chat. */
  proposal: { text: string; label: string; target: Target } | null;
  status: StatusView;
  titles: { tasks: string; deadlines: string; timeline: string };
  tasks: TaskLine[];
  deadlines: DeadlineLine[];
  timeline: { key: string; text: string; at: string }[];
  links: HomeLink[];
  empty: { title: string; text: string };
}

type HomeOutlook = Outlook<HomeKey>;

const DAY_MS = 86_400_000;
const SOON_MS = 3 * DAY_MS;

/** The state in one sentence, what is next, every step with its state, the ends with what is left, and what happened. */
export function homeView(facts: HomeFacts, outlook: HomeOutlook): HomeView {
  const { t } = outlook.words;
  const season = seasonShown(facts);
  // Steps of an ended registration are those of a new one, as long as one can begin.
  const live = isEnded(facts.registration) ? null : facts.registration;
  const mayBegin = season?.windows.some(({ closesAt }) => closesAt > outlook.now) === true;
  return {
    sitting: season ? sittingText(season, outlook) : '',
    examDays: season ? examText(season, outlook) : '',
    proposal: proposalOf(live, outlook),
    status: facts.registration
      ? registeredStatus(facts.registration, season, outlook)
      : openStatus(season, outlook, facts.account !== null),
    titles: { tasks: t('home.tasks'), deadlines: t('home.deadlines'), timeline: t('home.timeline') },
    tasks: live || mayBegin ? taskList({ ...facts, registration: live }, outlook) : [],
    deadlines: season ? deadlineLines(facts.registration, season, outlook) : [],
    timeline: timelineOf(facts, outlook),
    links: homeLinks(season, outlook.words),
    empty: { title: t('home.none.title'), text: t('home.none.text') },
  };
}

function proposalOf(registration: Registration | null, { words, now }: HomeOutlook): HomeView['proposal'] {
  const { t, locale } = words;
  const expiresAt = registration?.proposal?.expiresAt ?? 0;
  if (expiresAt <= now) return null;
  const text = t('home.proposal', { at: instantText(expiresAt, locale) });
  return { text, label: t('home.proposal.look'), target: { page: 'chat' } };
}

/** The sitting of the registration, else the first that is listed. */
function seasonShown({ seasons, registration }: HomeFacts): SeasonCard | null {
  const own = seasons.find((season) => season.id === registration?.seasonId);
  return own ?? (registration ? null : (seasons[0] ?? null));
}

function sittingText({ province, sitting }: SeasonCard, { words }: HomeOutlook): string {
  return words.t('home.sitting', {
    province: words.local(province.name),
    sitting: words.local(sitting.name),
  });
}

function examText({ examFrom, examTo }: SeasonCard, { words }: HomeOutlook): string {
  const { locale } = words;
  return words.t('home.exam_days', { from: dayText(examFrom, locale), to: dayText(examTo, locale) });
}

function registeredStatus(
  registration: Registration,
  season: SeasonCard | null,
  { words, now }: HomeOutlook,
): StatusView {
  const { state, deadlines, decision, site, missing } = registration;
  const { t, locale } = words;
  const direct = state === 'ready' && site?.reviews === false;
  const again = isEnded(registration) && season !== null && isOpen(season, now);
  const key = direct ? 'ready_direct' : state;
  const due = instantText(deadlines.paymentDueAt, locale, { end: true });
  const [next] = missing;
  const params = {
    due,
    at: instantText(deadlines.ticketFrom, locale),
    words: decision?.words ?? '',
    next: next ? words.codeText(`answer.${next}`, undefined, next) : t('home.task.information'),
  };
  const detail = isMended(registration) ? ('rejected_edited' as const) : key;
  return {
    tone: toneOf(state),
    title: t(`home.state.${key}`),
    detail: t(
      isEnded(registration) && !again ? `home.detail.${registration.state}_closed` : `home.detail.${detail}`,
      params,
    ),
    action: again ? startAgain(season, words) : actionOf(registration, words),
    why: '',
  };
}

/** What the one button of the head says, and where it leads. */
function actionOf(registration: Registration, { t, codeText }: HomeOutlook['words']): StatusView['action'] {
  const target = nextTarget(registration);
  if (!target) return null;
  return { label: codeText(`home.go.${target.page}`, undefined, t('home.go.continue')), target };
}

function toneOf(state: Registration['state']): StatusView['tone'] {
  if (state === 'deleted' || state === 'expired') return 'over';
  return state === 'rejected' || state === 'approved' || state === 'part_paid' ? 'act' : 'go';
}

const ACT_OF = { open: 'home.start', before: 'home.look', closed: 'home.look.closed' } as const;

/** What a visitor reads who has no registration yet. */
function openStatus(season: SeasonCard | null, { words, now }: HomeOutlook, known: boolean): StatusView {
  const { t, locale } = words;
  const line = (key: 'open' | 'before' | 'closed', at = ''): StatusView => ({
    tone: key === 'closed' ? 'over' : 'go',
    title: t(`home.${key}.title`),
    detail: t(`home.${key}.text`, { at }),
    action: season && {
      label: t(ACT_OF[key]),
      target: { page: 'start', query: { season: season.id } },
    },
    why: key === 'open' && !known ? t('home.start.why') : '',
  });
  if (!season) return line('closed');
  if (isOpen(season, now)) return line('open');
  const next = season.windows.find(({ opensAt }) => opensAt > now);
  return next ? line('before', instantText(next.opensAt, locale)) : line('closed');
}

/** Ends still to come, the nearest first; those of other people's steps are left out. */
function deadlineLines(
  registration: Registration | null,
  season: SeasonCard,
  { words, now }: HomeOutlook,
): DeadlineLine[] {
  const { t, locale } = words;
  return instantsOf(registration, season, now)
    .filter(({ at }) => at > now)
    .sort((left, right) => left.at - right.at)
    .map(({ key, at, end }) => ({
      key,
      label: t(`home.due.${key}`),
      at: instantText(at, locale, { end }),
      left: leftText(at - now, locale),
      soon: end && at - now < SOON_MS,
    }));
}

type DueKey = 'window' | 'opens' | 'site' | 'resubmission' | 'review' | 'payment' | 'ticket';

function instantsOf(
  registration: Registration | null,
  season: SeasonCard,
  now: number,
): { key: DueKey; at: number; end: boolean }[] {
  const ticket = { key: 'ticket' as const, at: season.ticketFrom, end: false };
  const payment = { key: 'payment' as const, at: season.paymentEndsAt, end: true };
  if (!registration) return [...windowEnds(season, now), payment, ticket];
  const { state, deadlines, site } = registration;
  const own = { ...payment, at: deadlines.paymentDueAt };
  if (state === 'paid') return [ticket];
  if (state === 'deleted' || state === 'expired') return windowEnds(season, now);
  if (state === 'rejected' && deadlines.resubmissionEndsAt !== null)
    return [{ key: 'resubmission', at: deadlines.resubmissionEndsAt, end: true }, own, ticket];
  if (state === 'pending') return [{ key: 'review', at: deadlines.reviewEndsAt, end: true }, own, ticket];
  if (state === 'draft' || state === 'saved' || state === 'ready') {
    const closing = {
      key: site ? ('site' as const) : ('window' as const),
      at: deadlines.siteClosesAt,
      end: true,
    };
    return [closing, own, ticket];
  }
  return [own, ticket];
}

function windowEnds(season: SeasonCard, now: number): { key: DueKey; at: number; end: boolean }[] {
  const coming = season.windows.find(({ closesAt }) => closesAt > now);
  if (!coming) return [];
  if (coming.opensAt > now) return [{ key: 'opens', at: coming.opensAt, end: false }];
  return [{ key: 'window', at: coming.closesAt, end: true }];
}

/** The newest first; what has no words is our own book-keeping. */
function timelineOf({ history }: HomeFacts, { words }: HomeOutlook): HomeView['timeline'] {
  const { locale } = words;
  return history
    .map(({ event, at }, index) => ({
      key: String(index),
      text: words.codeText(`home.history.${event}`),
      at: instantText(at, locale),
    }))
    .filter(({ text }) => text !== '')
    .reverse();
}
