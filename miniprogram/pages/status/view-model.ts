import type { StatusKey } from '../../../shared/i18n/phone/status/zh-CN';
import { instantText, leftText } from '../../../shared/i18n/instants';
import type { FactRow } from '../../components/fact-list/fact-list';
import { answerText } from '../../services/answer-text';
import { mayDo } from '../../services/may-do';
import type { Target } from '../../services/navigation';
import { isMended, questionTarget } from '../../services/next-step';
import type { OwnRegistration } from '../../services/own-registration';
import type { Outlook } from '../../services/page';
import type { Registration } from '../../services/registrations';

export interface StatusFacts extends OwnRegistration {
  /** The fields that were not marked are shown as well. */
  rest: boolean;
  /** Answer to the wish to be told: '' not asked yet. */
  notified: '' | 'yes' | 'no';
}

export interface StatusPageView {
  tone: 'go' | 'act';
  title: string;
  text: string;
  reason: { title: string; text: string } | null;
  markedTitle: string;
  marked: FactRow[];
  restLabel: string;
  rest: FactRow[];
  unedited: string;
  dueTitle: string;
  dues: { key: string; label: string; at: string; left: string }[];
  notify: string;
  notified: string;
  next: { label: string; target: Target } | null;
  check: string;
  /** Quiet way to delete all of it, where that is allowed (S31). */
  remove: string;
  empty: { title: string; text: string };
}

type StatusOutlook = Outlook<StatusKey>;
type Mood = 'pending' | 'rejected' | 'approved' | 'no_review' | 'other';
/** A rejected one says so until something was changed; then what is left to do (S44). */
type Head = Mood | 'rejected.edited';

/** Where the review stands: waiting, or what has to be changed, what was marked first (S39, S40, S41, S45). */
export function statusView(facts: StatusFacts, outlook: StatusOutlook): StatusPageView {
  const { registration } = facts;
  const { t, local, locale } = outlook.words;
  const mood = moodOf(registration);
  const rejected = mood === 'rejected';
  // A reason may name what this person is never asked: nobody is sent there.
  const asked = [...fieldsOf(registration), 'photo'];
  const marked = rejected ? (registration.decision?.marked ?? []).filter((key) => asked.includes(key)) : [];
  const others = rejected ? asked.filter((key) => !marked.includes(key)) : [];
  const params = {
    site: registration.site ? local(registration.site.name) : '',
    due: instantText(registration.deadlines.paymentDueAt, locale, { end: true }),
  };
  const mended = isMended(registration);
  const head: Head = mended ? 'rejected.edited' : mood;
  const restOpen = facts.rest || marked.length === 0;
  return {
    tone: mood === 'pending' || mood === 'no_review' || mood === 'other' ? 'go' : 'act',
    title: t(`status.${head}`),
    text: t(`status.${head}.text`, params),
    reason:
      rejected && registration.decision
        ? { title: t('status.reason'), text: registration.decision.words }
        : null,
    markedTitle: t('status.marked'),
    marked: marked.map((key) => rowOf(key, facts, outlook)),
    restLabel: rejected && marked.length > 0 ? t(facts.rest ? 'status.rest.hide' : 'status.rest') : '',
    rest: restOpen ? others.map((key) => rowOf(key, facts, outlook)) : [],
    unedited: rejected && registration.changed === null && !mended ? t('status.unedited') : '',
    dueTitle: t('status.due'),
    dues: duesOf(mood, registration, outlook),
    notify:
      mood === 'pending' && facts.notified === '' && templatesOf(facts).length > 0 ? t('status.notify') : '',
    notified:
      mood === 'pending' && facts.notified !== ''
        ? t(facts.notified === 'yes' ? 'status.notify.done' : 'status.notify.no')
        : '',
    next: nextOf(mood, registration, outlook),
    check: t('status.check'),
    remove: mayDo(registration, 'delete') ? t('status.delete') : '',
    empty: { title: t('status.none.title'), text: t('status.none.text') },
  };
}

/** Templates of messages about this review, at most three. */
export function templatesOf({ season }: Pick<StatusFacts, 'season'>): string[] {
  const wanted = ['review_result', 'resubmission_due', 'payment_due'];
  return wanted.flatMap((kind) => season.templates.find((one) => one.kind === kind)?.templateId ?? []);
}

/** The page on which a marked field or the photo is changed. */
export function changeTarget(registrationId: string, key: string): Target {
  return key === 'photo'
    ? { page: 'photo', query: { registration: registrationId } }
    : questionTarget(registrationId, key);
}

function moodOf({ state, site }: Registration): Mood {
  if (state === 'pending' || state === 'rejected' || state === 'approved') return state;
  return site?.reviews === false ? 'no_review' : 'other';
}

function fieldsOf({ fields }: Registration): string[] {
  return fields.map(({ field }) => field);
}

function rowOf(key: string, { registration, season, sites }: StatusFacts, { words }: StatusOutlook): FactRow {
  const { t, codeText } = words;
  const changed = registration.changed?.includes(key) === true;
  const value = key === 'photo' ? '' : answerText(key, registration.answers[key], { season, sites, words });
  return {
    key,
    label: codeText(`answer.${key}`, undefined, key),
    value,
    note: changed ? t('status.marked.done') : '',
    act: t('status.marked.act'),
  };
}

function nextOf(
  mood: Mood,
  { id, position, changed }: Registration,
  { words }: StatusOutlook,
): StatusPageView['next'] {
  const { t } = words;
  const query = { registration: id };
  if (mood === 'pending') return null;
  if (mood === 'approved' || mood === 'no_review')
    return { label: t('status.pay'), target: { page: 'payment', query } };
  if (position.step === 'question')
    return { label: t('status.fill'), target: questionTarget(id, position.about ?? '') };
  if (changed !== null) return { label: t('status.apply'), target: { page: 'promise', query } };
  const label = t(mood === 'rejected' ? 'status.resubmit' : 'status.submit');
  return { label, target: { page: 'submit', query } };
}

function duesOf(
  mood: Mood,
  { deadlines }: Registration,
  { words, now }: StatusOutlook,
): StatusPageView['dues'] {
  const ends = {
    review: mood === 'pending' ? deadlines.reviewEndsAt : null,
    resubmission: mood === 'rejected' ? deadlines.resubmissionEndsAt : null,
    payment: deadlines.paymentDueAt,
  };
  return (['review', 'resubmission', 'payment'] as const).flatMap((key) => {
    const at = ends[key];
    if (at === null) return [];
    return [
      {
        key,
        label: words.t(`status.due.${key}`),
        at: instantText(at, words.locale, { end: true }),
        left: leftText(at - now, words.locale),
      },
    ];
  });
}
