import type { AskedField } from '../../../shared/domain/fields';
import type { QuestionKey } from '../../../shared/i18n/phone/question/zh-CN';
import type { Outlook } from '../../services/page';
import { choicesFor, type Choice } from '../../services/choices';
import { GROUP_OF, isField } from '../../services/field-groups';
import { answerText } from '../../services/answer-text';
import { asText, type QuestionFacts } from './facts';

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
  skip: string;
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
    save: t('frame.save'),
    saving: t('frame.saving'),
    skip: required ? '' : t('frame.skip'),
    clash: facts.clash === null ? null : clashView(facts, field, words),
  };
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
  if (field === 'documentNumber' && registration.answers['documentType'] === 'resident_id') return 'idcard';
  return field === 'postcode' ? 'number' : 'text';
}
