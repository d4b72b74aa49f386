import type { ReviewCardView } from '../../../bot/channels/wecom-review-card';
import { rejectionText } from '../../../bot/replies/rejection-text';
import { render } from '../../../bot/replies/render';
import { maskDocumentNumber, maskName } from '../../../shared/domain/masks';
import type { Registration } from '../../../shared/domain/registration';
import { OTHER_SCHOOL, OTHER_SCHOOL_NAME } from '../../../shared/domain/rules/school';
import { siteOf, type Season } from '../../../shared/domain/season';
import { instantText } from '../../../shared/i18n/instants';
import { documentTypeText, localText, subjectText } from '../../../shared/i18n/readable-params';
import type { StaffKey } from '../../../shared/i18n/staff/zh-CN';
import { staffText } from '../../../shared/i18n/staff/text';
import type { KeyedHash } from '../ports/secrets';
import { decideBy } from '../registrations/registration-facts';
import { differenceOf, type Difference } from './review-difference';
import { reviewRound, submissionsOf } from './review-round';
import type { Repositories } from '../ports/storage';

/** Cards are Chinese: WeCom tells no language of a member. */
const LOCALE = 'zh-CN';
const say = (key: StaffKey, params?: Record<string, string | number>): string =>
  staffText(LOCALE, key, params);

/** What cards about one registration are made of. */
export interface CardFacts {
  registration: Registration;
  season: Season;
  round: number;
  /** Of the candidate; a decision that was taken back opens a round without one. */
  submissions: number;
  /** Hints of the machine about the photo; null without a photo. */
  findings: number | null;
  /** Name of who decided last; null when nobody did or they have left. */
  reviewer: string | null;
  now: number;
  publicUrl: string;
  /** What a resubmission changed, by name alone (PR16); null where nothing can be said. */
  changed: Difference['changed'] | null;
}

export async function cardFacts(
  tx: Repositories,
  registrationId: string,
  { now, publicUrl, hash }: { now: number; publicUrl: string; hash: KeyedHash },
): Promise<CardFacts | null> {
  const registration = await tx.registrations.find(registrationId);
  const season = registration && (await tx.seasons.find(registration.seasonId));
  if (!registration || !season) return null;
  const photo = registration.photoId === null ? null : await tx.photos.find(registration.photoId);
  const { decision } = registration;
  const reviewer = decision === null ? null : await tx.staff.find(decision.decidedBy);
  const round = await reviewRound(tx, registrationId);
  return {
    registration,
    season,
    round,
    submissions: await submissionsOf(tx, { registrationId, round }),
    findings: photo && photo.findings.length,
    reviewer: reviewer?.name ?? null,
    now,
    publicUrl,
    changed: differenceOf(hash, registration)?.changed ?? null,
  };
}

/** The card to decide on. `note` answers a press that changed nothing. */
export function openCardView(
  facts: CardFacts,
  { taskId, note }: { taskId: string | null; note: string | null },
): ReviewCardView {
  const { registration, season, submissions } = facts;
  return {
    ...head(facts),
    title: submissions > 1 ? say('card.title_again', { count: submissions }) : say('card.title'),
    note: note ?? noteOf(facts),
    rows: [
      ...candidateRows(facts),
      { label: say('card.row.school'), value: schoolOf(registration) },
      { label: say('card.row.photo'), value: photoText(facts.findings) },
      {
        label: say('card.row.decide_by'),
        value: instantText(decideBy(registration, season, facts.now), LOCALE, { end: true }),
      },
    ],
    act: {
      kind: 'decide',
      taskId,
      reasons: season.rejectReasons.map(({ code, label }) => ({ code, label: localText(label, LOCALE) })),
      captions: {
        reasonTitle: say('card.reason.title'),
        noReason: say('card.reason.none'),
        open: say('card.open'),
        approve: say('card.approve'),
        reject: say('card.reject'),
      },
    },
  };
}

/** The card of something that is over: outcome, who and when, nothing to press. */
export function closedCardView(facts: CardFacts, { note }: { note: string | null }): ReviewCardView {
  const { registration, season } = facts;
  const outcome = outcomeOf(registration);
  const reviewer = decider(facts);
  const reason = rejectionText(registration.decision, season, LOCALE);
  return {
    ...head(facts),
    title: say('card.title_closed', { outcome }),
    note: note ?? '',
    rows: [
      ...candidateRows(facts),
      ...decisionRows(facts),
      ...(reason === '' ? [] : [{ label: say('card.row.reason'), value: reason }]),
    ],
    act: {
      kind: 'closed',
      caption: reviewer === null ? outcome : say('card.closed', { outcome, reviewer }),
    },
  };
}

/** The same in one message, for a member whose card can no longer be changed. `isOver`: the card decides nothing any more. */
export function cardText(
  facts: CardFacts,
  { note, isOver }: { note: string | null; isOver: boolean },
): string {
  const { registration } = facts;
  const { decision } = registration;
  const outcome = isOver ? outcomeOf(registration) : say(`present.${registration.state}`);
  const who = maskName(registration.answers.name ?? '');
  const at = decision === null ? '' : instantText(decision.decidedAt, LOCALE);
  const reviewer = decider(facts);
  const former = formerDecision(facts);
  const stands = reviewer === null ? outcome : say('card.decided', { outcome, reviewer, at });
  const told = former === null ? stands : say('card.decided_before', { outcome, former, at });
  const words = say('card.text', { who, subjects: subjectsOf(facts), outcome: told });
  return say('card.text_with_note', {
    note: note === null ? words : `${note}\n${words}`,
    link: urlOf(facts),
  });
}

/** A pending registration behind a card that is over has come to review anew, with a card of its own. */
function outcomeOf({ state }: Registration): string {
  return state === 'pending' ? say('card.superseded') : say(`present.${state}`);
}

/** Who gave the outcome that is shown; null while pending and where no reviewer ended it. */
function decider(facts: CardFacts): string | null {
  const { state, decision } = facts.registration;
  const byReviewer = ['approved', 'rejected', 'paying', 'part_paid', 'paid'].includes(state);
  return byReviewer && decision !== null ? reviewerOf(facts) : null;
}

function reviewerOf({ reviewer }: CardFacts): string {
  return reviewer ?? say('card.reviewer_unknown');
}

/** What a reviewer had decided before something else came: a new submission, the candidate's deletion, the deadline. */
function formerDecision(facts: CardFacts): string | null {
  const { decision } = facts.registration;
  if (decision === null || decider(facts) !== null) return null;
  return say('card.closed', {
    outcome: say(`present.${decision.outcome}`),
    reviewer: reviewerOf(facts),
  });
}

function decisionRows(facts: CardFacts): ReviewCardView['rows'] {
  const { decision } = facts.registration;
  if (decision === null) return [];
  const former = formerDecision(facts);
  return [
    former === null
      ? { label: say('card.row.reviewer'), value: reviewerOf(facts) }
      : { label: say('card.row.decided_before'), value: former },
    { label: say('card.row.decided_at'), value: instantText(decision.decidedAt, LOCALE) },
  ];
}

function head(facts: CardFacts): Pick<ReviewCardView, 'subtitle' | 'url'> {
  const { registration, season } = facts;
  const site = siteOf(season, registration.answers.siteCode);
  return { subtitle: site ? localText(site.name, LOCALE) : '', url: urlOf(facts) };
}

function urlOf({ publicUrl, registration }: CardFacts): string {
  return `${publicUrl}/staff/reviews/${registration.id}`;
}

function noteOf({ registration, season, changed }: CardFacts): string {
  const reason = rejectionText(registration.decision, season, LOCALE);
  const again = reason === '' ? [] : [say('card.note_again', { reason })];
  return [...changedNote(changed), ...again, say('card.note')].join(' ');
}

/** More names than these would push the reason off the card. */
const MAX_NAMES = 6;

function changedNote(changed: CardFacts['changed']): string[] {
  if (changed === null) return [];
  if (changed.length === 0) return [say('card.note_unchanged')];
  const names = changed.slice(0, MAX_NAMES).map((field) => render(LOCALE, `answer.${field}`));
  const fields = names.join(render(LOCALE, 'list.comma'));
  const key = changed.length > MAX_NAMES ? 'card.note_changed_more' : 'card.note_changed';
  return [say(key, { fields, count: changed.length })];
}

/** PR16: masks only; the length of a name helps to compare it with a list (S23). */
function candidateRows(facts: CardFacts): ReviewCardView['rows'] {
  const { documentType, documentNumber, name = '' } = facts.registration.answers;
  const number = documentNumber ? maskDocumentNumber(documentNumber) : '';
  return [
    {
      label: say('card.row.name'),
      value: say('card.name', { mask: maskName(name), count: [...name].length }),
    },
    {
      label: say('card.row.document'),
      value: `${documentType ? documentTypeText(documentType, LOCALE) : ''} ${number}`.trim(),
    },
    { label: say('card.row.subjects'), value: subjectsOf(facts) },
  ];
}

function subjectsOf({ registration, season }: CardFacts): string {
  return registration.subjects.map(({ code }) => subjectText(code, season, LOCALE)).join('、');
}

function schoolOf({ answers }: Registration): string {
  if (answers.student !== true || !answers.school) return say('card.not_student');
  return answers.school === OTHER_SCHOOL ? localText(OTHER_SCHOOL_NAME, LOCALE) : answers.school;
}

function photoText(findings: number | null): string {
  if (findings === null) return say('card.photo.none');
  return findings === 0 ? say('card.photo.clean') : say('card.photo.warned', { count: findings });
}
