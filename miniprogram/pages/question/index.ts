import { questionEn } from '../../../shared/i18n/phone/question/en';
import { questionZhCn, type QuestionKey } from '../../../shared/i18n/phone/question/zh-CN';
import { saveAnswer } from '../../services/answer-clash';
import { withCodes } from '../../services/code-texts';
import { isField } from '../../services/field-groups';
import { fieldFailure } from '../../services/failure-words';
import { goNext } from '../../services/next-step';
import { definePage, type InputEvent, type PageHandle } from '../../services/page';
import { keepTyped, loadQuestion, type QuestionFacts } from './facts';
import { asText, questionView, rawAnswer } from './view-model';

type QuestionPage = PageHandle<QuestionFacts, QuestionKey>;

definePage({
  texts: withCodes({ zhCn: questionZhCn, en: questionEn }),
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
    save: (page) => page.once('save', () => (page.facts.told.length > 0 ? goOn(page.facts) : save(page))),
    second: ({ facts, show }) => (facts.told.length > 0 ? show({ ...facts, told: [] }) : goOn(facts)),
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
  if (saving.kind === 'saved') {
    const { registration, told } = saving;
    if (told.length === 0) return goOn(saving);
    return page.show({ ...facts, registration, stored: facts.typed, told, error: '', clash: null });
  }
  if (saving.kind === 'apart') {
    const { registration, stored } = saving;
    return page.show({ ...facts, registration, stored: asText(stored), clash: asText(stored), error: '' });
  }
  // What was typed stays; the page says what is wrong with it.
  const error = fieldFailure(saving.failure, field);
  if (error !== null) return page.show({ ...facts, error });
  page.tell(saving.failure);
}

async function goOn({ registration }: Pick<QuestionFacts, 'registration'>): Promise<void> {
  goNext(registration);
}
