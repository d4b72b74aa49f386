import type { AskedField } from '../../../shared/domain/fields';
import type { QuestionKey } from '../../../shared/i18n/phone/question/zh-CN';
import type { Outlook } from '../../services/page';
import { choicesFor, type Choice } from '../../services/choices';
import { GROUP_OF, isField } from '../../services/field-groups';
import type { Answer } from '../../services/answer-clash';
import { answerText } from '../../services/answer-text';
import { whyNot } from '../../services/why-not';
import type { QuestionFacts } from './facts';

export interface QuestionView {
  field: AskedField;
  progress: string;
  title: string;
  hint: string;
  optional: string;
  /** Rows to choose from; null when the answer is typed. */
  choices: { value: string; label: string }[] | null;
  search: { placeholder: string; value: string; none: string } | null;
  input: { kind: 'text' | 'number' | 'idcard'; value: string; maxLength: number; label: string } | null;
  value: string;
  error: string;
  errorTitle: string;
  save: string;
  saving: string;
  /** The quiet act beside it: to skip the question, or to change the answer once more. */
  second: string;
  /** The saved answer, with what to look at once more (S23, S24). */
  told: { title: string; value: string; text: string } | null;
  empty: { title: string; text: string };
  /** Two answers to choose from, as a person reads them. */
  clash: { stored: string; given: string } | null;
}

/** From this many choices on a list is searched. */
const LONG_LIST = 12;
const MAX_LENGTH = 100;

type QuestionOutlook = Outlook<QuestionKey>;

/** One question: what is asked, why, what stands there, and what was wrong with it. */
export function questionView(facts: QuestionFacts, { words, query }: QuestionOutlook): QuestionView {
  const field = isField(query['field']) ? query['field'] : 'name';
  const { t, codeText } = words;
  const { registration, season, sites, typed, search, error } = facts;
  const all = choicesFor(field, season, sites);
  const labelled = all?.map((choice) => ({ value: choice.value, label: labelOf(choice, field, words) }));
  const found = labelled?.filter(({ label }) => matches(label, search)) ?? null;
  const required = registration.missing.includes(field) || facts.stored !== '';
  return {
    field,
    progress: t('question.progress', {
      group: t(`group.${GROUP_OF[field]}`),
      left: registration.missing.length,
    }),
    title: t(`question.ask.${field}`),
    hint: codeText(`question.hint.${field}`),
    optional: required ? '' : t('question.optional'),
    choices: found,
    search:
      labelled && labelled.length > LONG_LIST
        ? {
            placeholder: t('question.search'),
            value: search,
            none: found?.length === 0 ? t('question.search.none', { text: search }) : '',
          }
        : null,
    input: labelled
      ? null
      : { kind: keyboardOf(field, facts), value: typed, maxLength: MAX_LENGTH, label: t(`answer.${field}`) },
    value: typed,
    error,
    errorTitle: error ? t('frame.error_summary') : '',
    save: t(facts.told.length > 0 ? 'question.told.right' : 'frame.save'),
    saving: t('frame.saving'),
    second: secondOf(facts, required, words),
    told: toldOf(facts, words),
    clash: facts.clash === null ? null : clashView(facts, field, words),
    empty: emptyOf(registration, words),
  };
}

function emptyOf(
  registration: QuestionFacts['registration'],
  { t }: QuestionOutlook['words'],
): QuestionView['empty'] {
  const reasons = whyNot(registration, 'edit');
  if (reasons !== '') return { title: t('question.locked.title'), text: reasons };
  return { title: t('question.unknown.title'), text: t('question.unknown.text') };
}

function secondOf({ told }: QuestionFacts, required: boolean, { t }: QuestionOutlook['words']): string {
  if (told.length > 0) return t('question.told.change');
  return required ? '' : t('frame.skip');
}

function toldOf({ told, typed }: QuestionFacts, words: QuestionOutlook['words']): QuestionView['told'] {
  if (told.length === 0) return null;
  const text = told.map(({ code, params }) => words.codeText(code, params)).join('\n');
  return { title: words.t('question.told.title'), value: typed, text };
}

function clashView(
  { season, sites, typed, clash }: QuestionFacts,
  field: AskedField,
  words: QuestionOutlook['words'],
): QuestionView['clash'] {
  const told = { season, sites, words };
  return {
    stored: answerText(field, rawAnswer(field, asText(clash ?? '')), told),
    given: answerText(field, rawAnswer(field, typed), told),
  };
}

/** What goes over the wire for what was put in. */
export function rawAnswer(field: AskedField, typed: string): string | boolean {
  return field === 'student' ? typed === 'yes' : typed;
}

/** A stored answer as it stands in the input. */
export function asText(answer: Answer): string {
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no';
  return typeof answer === 'string' ? answer : '';
}

function labelOf(
  { value, name }: Choice,
  field: AskedField,
  { codeText, local }: QuestionOutlook['words'],
): string {
  return name ? local(name) : codeText(`choice.${field}.${value}`, undefined, value);
}

function matches(label: string, search: string): boolean {
  return label.toLowerCase().includes(search.trim().toLowerCase());
}

function keyboardOf(field: AskedField, { registration }: QuestionFacts): 'text' | 'number' | 'idcard' {
  const { documentType } = registration.answers;
  // Digits with an X at the end; the others begin with letters.
  const isDigits = documentType === 'resident_id' || documentType === 'hmt_residence';
  if (field === 'documentNumber' && isDigits) return 'idcard';
  return field === 'postcode' ? 'number' : 'text';
}
