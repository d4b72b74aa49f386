import { siteEn } from '../../../shared/i18n/phone/site/en';
import { siteZhCn, type SiteKey } from '../../../shared/i18n/phone/site/zh-CN';
import { fieldFailure } from '../../services/failure-words';
import { replacePage } from '../../services/navigation';
import { goNext } from '../../services/next-step';
import { definePage, type DataEvent, type InputEvent, type PageHandle } from '../../services/page';
import { saveAnswers } from '../../services/registrations';
import { loadSites, type SiteFacts } from './facts';
import { siteView, type SiteState } from './view-model';

type SitePage = PageHandle<SiteFacts, SiteKey>;

definePage({
  texts: { zhCn: siteZhCn, en: siteEn },
  title: 'site.title',
  load: loadSites,
  isEmpty: ({ registration, sites }) =>
    sites.length === 0 || !registration.actions.some(({ action, possible }) => action === 'edit' && possible),
  view: siteView,
  keep: ({ chosen, search, city, others, full, error }, after) => ({
    ...after,
    chosen,
    search,
    city,
    others,
    full,
    error,
  }),
  events: {
    search: (page, { detail }: InputEvent) => page.show({ ...page.facts, search: detail.value, full: '' }),
    city: (page, { currentTarget }: DataEvent<{ city: string }>) =>
      page.show({ ...page.facts, city: currentTarget.dataset.city }),
    others: (page) => page.show({ ...page.facts, others: !page.facts.others }),
    all: (page) => page.show({ ...page.facts, full: '' }),
    choose,
    save: (page) => page.once('save', () => save(page)),
  },
});

/** A full site is answered with those that have places; what cannot be chosen at all does nothing. */
function choose(
  { facts, show }: SitePage,
  { currentTarget }: DataEvent<{ code: string; state: SiteState }>,
): void {
  const { code, state } = currentTarget.dataset;
  if (state === 'full') show({ ...facts, full: code, chosen: '', error: '' });
  if (state === 'open') show({ ...facts, chosen: code, error: '' });
}

async function save(page: SitePage): Promise<void> {
  const { facts, words } = page;
  const { id, version } = facts.registration;
  if (facts.chosen === '') return page.show({ ...facts, error: words.t('site.must_choose') });
  const saved = await saveAnswers({
    params: { registrationId: id },
    body: { expectedVersion: version, answers: { siteCode: facts.chosen } },
  });
  if (saved.ok) {
    const { registration, droppedSubjects } = saved.body;
    if (droppedSubjects.length === 0) return goNext(registration);
    const query = { registration: id, dropped: droppedSubjects.join(',') };
    return replacePage({ page: 'subjects', query });
  }
  const error = fieldFailure(saved.failure, 'siteCode');
  if (error !== null) return page.show({ ...facts, error });
  page.tell(saved.failure);
  if (saved.failure.code === 'VERSION_CONFLICT') await page.reload();
}
