import { questionEn } from '../../../shared/i18n/phone/question/en';
import { questionZhCn, type QuestionKey } from '../../../shared/i18n/phone/question/zh-CN';
import { saveAnswer } from '../../services/answer-clash';
import { isField } from '../../services/field-groups';
import { fieldFailure } from '../../services/failure-words';
import { goNext } from '../../services/next-step';
import { definePage, type InputEvent, type PageHandle } from '../../services/page';
import { asText, keepTyped, loadQuestion, type QuestionFacts } from './facts';
import { questionView, rawAnswer } from './view-model';

type QuestionPage = PageHandle<QuestionFacts, QuestionKey>;

definePage({
  texts: { zhCn: questionZhCn, en: questionEn },
  title: 'question.title',
  load: ({ query }) => loadQuestion(query),
  isEmpty: ({ registration }) =>
    !registration.actions.some(({ action, possible }) => action === 'edit' && possible),
  view: questionView,
  keep: keepTyped,
  events: {
    type: (page, { detail }: InputEvent) => page.show({ ...page.facts, typed: detail.value }),
    choose: (page, { detail }: InputEvent) => page.show({ ...page.facts, typed: detail.value, error: '' }),
    search: (page, { detail }: InputEvent) => page.show({ ...page.facts, search: detail.value }),
    save: (page) => page.once('save', () => save(page)),
    skip: (page) => goOn(page.facts),
    stored: (page) => goOn(page.facts),
    given: (page) => page.once('save', () => save(page, asText(page.facts.clash ?? ''))),
  },
});

/** `seen`: the stored answer that the person knows of. */
async function save(page: QuestionPage, seen = page.facts.stored): Promise<void> {
  const { facts, query } = page;
  const { field } = query;
  if (!isField(field)) return;
  const saving = await saveAnswer({
    registration: facts.registration,
    field,
    given: rawAnswer(field, facts.typed),
    seen: seen === '' ? undefined : rawAnswer(field, seen),
  });
  if (saving.kind === 'saved') return goOn(saving);
  if (saving.kind === 'apart') {
    const { registration, stored } = saving;
    return page.show({ ...facts, registration, stored: asText(stored), clash: asText(stored), error: '' });
  }
  // What was typed stays; the page says what is wrong with it.
  const error = fieldFailure(saving.failure, field);
  if (error !== null) return page.show({ ...facts, error });
  page.tell(saving.failure);
}

function goOn({ registration }: Pick<QuestionFacts, 'registration'>): void {
  goNext(registration);
}
