import { statusEn } from '../../../shared/i18n/phone/status/en';
import { statusZhCn, type StatusKey } from '../../../shared/i18n/phone/status/zh-CN';
import { askSubscriptions } from '../../services/ask-subscriptions';
import { openPage } from '../../services/navigation';
import { loadOwnRegistration } from '../../services/own-registration';
import { definePage, type PageHandle } from '../../services/page';
import { changeTarget, statusView, templatesOf, type StatusFacts } from './view-model';

type StatusPage = PageHandle<StatusFacts, StatusKey>;

definePage({
  texts: { zhCn: statusZhCn, en: statusEn },
  title: 'status.title',
  async load({ query, words }) {
    const own = await loadOwnRegistration({ query, words });
    return own.ok ? { ok: true, body: { ...own.body, rest: false, notified: '' as const } } : own;
  },
  isEmpty: ({ registration }) =>
    ['deleted', 'expired', 'paid', 'part_paid', 'paying'].includes(registration.state),
  view: statusView,
  keep: ({ rest, notified }, after) => ({ ...after, rest, notified }),
  ticking: true,
  events: {
    change: ({ facts }, { detail }: { detail: { key: string } }) =>
      openPage(changeTarget(facts.registration.id, detail.key)),
    rest: ({ facts, show }) => show({ ...facts, rest: !facts.rest }),
    check: ({ facts }) => openPage({ page: 'check', query: { registration: facts.registration.id } }),
    remove: ({ facts }) => openPage({ page: 'deletion', query: { registration: facts.registration.id } }),
    next({ facts, words, query }) {
      const { next } = statusView(facts, { words, query, now: 0 });
      if (next) openPage(next.target);
    },
    // The dialog opens in the tap itself: WeChat refuses it after any wait.
    notify: (page) => page.once('notify', () => notify(page)),
  },
});

async function notify({ facts, show }: StatusPage): Promise<void> {
  const allowed = await askSubscriptions(templatesOf(facts));
  show({ ...facts, notified: allowed ? 'yes' : 'no' });
}
