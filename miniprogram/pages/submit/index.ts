import { submitEn } from '../../../shared/i18n/phone/submit/en';
import { submitZhCn, type SubmitKey } from '../../../shared/i18n/phone/submit/zh-CN';
import { replacePage } from '../../services/navigation';
import { ownRegistration } from '../../services/own-registration';
import { definePage, type PageHandle } from '../../services/page';
import { submitForReview } from '../../services/registrations';
import { newIdempotencyKey } from '../../services/route';
import { submitRefusal, submitView, type SubmitFacts } from './view-model';

type SubmitPage = PageHandle<SubmitFacts, SubmitKey>;

definePage({
  texts: { zhCn: submitZhCn, en: submitEn },
  title: 'submit.title',
  async load({ query, words }) {
    const own = await ownRegistration({ query, words });
    if (!own.ok) return own;
    return { ok: true, body: { registration: own.body, key: newIdempotencyKey() } };
  },
  isEmpty: ({ registration }) => submitRefusal(registration),
  view: submitView,
  keep: ({ key }, after) => ({ ...after, key }),
  events: {
    submit: (page) => page.once('submit', () => submit(page)),
    back: ({ facts }) => replacePage({ page: 'check', query: { registration: facts.registration.id } }),
  },
});

async function submit(page: SubmitPage): Promise<void> {
  const { facts } = page;
  const { id, version } = facts.registration;
  const done = await submitForReview({
    params: { registrationId: id },
    body: { expectedVersion: version },
    idempotencyKey: facts.key,
  });
  if (done.ok) return replacePage({ page: 'status', query: { registration: id } });
  if (done.failure.kind === 'server') page.show({ ...facts, key: newIdempotencyKey() });
  await page.reload();
  // It had arrived after all, though its answer was lost.
  if (page.facts.registration.state === 'pending')
    return replacePage({ page: 'status', query: { registration: id } });
  page.tell(done.failure);
}
