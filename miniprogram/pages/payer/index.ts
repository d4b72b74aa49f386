import { payerEn } from '../../../shared/i18n/phone/payer/en';
import { payerZhCn } from '../../../shared/i18n/phone/payer/zh-CN';
import { goHome } from '../../services/navigation';
import { definePage } from '../../services/page';
import { check, loadPayer, pay, type PayerPage } from './pay';
import { payerView, type PayerView } from './view-model';

/** Opened by a candidate's link. It cannot be passed on, and it needs no account. */
definePage({
  texts: { zhCn: payerZhCn, en: payerEn },
  title: 'payer.title',
  load: loadPayer,
  view: payerView,
  keep: ({ news, key, link }, after) => ({
    ...after,
    news: link?.state === after.link?.state ? news : '',
    key,
  }),
  ticking: true,
  events: {
    main(page) {
      const { main } = payerView(page.facts, { words: page.words, query: page.query, now: 0 });
      return page.once('main', () => ACTS[main?.act ?? 'again'](page));
    },
    resume: (page) => page.once('main', () => pay(page)),
    check: (page) => page.once('check', () => check(page)),
  },
});

const ACTS: Record<NonNullable<PayerView['main']>['act'], (page: PayerPage) => Promise<void>> = {
  pay,
  check,
  again: (page) => page.reload(),
  home: async () => goHome(),
};
