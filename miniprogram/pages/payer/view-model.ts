import { formatFen } from '../../../shared/domain/money';
import type { PayerKey } from '../../../shared/i18n/phone/payer/zh-CN';
import { instantText, leftText } from '../../../shared/i18n/instants';
import type { FactRow } from '../../components/fact-list/fact-list';
import { factRow } from '../../services/fact-row';
import type { Outlook } from '../../services/page';
import type { PayLink } from '../../services/pay-links';

const PROBLEMS = ['unknown', 'used', 'expired', 'paid', 'closed', 'busy', 'stale'] as const;
/** Why a link cannot be paid, as the server names it behind `pay_link.`. */
export type PayerProblem = (typeof PROBLEMS)[number];

export type PayerNews = '' | 'cancelled' | 'not_yet' | 'unknown';

export interface PayerFacts {
  link: PayLink | null;
  problem: PayerProblem | null;
  news: PayerNews;
  /** Makes a repeat of the same act harmless. */
  key: string;
}

export interface PayerView {
  pay: {
    title: string;
    text: string;
    warning: string;
    news: string;
    open: { title: string; text: string; check: string } | null;
    facts: FactRow[];
    subjectsTitle: string;
    subjects: { key: string; name: string; fee: string }[];
    totalLabel: string;
    total: string;
    until: string;
  } | null;
  /** The result for whoever has paid. */
  done: { title: string; sum: string; texts: string[] } | null;
  gone: { title: string; text: string; icon: string; safe: string } | null;
  main: { act: 'pay' | 'check' | 'again' | 'home'; label: string } | null;
  /** Paying on, where the result is to be asked for first. */
  second: string;
  busy: string;
}

type PayerOutlook = Outlook<PayerKey>;

/** The problem in a reason of the server; null where the failure is about something else. */
export function problemIn(code: string | undefined): PayerProblem | null {
  return PROBLEMS.find((problem) => code === `pay_link.${problem}`) ?? null;
}

/** Masked name, subjects and sum: all that the payer of somebody else's fee gets to know. */
export function payerView({ link, problem, news }: PayerFacts, outlook: PayerOutlook): PayerView {
  const { t } = outlook.words;
  const view: PayerView = {
    pay: null,
    done: null,
    gone: null,
    main: null,
    second: '',
    busy: t('payer.busy'),
  };
  if (problem || !link) return { ...view, ...goneOf(problem ?? 'unknown', outlook) };
  const sum = formatFen(link.amountFen);
  if (link.state === 'paid') {
    const texts = [t('payer.paid.text', { name: link.name }), t('payer.paid.refund'), t('payer.paid.leave')];
    return { ...view, done: { title: t('payer.paid'), sum, texts } };
  }
  const label = t(link.state === 'open' ? 'payer.resume' : 'payer.pay', { sum });
  if (isUnclear(link, news)) {
    const pay = payOf(link, news, outlook);
    return { ...view, pay, main: { act: 'check', label: t('payer.check') }, second: label };
  }
  return { ...view, pay: payOf(link, news, outlook), main: { act: 'pay', label } };
}

/** The money may be gone: asking comes before paying. */
function isUnclear({ state }: PayLink, news: PayerNews): boolean {
  return state === 'open' && (news === 'unknown' || news === 'not_yet');
}

/** What happened in one sentence, what to do, and one way on. */
function goneOf(problem: PayerProblem, { words: { t } }: PayerOutlook): Pick<PayerView, 'gone' | 'main'> {
  const icon =
    problem === 'paid' ? 'check-circle-filled' : problem === 'busy' ? 'time-filled' : 'link-unlink';
  // Whoever may have paid a moment ago is not told that nothing was taken.
  const untouched = problem !== 'busy' && problem !== 'paid' && problem !== 'closed';
  return {
    gone: {
      icon,
      title: t(`payer.gone.${problem}`),
      text: t(`payer.next.${problem}`),
      safe: untouched ? t('payer.safe') : '',
    },
    main:
      problem === 'busy'
        ? { act: 'again', label: t('payer.again') }
        : { act: 'home', label: t('payer.home') },
  };
}

function payOf(link: PayLink, news: PayerNews, { words, now }: PayerOutlook): NonNullable<PayerView['pay']> {
  const { t, local, locale } = words;
  const { name, sitting, subjects, amountFen, expiresAt, state } = link;
  const open = {
    title: t('payer.open.title'),
    text: t('payer.open.text'),
    check: isUnclear(link, news) ? '' : t('payer.check'),
  };
  return {
    title: t('payer.ask', { name }),
    text: t('payer.text', { name }),
    warning: t('payer.warning'),
    news: news === '' ? '' : t(`payer.${news}`),
    open: state === 'open' ? open : null,
    facts: [factRow('name', t('payer.name'), name), factRow('exam', t('payer.exam'), local(sitting))],
    subjectsTitle: t('payer.subjects'),
    subjects: subjects.map(({ code, name: subject, feeFen }) => ({
      key: code,
      name: `${code} ${local(subject)}`,
      fee: formatFen(feeFen),
    })),
    totalLabel: t('payer.total'),
    total: formatFen(amountFen),
    until: t('payer.until', {
      at: instantText(expiresAt, locale, { end: true }),
      left: leftText(expiresAt - now, locale),
    }),
  };
}
