import { checkEn } from '../../../shared/i18n/phone/check/en';
import { checkZhCn, type CheckKey } from '../../../shared/i18n/phone/check/zh-CN';
import { withCodes } from '../../services/code-texts';
import { openPage, type Target } from '../../services/navigation';
import { goNext, questionTarget } from '../../services/next-step';
import { definePage, type PageHandle } from '../../services/page';
import { discardChanges, readAnswers } from '../../services/registrations';
import { loadCheck, type CheckFacts } from './facts';
import { checkView } from './view-model';

type CheckPage = PageHandle<CheckFacts, CheckKey>;

definePage({
  texts: withCodes({ zhCn: checkZhCn, en: checkEn }),
  title: 'check.title',
  load: loadCheck,
  isEmpty: ({ registration }) => registration.position.step === 'ended',
  view: checkView,
  keep: (before, after) => ({ ...after, notice: after.notice ?? before.notice }),
  events: {
    change: ({ facts }, { detail }: { detail: { key: string } }) =>
      openPage(targetOf(facts.registration.id, detail.key)),
    toggle: (page) => page.once('toggle', () => toggle(page)),
    next: ({ facts }) => goOn(facts),
    remove: ({ facts }) => openPage({ page: 'deletion', query: { registration: facts.registration.id } }),
    discard: (page) => page.once('discard', () => discard(page)),
  },
});

function targetOf(id: string, key: string): Target {
  return key === 'photo' ? { page: 'photo', query: { registration: id } } : questionTarget(id, key);
}

function goOn({ registration }: CheckFacts): void {
  const query = { registration: registration.id };
  const { step } = registration.position;
  if (step === 'summary') openPage({ page: 'promise', query });
  else if (step === 'review') openPage({ page: 'submit', query });
  else goNext(registration);
}

/** Personal answers are shown in full only when asked for, and only here (PR7). */
async function toggle({ facts, show, tell }: CheckPage): Promise<void> {
  if (facts.full) return show({ ...facts, full: null });
  const read = await readAnswers({ params: { registrationId: facts.registration.id } });
  if (read.ok) show({ ...facts, full: read.body.answers });
  else tell(read.failure);
}

async function discard({ facts, show, tell, reload, words }: CheckPage): Promise<void> {
  const { id, version } = facts.registration;
  const { confirm } = await wx.showModal({
    title: words.t('check.discard'),
    content: words.t('check.discard.sure'),
    confirmText: words.t('check.discard'),
    cancelText: words.t('frame.cancel'),
  });
  if (!confirm) return;
  const dropped = await discardChanges({
    params: { registrationId: id },
    body: { expectedVersion: version },
  });
  if (dropped.ok) return show({ ...facts, registration: dropped.body.registration, full: null });
  tell(dropped.failure);
  await reload();
}
