import type { FieldGroup } from '../../../shared/domain/fields';
import type { CheckKey } from '../../../shared/i18n/phone/check/zh-CN';
import type { FactRow } from '../../components/fact-list/fact-list';
import { answerText } from '../../services/answer-text';
import { GROUP_OF, isField } from '../../services/field-groups';
import { mayDo } from '../../services/may-do';
import type { Outlook } from '../../services/page';
import type { Registration } from '../../services/registrations';
import type { CheckFacts } from './facts';

export interface CheckView {
  title: string;
  hint: string;
  toggle: string;
  groups: { key: string; title: string; rows: FactRow[] }[];
  openChange: { title: string; text: string } | null;
  notice: { title: string; text: string } | null;
  next: string;
  discard: string;
  /** Quiet way to delete all of it, where that is allowed (S31). */
  remove: string;
  empty: { title: string; text: string };
}

type CheckOutlook = Outlook<CheckKey>;

const GROUPS: readonly FieldGroup[] = ['identity', 'basic', 'contact', 'school', 'choice'];
/** Where the one button leads on; elsewhere there is nothing to confirm. */
const NEXT: Partial<Record<Registration['position']['step'], CheckKey>> = {
  question: 'check.go.question',
  summary: 'check.go.summary',
  photo: 'check.go.photo',
  review: 'check.go.review',
  payment: 'check.go.payment',
};

/** Every answer with a way to change it, by group; then the photo. */
export function checkView(facts: CheckFacts, outlook: CheckOutlook): CheckView {
  const { registration, notice, full } = facts;
  const { t, local } = outlook.words;
  const editable = mayDo(registration, 'edit');
  const groups = GROUPS.map((group) => ({
    key: group as string,
    title: t(`group.${group}`),
    rows: rowsOf(group, facts, outlook),
  }));
  const photo = { key: 'photo', title: t('check.photo'), rows: [photoRow(registration, outlook)] };
  const next = nextOf(registration);
  return {
    title: t('check.ask'),
    hint: t(editable ? 'check.hint' : 'check.hint.locked'),
    toggle: t(full ? 'check.hide' : 'check.show'),
    groups: [...groups.filter(({ rows }) => rows.length > 0), photo],
    openChange: registration.changed ? { title: t('check.open.title'), text: t('check.open.text') } : null,
    notice: notice && { title: local(notice.title), text: local(notice.body) },
    next: next ? t(next) : '',
    discard: registration.changed && mayDo(registration, 'discard_changes') ? t('check.discard') : '',
    remove: mayDo(registration, 'delete') ? t('check.delete') : '',
    empty: { title: t('check.none.title'), text: t('check.none.text') },
  };
}

/** Submitted for review or decided: the review's own page tells more. */
function nextOf({ position, state }: Registration): CheckKey | null {
  if (position.step === 'review' && state === 'pending') return null;
  return NEXT[position.step] ?? null;
}

function rowsOf(group: FieldGroup, { registration, season, sites, full }: CheckFacts, outlook: CheckOutlook) {
  const { t } = outlook.words;
  const editable = mayDo(registration, 'edit');
  const answers = full ?? registration.answers;
  return registration.fields.flatMap(({ field, answered, required }): FactRow[] => {
    if (!isField(field) || GROUP_OF[field] !== group) return [];
    const value = answerText(field, answers[field], { season, sites, words: outlook.words });
    const missing = registration.missing.includes(field) || (required && !answered);
    return [
      {
        key: field,
        label: t(`answer.${field}`),
        value: value || t(required ? 'check.missing' : 'value.none'),
        note: noteOf(field, missing && value !== '', registration, outlook),
        act: editable ? t(answered ? 'check.change' : 'check.fill') : '',
      },
    ];
  });
}

function noteOf(field: string, wrong: boolean, { changed }: Registration, { words }: CheckOutlook): string {
  if (wrong) return words.t('error.validation_failed');
  return changed?.includes(field) ? words.t('check.changed') : '';
}

function photoRow(registration: Registration, { words }: CheckOutlook): FactRow {
  const { t } = words;
  const { photo, state } = registration;
  const possible = mayDo(registration, 'upload_photo');
  return {
    key: 'photo',
    label: t('answer.photo'),
    value: photo
      ? t('check.photo.here', { width: photo.width, height: photo.height })
      : t(state === 'draft' ? 'check.photo.after' : 'check.photo.none'),
    note: photo?.warnings.map(({ code, params }) => words.codeText(code, params)).join('\n') ?? '',
    act: possible ? t(photo ? 'check.change' : 'check.upload') : '',
  };
}
