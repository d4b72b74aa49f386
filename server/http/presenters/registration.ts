import type { z } from 'zod';
import { isTextKey, render } from '../../../bot/replies/render';
import { rejectionText } from '../../../bot/replies/rejection-text';
import type { registration as registrationSchema } from '../../../shared/contract/registrations';
import { fieldOf, isAnswered, relevantFields } from '../../../shared/domain/fields';
import { maskDocumentNumber, maskEmail, maskMobile, maskName } from '../../../shared/domain/masks';
import type { Refusal } from '../../../shared/domain/refusal';
import type { AnswerField, Answers } from '../../../shared/domain/registration';
import { siteOf, subjectOf, type LocalText, type Season } from '../../../shared/domain/season';
import { readableParams } from '../../../shared/i18n/readable-params';
import type { Locale } from '../../use-cases/ports/accounts';
import type { RegistrationView } from '../../use-cases/registrations/view-registration';

type Presented = z.input<typeof registrationSchema>;

/** A registration for its owner's screens: personal answers masked, reasons in the language asked for. */
export function presentRegistration(view: RegistrationView, locale: Locale): Presented {
  const { registration, season, facts, photo, missingNotices, position, acts, proposal } = view;
  const standing = registration.changeSet ?? registration.answers;
  const { deadlines } = facts;
  return {
    id: registration.id,
    seasonId: registration.seasonId,
    state: registration.state,
    version: registration.version,
    revision: registration.revision,
    position,
    missing: [...facts.missing],
    missingNotices,
    fields: presentFields(standing, season),
    answers: maskAnswers(standing),
    changed: registration.changeSet && changedFields(registration.answers, registration.changeSet),
    photo: photo && {
      id: photo.id,
      width: photo.measurements.keptWidthPx,
      height: photo.measurements.keptHeightPx,
      bytes: photo.bytes,
      warnings: photo.findings.map((finding) => ({ code: finding.code, params: finding.params })),
    },
    site: presentSite(season, standing.siteCode),
    subjects: registration.subjects.map(({ code, feeFen, state }) => ({
      code,
      name: subjectNameOf(season, code),
      feeFen,
      state,
    })),
    decision: registration.decision && {
      outcome: registration.decision.outcome,
      decidedAt: registration.decision.decidedAt,
      words: rejectionText(registration.decision, season, locale),
      marked: registration.decision.marked,
      edited: registration.revision > registration.decision.revision,
    },
    actions: acts.map(({ action, reasons }) => ({
      action,
      possible: reasons.length === 0,
      reasons: reasons.map((reason) => presentReason(reason, locale)),
    })),
    deadlines: {
      windowOpen: deadlines.windowOpen,
      nextOpensAt: deadlines.nextOpensAt,
      siteClosesAt: deadlines.siteClosesAt,
      reviewEndsAt: deadlines.reviewEndsAt,
      resubmissionEndsAt: deadlines.resubmissionEndsAt,
      paymentDueAt: deadlines.paymentDueAt,
      ticketFrom: deadlines.ticketFrom,
    },
    deleteRequested: registration.deleteRequestedAt !== null,
    ...(proposal && { proposal }),
    serverTime: facts.now,
  };
}

export function presentReason({ code, remedy, params }: Refusal, locale: Locale) {
  const key = `refusal.${code}`;
  return {
    code,
    remedy,
    ...(params && { params }),
    ...(isTextKey(key) && { message: render(locale, key, readableParams(params, { season: null, locale })) }),
  };
}

export function subjectNameOf(season: Season, code: string): LocalText {
  return subjectOf(season, code)?.name ?? { zh: code, en: code };
}

function presentSite(season: Season, code: string | undefined): Presented['site'] {
  const site = siteOf(season, code);
  return site ? { code: site.code, name: site.name, reviews: site.reviews } : null;
}

/** Every question these answers lead to, in the order asked. */
function presentFields(answers: Answers, season: Season): Presented['fields'] {
  return relevantFields(answers, season).map((field) => ({
    field,
    required: fieldOf(field).required(answers, season),
    answered: isAnswered(answers, field),
  }));
}

const MASKS: Partial<Record<AnswerField, (value: string) => string>> = {
  documentNumber: maskDocumentNumber,
  name: maskName,
  mobile: maskMobile,
  email: maskEmail,
  birthDate: (value) => `${value.slice(0, 4)}-**-**`,
  address: maskStart,
  postcode: maskStart,
  studentNumber: maskStart,
};

function maskAnswers(answers: Answers): Record<string, string | boolean | string[]> {
  const entries = Object.entries(answers).map(([field, value]): [string, string | boolean | string[]] => [
    field,
    typeof value === 'string' ? maskAnswer(field as AnswerField, value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** One answer as its owner's screens may show it unasked. */
export function maskAnswer(field: AnswerField, value: string): string {
  return MASKS[field]?.(value) ?? value;
}

function maskStart(text: string): string {
  return `${[...text].slice(0, 2).join('')}***`;
}

function changedFields(before: Answers, after: Answers): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<AnswerField>;
  return [...fields].filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
