import { paylinkEn } from '../../../shared/i18n/phone/paylink/en';
import { paylinkZhCn } from '../../../shared/i18n/phone/paylink/zh-CN';
import { serverNow } from '../../services/clock';
import type { Called } from '../../services/failure';
import { goBack, replacePage, type Query } from '../../services/navigation';
import { definePage } from '../../services/page';
import { readPayLink } from '../../services/pay-links';
import { cardOf, paylinkView, type LinkStanding, type PaylinkFacts } from './view-model';

definePage({
  texts: { zhCn: paylinkZhCn, en: paylinkEn },
  title: 'paylink.title',
  load,
  view: paylinkView,
  ticking: true,
  share: cardOf,
  events: {
    main({ facts, words, query }) {
      const { act } = paylinkView(facts, { words, query, now: serverNow() }).main;
      if (act === 'payment') goBack();
      if (act === 'proof')
        replacePage({ page: 'proof', query: { registration: query['registration'] ?? '' } });
    },
    back: () => goBack(),
  },
});

/** Looks at the link as its holder will; looking does not use it up. */
async function load({ query }: { query: Query }): Promise<Called<PaylinkFacts>> {
  const read = await readPayLink({ body: { token: query['token'] ?? '' } });
  if (read.ok) return { ok: true, body: { standing: 'good', link: read.body } };
  const code = read.failure.reasons[0]?.code ?? '';
  if (!code.startsWith('pay_link.')) return read;
  return { ok: true, body: { standing: STANDINGS[code] ?? 'over', link: null } };
}

const STANDINGS: Readonly<Record<string, LinkStanding>> = {
  'pay_link.used': 'used',
  'pay_link.busy': 'used',
  'pay_link.paid': 'paid',
};
