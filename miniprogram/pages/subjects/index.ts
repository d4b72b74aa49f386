import { subjectsEn } from '../../../shared/i18n/phone/subjects/en';
import { subjectsZhCn, type SubjectsKey } from '../../../shared/i18n/phone/subjects/zh-CN';
import { saveAnswer } from '../../services/answer-clash';
import { answerText } from '../../services/answer-text';
import { withCodes } from '../../services/code-texts';
import { fieldFailure } from '../../services/failure-words';
import { goNext } from '../../services/next-step';
import { definePage, type InputEvent, type Outlook, type PageHandle } from '../../services/page';
import { keepTicked, loadSubjects, type SubjectsFacts } from './facts';
import { subjectsView, toggled } from './view-model';

type SubjectsPage = PageHandle<SubjectsFacts, SubjectsKey>;

definePage({
  texts: withCodes({ zhCn: subjectsZhCn, en: subjectsEn }),
  title: 'subjects.title',
  load: loadSubjects,
  isEmpty: ({ site, registration }) =>
    site === null || !registration.actions.some(({ action, possible }) => action === 'edit' && possible),
  view: (facts, outlook) => ({ ...subjectsView(facts, outlook), clash: clashView(facts, outlook) }),
  keep: keepTicked,
  events: {
    toggle: ({ facts, show }, { detail }: InputEvent) =>
      show({ ...facts, chosen: toggled(facts.chosen, detail.value), error: '' }),
    save: (page) => page.once('save', () => save(page)),
    stored: ({ facts }) => goNext(facts.registration),
    given: (page) => page.once('save', () => save(page, page.facts.clash ?? undefined)),
  },
});

function clashView(
  { clash, chosen, season, sites }: SubjectsFacts,
  { words }: Outlook<SubjectsKey>,
): { stored: string; given: string } | null {
  const told = { season, sites, words };
  return (
    clash && { stored: answerText('subjects', clash, told), given: answerText('subjects', chosen, told) }
  );
}

/** `seen`: the stored choice that the person knows of. */
async function save(page: SubjectsPage, seen = page.facts.seen): Promise<void> {
  const { facts, words } = page;
  const { registration, chosen } = facts;
  if (chosen.length === 0) return page.show({ ...facts, error: words.t('subjects.must_choose') });
  const saving = await saveAnswer({ registration, field: 'subjects', given: chosen, seen });
  if (saving.kind === 'saved') return goNext(saving.registration);
  if (saving.kind === 'apart') {
    const stored = Array.isArray(saving.stored) ? saving.stored : [];
    return page.show({ ...facts, registration: saving.registration, seen: stored, clash: stored, error: '' });
  }
  const error = fieldFailure(saving.failure, 'subjects');
  if (error !== null) return page.show({ ...facts, error });
  page.tell(saving.failure);
}
