import { subjectsEn } from '../../../shared/i18n/phone/subjects/en';
import { subjectsZhCn, type SubjectsKey } from '../../../shared/i18n/phone/subjects/zh-CN';
import { withCodes } from '../../services/code-texts';
import { fieldFailure } from '../../services/failure-words';
import { goNext } from '../../services/next-step';
import { definePage, type InputEvent, type PageHandle } from '../../services/page';
import { saveAnswers } from '../../services/registrations';
import { loadSubjects, type SubjectsFacts } from './facts';
import { subjectsView, toggled } from './view-model';

type SubjectsPage = PageHandle<SubjectsFacts, SubjectsKey>;

definePage({
  texts: withCodes({ zhCn: subjectsZhCn, en: subjectsEn }),
  title: 'subjects.title',
  load: loadSubjects,
  isEmpty: ({ site, registration }) =>
    site === null || !registration.actions.some(({ action, possible }) => action === 'edit' && possible),
  view: subjectsView,
  keep: ({ chosen, error, site }, after) =>
    site?.code === after.site?.code ? { ...after, chosen, error } : after,
  events: {
    toggle: ({ facts, show }, { detail }: InputEvent) =>
      show({ ...facts, chosen: toggled(facts.chosen, detail.value), error: '' }),
    save: (page) => page.once('save', () => save(page)),
  },
});

async function save(page: SubjectsPage): Promise<void> {
  const { facts, words } = page;
  const { id, version } = facts.registration;
  if (facts.chosen.length === 0) return page.show({ ...facts, error: words.t('subjects.must_choose') });
  const saved = await saveAnswers({
    params: { registrationId: id },
    body: { expectedVersion: version, answers: { subjects: facts.chosen } },
  });
  if (saved.ok) return goNext(saved.body.registration);
  const error = fieldFailure(saved.failure, 'subjects');
  if (error !== null) return page.show({ ...facts, error });
  page.tell(saved.failure);
  if (saved.failure.code === 'VERSION_CONFLICT') await page.reload();
}
