import { payerEn } from '../../../shared/i18n/phone/payer/en';
import { payerZhCn } from '../../../shared/i18n/phone/payer/zh-CN';
import { withCodes } from '../../services/code-texts';
import { definePage } from '../../services/page';
import { check, loadPayer, pay } from './pay';
import { payerView } from './view-model';

/** Opened by a candidate's link. It cannot be passed on, and it needs no account. */
definePage({
  texts: withCodes({ zhCn: payerZhCn, en: payerEn }),
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
    main: (page) => page.once('main', () => (page.facts.problem ? page.reload() : pay(page))),
    check: (page) => page.once('check', () => check(page)),
  },
});
