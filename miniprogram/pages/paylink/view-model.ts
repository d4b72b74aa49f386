import { formatFen } from '../../../shared/domain/money';
import type { PaylinkKey } from '../../../shared/i18n/phone/paylink/zh-CN';
import { instantText, leftText } from '../../../shared/i18n/instants';
import type { FactRow } from '../../components/fact-list/fact-list';
import { factRow } from '../../services/fact-row';
import type { ShareCard, Outlook } from '../../services/page';
import type { PayLink } from '../../services/pay-links';

/** What has become of the link: it may be sent, somebody pays or has paid with it, or it is of no more use. */
export type LinkStanding = 'good' | 'used' | 'paid' | 'over';

export interface PaylinkFacts {
  standing: LinkStanding;
  /** What the holder of the link sees; only of a good one. */
  link: PayLink | null;
}

export interface PaylinkView {
  good: {
    title: string;
    text: string;
    once: string;
    seesTitle: string;
    sees: FactRow[];
    hides: string;
    until: string;
  } | null;
  gone: { title: string; text: string; icon: string } | null;
  main: { act: 'share' | 'payment' | 'proof'; label: string; openType: string };
  second: string;
}

type PaylinkOutlook = Outlook<PaylinkKey>;

export function paylinkView({ standing, link }: PaylinkFacts, outlook: PaylinkOutlook): PaylinkView {
  const { t } = outlook.words;
  if (standing === 'good' && link) {
    return {
      good: goodOf(link, outlook),
      gone: null,
      main: { act: 'share', label: t('paylink.send'), openType: 'share' },
      second: t('paylink.back'),
    };
  }
  const how = standing === 'good' ? 'over' : standing;
  return {
    good: null,
    gone: {
      title: t(`paylink.${how}.title`),
      text: t(`paylink.${how}.text`),
      icon: how === 'paid' ? 'check-circle-filled' : how === 'used' ? 'time-filled' : 'minus-circle-filled',
    },
    main: { act: how === 'paid' ? 'proof' : 'payment', label: t(`paylink.${how}.act`), openType: '' },
    second: '',
  };
}

/** The card in the friend's chat: masked name and sum, and the page that takes the link. */
export function cardOf({ link }: PaylinkFacts, { words, query }: PaylinkOutlook): ShareCard | null {
  const token = query['token'];
  if (!link || !token) return null;
  const params = { name: link.name, sum: formatFen(link.amountFen) };
  return { title: words.t('paylink.card', params), target: { page: 'payer', query: { token } } };
}

function goodOf(link: PayLink, { words, now }: PaylinkOutlook): NonNullable<PaylinkView['good']> {
  const { t, local, locale } = words;
  const subjects = link.subjects.map(
    ({ code, name, feeFen }) => `${code} ${local(name)} ${formatFen(feeFen)}`,
  );
  return {
    title: t('paylink.ask'),
    text: t('paylink.text'),
    once: t('paylink.once'),
    seesTitle: t('paylink.sees'),
    sees: [
      factRow('name', t('paylink.name'), link.name),
      factRow('exam', t('paylink.exam'), local(link.sitting)),
      factRow('subjects', t('paylink.subjects'), subjects.join('\n')),
      factRow('total', t('paylink.total'), formatFen(link.amountFen)),
    ],
    hides: t('paylink.hides'),
    until: t('paylink.until', {
      at: instantText(link.expiresAt, locale, { end: true }),
      left: leftText(link.expiresAt - now, locale),
    }),
  };
}
