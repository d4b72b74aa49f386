import { promiseEn } from '../../../shared/i18n/phone/promise/en';
import { promiseZhCn, type PromiseKey } from '../../../shared/i18n/phone/promise/zh-CN';
import type { Failure } from '../../services/failure';
import { openPage, replacePage, type Target } from '../../services/navigation';
import { goNext } from '../../services/next-step';
import { loadOwnRegistration } from '../../services/own-registration';
import { definePage, type PageHandle } from '../../services/page';
import { applyChanges, submitInformation, type Registration } from '../../services/registrations';
import { newIdempotencyKey } from '../../services/route';
import { promiseView, type PromiseFacts } from './view-model';

type PromisePage = PageHandle<PromiseFacts, PromiseKey>;

definePage({
  texts: { zhCn: promiseZhCn, en: promiseEn },
  title: 'promise.title',
  async load({ query, words }) {
    const own = await loadOwnRegistration({ query, words });
    if (!own.ok) return own;
    return { ok: true, body: { ...own.body, promised: false, error: '', key: newIdempotencyKey() } };
  },
  isEmpty: ({ registration }) => registration.position.step !== 'summary',
  view: promiseView,
  keep: ({ promised, error, key }, after) => ({ ...after, promised, error, key }),
  events: {
    tick: ({ facts, show }) => show({ ...facts, promised: !facts.promised, error: '' }),
    check: ({ facts }) => openPage({ page: 'check', query: { registration: facts.registration.id } }),
    submit: (page) => page.once('submit', () => submit(page)),
  },
});

async function submit(page: PromisePage): Promise<void> {
  const { facts, words } = page;
  if (!facts.promised) return page.show({ ...facts, error: words.t('promise.must_tick') });
  const { id, version, changed } = facts.registration;
  const act = changed === null ? submitInformation : applyChanges;
  const done = await act({
    params: { registrationId: id },
    body: { expectedVersion: version, promised: true },
    idempotencyKey: facts.key,
  });
  if (done.ok) return goOn(done.body.registration);
  const full = fullTarget(done.failure, facts);
  if (full) return replacePage(full);
  // An answer that came means that this act is over: the next try is another one.
  if (done.failure.kind === 'server') page.show({ ...facts, key: newIdempotencyKey() });
  await page.reload();
  // It had arrived after all, though its answer was lost.
  const { registration } = page.facts;
  if (!done.failure.nothingHappened && registration.position.step !== 'summary') return goOn(registration);
  page.tell(done.failure);
}

/** Who was rejected meant to submit again: that is asked next, not where it stood (S44). */
function goOn(registration: Registration): void {
  const { id, state, position } = registration;
  if (state === 'rejected' && position.step === 'review')
    return replacePage({ page: 'submit', query: { registration: id } });
  goNext(registration);
}

/** Where another site or subject is chosen: the last place went to somebody else meanwhile. */
function fullTarget({ code, reasons }: Failure, { registration: { id, site } }: PromiseFacts): Target | null {
  if (code !== 'SEATS_FULL' || !site) return null;
  const subject = reasons.find(({ field }) => field === 'subjects')?.params?.['subjectCode'];
  return subject === undefined
    ? { page: 'site', query: { registration: id, full: site.code } }
    : { page: 'subjects', query: { registration: id, full: String(subject) } };
}
