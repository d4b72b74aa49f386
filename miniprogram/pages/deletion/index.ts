import { deletionEn } from '../../../shared/i18n/phone/deletion/en';
import { deletionZhCn, type DeletionKey } from '../../../shared/i18n/phone/deletion/zh-CN';
import { fieldFailure } from '../../services/failure-words';
import { goBack, goHome } from '../../services/navigation';
import { goNext } from '../../services/next-step';
import { ownRegistration } from '../../services/own-registration';
import { definePage, type InputEvent, type Outlook, type PageHandle } from '../../services/page';
import { deleteRegistration, registerAnew } from '../../services/registrations';
import { newIdempotencyKey } from '../../services/route';
import { readSeason } from '../../services/seasons';
import {
  deletionView,
  mayBeginAnew,
  obstaclesOf,
  reasonText,
  type DeletionFacts,
  type How,
  type Reason,
} from './view-model';

type DeletionPage = PageHandle<DeletionFacts, DeletionKey>;

definePage({
  texts: { zhCn: deletionZhCn, en: deletionEn },
  title: 'deletion.title',
  load,
  isEmpty: ({ registration }) => obstaclesOf(registration).length > 0,
  view: deletionView,
  keep: (before, after) => ({ ...before, registration: after.registration, season: after.season }),
  events: {
    how: ({ facts, show }, { detail }: { detail: { value: How } }) => show({ ...facts, how: detail.value }),
    reason: ({ facts, show }, { detail }: { detail: { value: Reason } }) =>
      show({ ...facts, reason: detail.value, error: '' }),
    type: ({ facts, show }, { detail }: InputEvent) => show({ ...facts, typed: detail.value }),
    act: (page) => page.once('act', () => remove(page)),
    back: () => goBack(),
    home: () => goHome(),
  },
});

async function load({ query, words }: Outlook<DeletionKey>) {
  const own = await ownRegistration({ query, words });
  if (!own.ok) return own;
  const season = await readSeason({ params: { seasonId: own.body.seasonId } });
  if (!season.ok) return season;
  // Whoever is locked wants to change something; whoever is not can change it anyway.
  const how: How = ['pending', 'approved'].includes(own.body.state) ? 'anew' : 'only';
  const fresh = { how, reason: '' as const, typed: '', error: '', key: newIdempotencyKey() };
  return { ok: true as const, body: { registration: own.body, season: season.body, ...fresh } };
}

async function remove(page: DeletionPage): Promise<void> {
  const { facts, words } = page;
  const { registration, how, key } = facts;
  const reason = reasonText(facts, words);
  if (reason === '') {
    const missing = facts.reason === 'other' ? 'deletion.words.missing' : 'deletion.missing';
    return page.show({ ...facts, error: words.t(missing) });
  }
  const anew = how === 'anew' && mayBeginAnew(registration);
  const done = await (anew ? registerAnew : deleteRegistration)({
    params: { registrationId: registration.id },
    body: { expectedVersion: registration.version, reason },
    idempotencyKey: key,
  });
  if (done.ok && anew) return goNext(done.body.registration);
  if (done.ok) return page.show({ ...facts, registration: done.body.registration, error: '' });
  const error = fieldFailure(done.failure, 'reason');
  const next = { ...facts, key: done.failure.kind === 'server' ? newIdempotencyKey() : key };
  if (error !== null) return page.show({ ...next, error });
  page.show(next);
  page.tell(done.failure);
  await page.reload();
}
