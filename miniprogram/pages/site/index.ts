import { siteEn } from '../../../shared/i18n/phone/site/en';
import { siteZhCn, type SiteKey } from '../../../shared/i18n/phone/site/zh-CN';
import { saveAnswer } from '../../services/answer-clash';
import { answerText } from '../../services/answer-text';
import { fieldFailure } from '../../services/failure-words';
import { replacePage } from '../../services/navigation';
import { goNext } from '../../services/next-step';
import {
  definePage,
  type DataEvent,
  type InputEvent,
  type Outlook,
  type PageHandle,
} from '../../services/page';
import { keepChosen, loadSites, type SiteFacts } from './facts';
import { siteView, type SiteState } from './view-model';

type SitePage = PageHandle<SiteFacts, SiteKey>;

definePage({
  texts: { zhCn: siteZhCn, en: siteEn },
  title: 'site.title',
  load: loadSites,
  isEmpty: ({ registration, sites }) =>
    sites.length === 0 || !registration.actions.some(({ action, possible }) => action === 'edit' && possible),
  view: (facts, outlook) => ({ ...siteView(facts, outlook), clash: clashView(facts, outlook) }),
  keep: keepChosen,
  events: {
    search: (page, { detail }: InputEvent) => page.show({ ...page.facts, search: detail.value, full: '' }),
    city: (page, { currentTarget }: DataEvent<{ city: string }>) =>
      page.show({ ...page.facts, city: currentTarget.dataset.city }),
    others: (page) => page.show({ ...page.facts, others: !page.facts.others }),
    all: (page) => page.show({ ...page.facts, full: '' }),
    choose,
    save: (page) => page.once('save', () => save(page)),
    stored: ({ facts }) => goNext(facts.registration),
    given: (page) => page.once('save', () => save(page, page.facts.clash)),
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

function clashView(
  { clash, chosen, season, sites }: SiteFacts,
  { words }: Outlook<SiteKey>,
): { stored: string; given: string } | null {
  const told = { season, sites, words };
  if (clash === '') return null;
  return { stored: answerText('siteCode', clash, told), given: answerText('siteCode', chosen, told) };
}

/** `seen`: the stored site that the person knows of. */
async function save(page: SitePage, seen = page.facts.seen): Promise<void> {
  const { facts, words } = page;
  const { registration, chosen } = facts;
  if (chosen === '') return page.show({ ...facts, error: words.t('site.must_choose') });
  const saving = await saveAnswer({ registration, field: 'siteCode', given: chosen, seen });
  if (saving.kind === 'saved') {
    const { droppedSubjects } = saving;
    if (droppedSubjects.length === 0) return goNext(saving.registration);
    const query = { registration: registration.id, dropped: droppedSubjects.join(',') };
    return replacePage({ page: 'subjects', query });
  }
  if (saving.kind === 'apart') {
    const stored = String(saving.stored);
    return page.show({ ...facts, registration: saving.registration, seen: stored, clash: stored, error: '' });
  }
  const error = fieldFailure(saving.failure, 'siteCode');
  if (error !== null) return page.show({ ...facts, error });
  page.tell(saving.failure);
}
