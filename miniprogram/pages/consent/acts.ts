import type { ConsentKey } from '../../../shared/i18n/phone/consent/zh-CN';
import { answerGuardian, askGuardian, tickNotice, withdrawConsent } from '../../services/consents';
import type { Failure } from '../../services/failure';
import { goHome } from '../../services/navigation';
import { goNext } from '../../services/next-step';
import type { PageHandle } from '../../services/page';
import { readRegistration } from '../../services/registrations';
import { newIdempotencyKey } from '../../services/route';
import type { ConsentFacts } from './facts';
import { modeOf } from './view-model';

export type ConsentPage = PageHandle<ConsentFacts, ConsentKey>;

/** The main act of what is shown. */
export async function act(page: ConsentPage): Promise<void> {
  const { facts } = page;
  switch (modeOf(facts)) {
    case 'consent':
      return agree(page);
    case 'declined':
      return page.show({ ...facts, answered: 'no', ticked: false, error: null });
    case 'ask':
      return ask(page);
    case 'answer':
      return guardianAnswers(page, true);
    case 'refused':
      return goHome();
    default:
      return goOn(page);
  }
}

/** The quieter way beside it: declining is as easy as agreeing. */
export async function second(page: ConsentPage): Promise<void> {
  const { facts, words } = page;
  const mode = modeOf(facts);
  if (mode === 'consent') return page.show({ ...facts, answered: 'declined', ticked: false, error: null });
  if (mode !== 'answer') return goHome();
  const sure = await wx.showModal({
    title: words.t('consent.guardian.refuse.title'),
    content: words.t('consent.guardian.refuse.text'),
    confirmText: words.t('consent.refuse'),
    cancelText: words.t('consent.guardian.back'),
  });
  if (sure.confirm) await guardianAnswers(page, false);
}

export async function other(page: ConsentPage): Promise<void> {
  const { facts, words } = page;
  if (modeOf(facts) === 'answer') return page.show({ ...facts, editing: true, error: null });
  const { notice, seasonId } = facts;
  if (!notice) return;
  const sure = await wx.showModal({
    title: words.t('consent.withdraw.title'),
    content: words.t('consent.withdraw.text'),
    confirmText: words.t('consent.withdraw'),
    cancelText: words.t('consent.withdraw.keep'),
  });
  if (!sure.confirm) return;
  const params = { seasonId, noticeId: notice.id };
  const withdrawn = await withdrawConsent({ params, idempotencyKey: newIdempotencyKey() });
  if (!withdrawn.ok) return page.tell(withdrawn.failure);
  void wx.showToast({ title: words.t('consent.withdrawn'), icon: 'success' });
  await page.reload();
}

async function agree(page: ConsentPage): Promise<void> {
  const { facts } = page;
  const { notice, seasonId, ticked } = facts;
  if (!notice) return goHome();
  if (!ticked) return page.show({ ...facts, error: { key: 'consent.tick.missing' } });
  const params = { seasonId, noticeId: notice.id };
  const given = await tickNotice({ params, body: { version: notice.version } });
  if (given.ok) return goOn(page);
  // Another version is in force by now: it is shown, unticked.
  if (given.failure.code === 'STATE_CONFLICT') return page.reload();
  page.tell(given.failure);
}

async function ask(page: ConsentPage): Promise<void> {
  const { facts } = page;
  const { name, relation, mobile } = facts.typed;
  if (name.trim() === '' || relation === '' || mobile.trim() === '')
    return page.show({ ...facts, error: { key: 'consent.guardian.missing' } });
  const asked = await askGuardian({ body: { name, relation, mobile } });
  if (!asked.ok) return refuse(page, asked.failure);
  const typed = { ...facts.typed, code: '' };
  page.show({ ...facts, typed, guardian: 'waiting', editing: false, error: null });
}

async function guardianAnswers(page: ConsentPage, agrees: boolean): Promise<void> {
  const { facts } = page;
  const { notice, typed } = facts;
  if (!notice) return;
  if (!/^\d{6}$/.test(typed.code))
    return page.show({ ...facts, error: { key: 'consent.guardian.code.missing' } });
  const body = { code: typed.code, agrees, version: notice.version };
  const answered = await answerGuardian({ body });
  if (!answered.ok) return refuse(page, answered.failure);
  if (answered.body.agreed) return goOn(page);
  page.show({ ...facts, answered: 'refused_by_guardian', error: null });
}

async function goOn(page: ConsentPage): Promise<void> {
  const { registration } = page.facts;
  if (!registration) return goHome();
  const read = await readRegistration({ params: { registrationId: registration.id } });
  if (read.ok) goNext(read.body.registration);
  else page.tell(read.failure);
}

/** The server's sentence stands beside what was typed. */
function refuse(page: ConsentPage, failure: Failure): void {
  const [text] = [...failure.fields, ...failure.reasons].flatMap(({ message }) => message ?? []);
  if (text === undefined) page.tell(failure);
  else page.show({ ...page.facts, error: { text } });
}
