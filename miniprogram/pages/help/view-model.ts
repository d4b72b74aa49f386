import type { HelpKey } from '../../../shared/i18n/phone/help/zh-CN';
import type { HelpAnswer } from '../../services/help';
import type { Target } from '../../services/navigation';
import type { Outlook } from '../../services/page';
import type { HelpFacts } from './facts';
import { searchHelp } from './search';

type Topic = HelpAnswer['topic'];

export interface HelpLine {
  id: string;
  question: string;
  answer: string;
  open: boolean;
  /** What a press does, for who listens to the page. */
  act: string;
}

export interface HelpView {
  heading: string;
  search: { label: string; placeholder: string; clear: string; value: string };
  /** What is listed: the questions of one topic, what was found, or what is asked often. */
  title: string;
  lines: HelpLine[];
  none: { title: string; text: string } | null;
  topics: { title: string; rows: { key: Topic; icon: string; label: string; count: string }[] } | null;
  more: string;
  ask: { label: string; note: string; target: Target };
  office: { title: string; rows: { key: string; label: string; text: string }[] } | null;
  links: {
    title: string;
    note: string;
    copy: string;
    rows: { key: string; label: string; url: string; shown: string }[];
  } | null;
}

type HelpOutlook = Outlook<HelpKey>;

const ICONS: Readonly<Record<Topic, string>> = {
  flow: 'task',
  account: 'user',
  information: 'file',
  photo: 'image',
  choice: 'location',
  review: 'verify',
  payment: 'wallet',
  exam: 'certificate',
  other: 'help-circle',
};
const TOPICS = Object.keys(ICONS) as Topic[];

/** What most people ask at the desk. */
const OFTEN = [
  'cal.can_register',
  'photo.requirements',
  'review.how_long',
  'pay.status_unpaid',
  'ticket.print',
] as const;

const LINKS = ['registration', 'province', 'passport'] as const;

/** One topic a page; the search stands above, and whoever finds nothing is led to the assistant and to people. */
export function helpView(facts: HelpFacts, outlook: HelpOutlook): HelpView {
  const { words, query } = outlook;
  const { t } = words;
  const topic = topicIn(query['topic']);
  const search = facts.search.trim();
  const found = search === '' ? null : searchHelp(facts.answers, search);
  const listed = found ?? (topic ? facts.answers.filter((one) => one.topic === topic) : oftenAsked(facts));
  return {
    heading: topic ? t(`help.topic.${topic}`) : t('help.heading'),
    search: {
      label: t('help.search'),
      placeholder: t('help.placeholder'),
      clear: t('help.clear'),
      value: facts.search,
    },
    title: titleOf(found, topic, outlook),
    lines: listed.map(({ id, question, answer }) => {
      const open = facts.open === id;
      return { id, question, answer, open, act: t(open ? 'help.close' : 'help.open') };
    }),
    none:
      found?.length === 0 ? { title: t('help.none', { words: search }), text: t('help.none.text') } : null,
    topics: found || topic ? null : { title: t('help.topics'), rows: topicRows(facts, outlook) },
    more: t('help.more'),
    ask: {
      label: t('help.ask'),
      note: t('help.ask.note'),
      target: { page: 'chat', query: found?.length === 0 ? { ask: search } : {} },
    },
    office: topic ? null : officeOf(facts, outlook),
    links: topic ? null : linksOf(facts, outlook),
  };
}

export function topicIn(given: string | undefined): Topic | null {
  return TOPICS.find((topic) => topic === given) ?? null;
}

function titleOf(found: HelpAnswer[] | null, topic: Topic | null, { words: { t } }: HelpOutlook): string {
  if (found) return found.length === 0 ? '' : t('help.found', { count: found.length });
  return topic ? '' : t('help.often');
}

function oftenAsked({ answers }: HelpFacts): HelpAnswer[] {
  return OFTEN.flatMap((id) => answers.find((answer) => answer.id === id) ?? []);
}

function topicRows({ answers }: HelpFacts, { words: { t } }: HelpOutlook) {
  return TOPICS.map((key) => ({ key, count: answers.filter(({ topic }) => topic === key).length }))
    .filter(({ count }) => count > 0)
    .map(({ key, count }) => ({
      key,
      icon: ICONS[key],
      label: t(`help.topic.${key}`),
      count: t('help.count', { count }),
    }));
}

function officeOf({ contact }: HelpFacts, { words }: HelpOutlook): HelpView['office'] {
  const { t, local } = words;
  if (!contact?.office) return null;
  const { province, hotline, hours } = contact.office;
  return {
    title: t('help.office.of', { province: local(province) }),
    rows: [
      { key: 'hotline', label: t('help.hotline'), text: local(hotline) },
      { key: 'hours', label: t('help.hours'), text: local(hours) },
    ].filter(({ text }) => text !== ''),
  };
}

/** Addresses that the sitting names; those we have no name for are of no use to a candidate. */
function linksOf({ contact }: HelpFacts, { words: { t } }: HelpOutlook): HelpView['links'] {
  const links = contact?.office?.links ?? {};
  const rows = LINKS.flatMap((key) => {
    const url = links[key];
    return url === undefined
      ? []
      : [{ key, label: t(`help.link.${key}`), url, shown: url.replace('https://', '') }];
  });
  return rows.length === 0
    ? null
    : { title: t('help.links'), note: t('help.links.note'), copy: t('help.copy'), rows };
}
