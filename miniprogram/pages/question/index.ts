import { questionEn } from '../../../shared/i18n/phone/question/en';
import { questionZhCn, type QuestionKey } from '../../../shared/i18n/phone/question/zh-CN';
import { isField } from '../../services/field-groups';
import { fieldFailure } from '../../services/failure-words';
import { goNext } from '../../services/next-step';
import { definePage, type InputEvent, type PageHandle } from '../../services/page';
import { saveAnswers } from '../../services/registrations';
import { loadQuestion, type QuestionFacts } from './facts';
import { questionView, rawAnswer } from './view-model';

type QuestionPage = PageHandle<QuestionFacts, QuestionKey>;

definePage({
  texts: { zhCn: questionZhCn, en: questionEn },
  title: 'question.title',
  load: ({ query }) => loadQuestion(query),
  isEmpty: ({ registration }) =>
    !registration.actions.some(({ action, possible }) => action === 'edit' && possible),
  view: questionView,
  keep: (before, after) => ({ ...after, typed: before.typed, search: before.search, error: before.error }),
  events: {
    type: (page, { detail }: InputEvent) => page.show({ ...page.facts, typed: detail.value }),
    choose: (page, { detail }: InputEvent) => page.show({ ...page.facts, typed: detail.value, error: '' }),
    search: (page, { detail }: InputEvent) => page.show({ ...page.facts, search: detail.value }),
    save: (page) => page.once('save', () => save(page)),
    skip: (page) => goOn(page.facts),
  },
});

async function save(page: QuestionPage): Promise<void> {
  const { facts, query } = page;
  const { field } = query;
  if (!isField(field)) return;
  const { id, version } = facts.registration;
  const saved = await saveAnswers({
    params: { registrationId: id },
    body: { expectedVersion: version, answers: { [field]: rawAnswer(field, facts.typed) } },
  });
  if (saved.ok) return goOn({ registration: saved.body.registration });
  // What was typed stays; the page says what is wrong with it.
  const error = fieldFailure(saved.failure, field);
  if (error !== null) return page.show({ ...facts, error });
  page.tell(saved.failure);
  if (saved.failure.code === 'VERSION_CONFLICT') await page.reload();
}

function goOn({ registration }: Pick<QuestionFacts, 'registration'>): void {
  goNext(registration);
}
