import { accountEn } from '../../../shared/i18n/phone/account/en';
import { accountZhCn } from '../../../shared/i18n/phone/account/zh-CN';
import { openPage } from '../../services/navigation';
import { definePage, type DataEvent } from '../../services/page';
import { act, send, takeNumber, type AccountPage, type PhoneDetail } from './acts';
import { loadAccount } from './facts';
import { keepTyping, type AccountFacts } from './stages';
import { accountView, type AccountField, type Way } from './view-model';

type Typed = DataEvent<{ name: AccountField['name'] }> & { detail: { value: string } };

definePage({
  texts: { zhCn: accountZhCn, en: accountEn },
  title: 'account.title',
  load: loadAccount,
  view: accountView,
  keep: keepTyping,
  ticking: true,
  events: {
    type(page, { currentTarget, detail }: Typed) {
      const typed = { ...page.facts.typed, [currentTarget.dataset.name]: detail.value };
      page.show({ ...page.facts, typed });
    },
    phone: (page, { detail }: { detail: PhoneDetail }) => page.once('phone', () => takeNumber(page, detail)),
    act: (page) => page.once('act', () => act(page)),
    way: (page, event: DataEvent<{ key: Way }>) => takeWay(page, event.currentTarget.dataset.key),
  },
});

/** Where another way leads; what was typed for the same address stays. */
const WAYS: Readonly<Record<Exclude<Way, 'resend' | 'forgot'>, Partial<AccountFacts>>> = {
  type: { stage: 'address', via: 'mobile' },
  wechat: { stage: 'phone', via: 'mobile' },
  foreign: { foreign: true },
  email: { stage: 'address', via: 'email' },
  mobile: { stage: 'address', via: 'mobile' },
  password: { stage: 'password' },
  change: { stage: 'address' },
};

function takeWay(page: AccountPage, way: Way): void | Promise<void> {
  if (way === 'resend') return page.once('resend', () => send(page, 'account.news.resent'));
  if (way === 'forgot') return openPage({ page: 'password', query: { recover: '1' } });
  const { facts } = page;
  const change = WAYS[way];
  const sameAddress = change.via === undefined || change.via === facts.via;
  const typed = { address: sameAddress ? facts.typed.address : '', code: '', password: '' };
  page.show({ ...facts, ...change, typed, error: '', news: null });
}
