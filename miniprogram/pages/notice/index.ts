import { noticeEn } from '../../../shared/i18n/phone/notice/en';
import { noticeZhCn, type NoticeKey } from '../../../shared/i18n/phone/notice/zh-CN';
import { tickNotice } from '../../services/consents';
import { goHome } from '../../services/navigation';
import { goNext } from '../../services/next-step';
import { definePage, type DataEvent, type PageHandle } from '../../services/page';
import { readRegistration } from '../../services/registrations';
import { keepTick, loadNotice, type NoticeFacts } from './facts';
import { noticeView } from './view-model';

type NoticePage = PageHandle<NoticeFacts, NoticeKey>;

definePage({
  texts: { zhCn: noticeZhCn, en: noticeEn },
  title: 'notice.title',
  load: ({ query }) => loadNotice(query),
  isEmpty: ({ notices }) => notices.length === 0,
  view: noticeView,
  keep: keepTick,
  events: {
    choose(page, event: DataEvent<{ id: string }>) {
      const notice = page.facts.notices.find(({ id }) => id === event.currentTarget.dataset.id) ?? null;
      page.show({ ...page.facts, notice });
      void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    },
    tick: (page) => page.show({ ...page.facts, ticked: !page.facts.ticked, error: null }),
    act: (page) => page.once('act', () => act(page)),
  },
});

async function act(page: NoticePage): Promise<void> {
  const { facts } = page;
  const { registration, notice, seasonId } = facts;
  if (!registration) return page.show({ ...facts, notice: null });
  if (!notice) return goHome();
  if (!registration.missingNotices.includes(notice.id)) return goNext(registration);
  if (!facts.ticked) return page.show({ ...facts, error: 'notice.tick.missing' });
  const { id: noticeId, version } = notice;
  const ticked = await tickNotice({ params: { seasonId, noticeId }, body: { version } });
  if (!ticked.ok) {
    // Another version is in force by now: it is shown, and its tick is not set.
    if (ticked.failure.code === 'STATE_CONFLICT') return page.reload();
    return page.tell(ticked.failure);
  }
  const read = await readRegistration({ params: { registrationId: registration.id } });
  if (read.ok) goNext(read.body.registration);
  else page.tell(read.failure);
}
