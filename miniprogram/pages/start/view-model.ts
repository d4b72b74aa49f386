import { windowStateAt } from '../../../shared/domain/calendar';
import { DOCUMENT_TYPES } from '../../../shared/domain/catalogue/document-types';
import { formatFen } from '../../../shared/domain/money';
import { dayText, instantText, leftText } from '../../../shared/i18n/instants';
import type { StartKey } from '../../../shared/i18n/phone/start/zh-CN';
import type { Target } from '../../services/navigation';
import type { Outlook } from '../../services/page';
import type { Registration } from '../../services/registrations';
import type { Season } from '../../services/seasons';
import type { StartFacts } from './facts';

export interface StartView {
  sitting: string;
  open: boolean;
  status: { title: string; text: string; left: string };
  /** Only where several provinces are open (S1). */
  provinces: {
    title: string;
    hint: string;
    value: string;
    choices: { value: string; label: string }[];
  } | null;
  dates: { title: string; note: string; rows: { key: string; label: string; text: string }[] };
  needs: { title: string; rows: { key: string; icon: string; label: string; text: string }[] };
  look: { title: string; note: string; rows: { key: string; label: string; target: Target }[] };
  why: { title: string; text: string } | null;
  /** The main act; empty while nothing can be started. */
  act: string;
  acting: string;
  empty: { title: string; text: string };
}

type StartOutlook = Outlook<StartKey>;

const ENDED: readonly Registration['state'][] = ['deleted', 'expired'];
const KB = 1_024;

/** The live registration in the sitting that is shown. */
export function liveRegistration({ registrations, season }: StartFacts): Registration | null {
  const own = registrations.find(({ seasonId, state }) => seasonId === season?.id && !ENDED.includes(state));
  return own ?? null;
}

/** Dates, what one needs, and the one act: start, or go on. */
export function startView(facts: StartFacts, outlook: StartOutlook): StartView {
  const { words, now } = outlook;
  const { t } = words;
  const { season } = facts;
  const own = liveRegistration(facts);
  const state = season ? windowStateAt(season.windows, now) : null;
  const known = facts.account?.state === 'active';
  return {
    sitting: season ? `${words.local(season.province.name)} · ${words.local(season.sitting.name)}` : '',
    open: state?.kind === 'open',
    status: statusOf(state, outlook),
    provinces: provincesOf(facts, outlook),
    dates: {
      title: t('start.dates'),
      note: t('start.dates.note'),
      rows: season ? dateRows(season, outlook) : [],
    },
    needs: { title: t('start.needs'), rows: season ? needRows(season, outlook) : [] },
    look: {
      title: t('start.look'),
      note: t('start.look.note'),
      rows: season ? lookRows(season, outlook) : [],
    },
    why: known || own ? null : { title: t('start.why.title'), text: t('start.why') },
    act: own ? t('start.go.on') : state?.kind === 'open' ? t(known ? 'start.go' : 'start.go.account') : '',
    acting: t('start.going'),
    empty: { title: t('start.none.title'), text: t('start.none.text') },
  };
}

function statusOf(
  state: ReturnType<typeof windowStateAt> | null,
  { words, now }: StartOutlook,
): StartView['status'] {
  const { t, locale } = words;
  if (!state) return { title: '', text: '', left: '' };
  const title = t(`start.${state.kind}`);
  const said = (at: string): string => t(`start.${state.kind}.text`, { at });
  if (state.kind === 'open') {
    const at = instantText(state.closesAt, locale, { end: true });
    return { title, text: said(at), left: leftText(state.closesAt - now, locale) };
  }
  if (state.kind === 'closed')
    return { title, text: said(instantText(state.closedAt, locale, { end: true })), left: '' };
  return { title, text: said(instantText(state.opensAt, locale)), left: '' };
}

function provincesOf({ seasons, season }: StartFacts, { words }: StartOutlook): StartView['provinces'] {
  if (seasons.length < 2 || !season) return null;
  const choices = seasons.map(({ id, province, sitting }) => ({
    value: id,
    label: `${words.local(province.name)} · ${words.local(sitting.name)}`,
  }));
  return {
    title: words.t('start.province'),
    hint: words.t('start.province.hint'),
    value: season.id,
    choices,
  };
}

function dateRows(season: Season, { words }: StartOutlook): StartView['dates']['rows'] {
  const { t, locale } = words;
  const end = (at: number): string => instantText(at, locale, { end: true });
  const windows = season.windows.map(({ opensAt, closesAt }, index) => ({
    key: `window${index}`,
    label: t('start.dates.window'),
    text: t('start.dates.window.text', { from: instantText(opensAt, locale), to: end(closesAt) }),
  }));
  const days = season.examFrom === season.examTo ? [season.examFrom] : [season.examFrom, season.examTo];
  const [from = '', to] = days.map((day) => dayText(day, locale));
  return [
    ...windows,
    { key: 'review', label: t('start.dates.review'), text: end(season.reviewEndsAt) },
    { key: 'payment', label: t('start.dates.payment'), text: end(season.paymentEndsAt) },
    {
      key: 'ticket',
      label: t('start.dates.ticket'),
      text: t('start.dates.from', { at: instantText(season.ticketFrom, locale) }),
    },
    {
      key: 'exam',
      label: t('start.dates.exam'),
      text: to === undefined ? from : t('start.dates.window.text', { from, to }),
    },
  ];
}

function needRows(season: Season, { words }: StartOutlook): StartView['needs']['rows'] {
  const { t } = words;
  const types = DOCUMENT_TYPES.filter(({ key }) => season.documentTypes.includes(key)).map(({ name }) =>
    words.local(name),
  );
  const row = (key: 'document' | 'contact' | 'photo' | 'fee', icon: string, text: string) => ({
    key,
    icon,
    label: t(`start.needs.${key}`),
    text,
  });
  return [
    row('document', 'user', t('start.needs.document.text', { types: types.join(t('list.comma')) })),
    row('contact', 'mobile', t('start.needs.contact.text')),
    row('photo', 'image', photoText(season, words)),
    row('fee', 'wallet', feeText(season, words)),
  ];
}

/** The rule of the photo as the sitting's file has it. */
function photoText({ photoRule }: Season, { t }: StartOutlook['words']): string {
  const { minWidth: width, minHeight: height, minBytes, maxBytes } = photoRule;
  const [min, max] = [minBytes, maxBytes].map((bytes) => Math.round(bytes / KB));
  return t('start.needs.photo.text', { width, height, min: min ?? 0, max: max ?? 0 });
}

function feeText({ subjects }: Season, { t }: StartOutlook['words']): string {
  const fees = subjects.map(({ feeFen }) => feeFen);
  const [least, most] = [Math.min(...fees), Math.max(...fees)];
  if (fees.length === 0 || most === 0) return t('start.needs.fee.free');
  const params = { from: formatFen(least), to: formatFen(most) };
  return t(least === most ? 'start.needs.fee.one' : 'start.needs.fee.text', params);
}

function lookRows({ id }: Season, { words }: StartOutlook): StartView['look']['rows'] {
  const query = { season: id };
  return [
    { key: 'sites', label: words.t('start.look.sites'), target: { page: 'sites', query } },
    { key: 'fees', label: words.t('start.look.fees'), target: { page: 'fees', query } },
    { key: 'notices', label: words.t('start.look.notices'), target: { page: 'notice', query } },
  ];
}
