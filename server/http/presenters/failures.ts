import type { ErrorCode } from '../../../shared/domain/codes';
import type { Refusal, RefusalCode } from '../../../shared/domain/refusal';
import type { AnswerField } from '../../../shared/domain/registration';
import type { AnswersPatch } from '../../../shared/domain/rules/answers';
import { answersApart } from '../../../shared/domain/rules/answers-apart';
import type { ActFailure } from '../../use-cases/registrations/act-on-registration';
import type { askGuardian } from '../../use-cases/privacy/ask-guardian';
import { NUMBERS_A_DAY } from '../../use-cases/accounts/document-tries';
import { AppError, type FailedPart, type FailureDetails } from '../../use-cases/ports/app-error';
import type { RegistrationView } from '../../use-cases/registrations/view-registration';
import { maskAnswer } from './registration';

/** What acts of the chat's use-cases answer. */
export type Outcome = Awaited<ReturnType<typeof askGuardian>>;

/** Refusals that say that it is too late; every other one is about the state. */
const TOO_LATE: readonly RefusalCode[] = [
  'window.closed',
  'resubmission.closed',
  'review.ended',
  'review.resubmission_too_late',
  'payment.due_passed',
  'payment.too_close_to_due',
  'site.window_closed',
];
const NOT_COMPLETE: readonly RefusalCode[] = ['information.incomplete', 'information.promise_missing'];

/** What a refused act answers: the rules with their remedies, where the registration stands, and what leads on. */
export function refusedAct(failure: ActFailure, view: RegistrationView): AppError {
  const present = { state: view.registration.state, version: view.registration.version };
  const next = view.acts.filter((act) => act.reasons.length === 0).map((act) => act.action);
  const standing = { present, next };
  switch (failure.why) {
    case 'refused':
      return refused(failure.reasons, standing);
    case 'seats_full': {
      const { siteCode, subjectCode } = failure;
      const params = { siteCode, ...(subjectCode !== null && { subjectCode }) };
      const field = subjectCode === null ? 'siteCode' : 'subjects';
      return new AppError('SEATS_FULL', { ...standing, reasons: [{ field, code: 'seats.full', params }] });
    }
    case 'invalid':
      return new AppError('VALIDATION_FAILED', {
        fields: failure.problems.flatMap(({ likelySlip, ...problem }) =>
          likelySlip ? [problem, { field: problem.field, ...likelySlip }] : [problem],
        ),
      });
    case 'duplicate_document':
      // The same words whoever holds the other registration (PR21).
      return new AppError('DUPLICATE_REGISTRATION', {
        ...standing,
        reasons: [{ field: 'documentNumber', code: 'id.already_used' }],
      });
    case 'notices_missing':
      return new AppError('CONSENT_REQUIRED', {
        reasons: failure.notices.map((notice) => ({
          field: notice,
          code: 'notice.not_ticked',
          remedy: 'tick_notice',
        })),
      });
    case 'version_conflict':
      return new AppError('VERSION_CONFLICT', standing);
  }
}

/**
 * A save by somebody who has not seen the newest answers: nothing is written over silently. Names what stands now and
 * what was given where both differ, personal ones masked; in full they are read on demand (PR7).
 */
export function refusedSave(
  failure: ActFailure,
  { view, given }: { view: RegistrationView; given: AnswersPatch },
): AppError {
  const error = refusedAct(failure, view);
  if (failure.why !== 'version_conflict') return error;
  const { changeSet, answers } = view.registration;
  const fields = answersApart(changeSet ?? answers, given).map(({ field, ...both }) => ({
    field,
    code: 'answers.changed_elsewhere',
    params: { stored: wordOf(field, both.stored), given: wordOf(field, both.given) },
  }));
  return new AppError('VERSION_CONFLICT', { ...error.details, fields });
}

function wordOf(field: AnswerField, value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return maskAnswer(field, typeof value === 'string' ? value : '');
}

export function refused(reasons: readonly Refusal[], standing: FailureDetails = {}): AppError {
  const codes = reasons.map((reason) => reason.code);
  const next = [...new Set([...reasons.map((reason) => reason.remedy), ...(standing.next ?? [])])];
  const details = { ...standing, reasons: reasons.map(partOf), next: next.filter((act) => act !== 'none') };
  return new AppError(codeOf(codes), details);
}

function codeOf(codes: readonly RefusalCode[]): ErrorCode {
  if (codes.some((code) => TOO_LATE.includes(code))) return 'DEADLINE_PASSED';
  return codes.every((code) => NOT_COMPLETE.includes(code)) ? 'INCOMPLETE' : 'STATE_CONFLICT';
}

function partOf({ code, remedy, params }: Refusal): FailedPart {
  return { field: null, code, ...(remedy !== 'none' && { remedy }), ...(params && { params }) };
}

/** The same for what the chat's use-cases answer. */
export function failedOutcome(outcome: Exclude<Outcome, { ok: true }>, now: number): AppError {
  switch (outcome.why) {
    case 'refused':
      return refused(outcome.reasons);
    case 'invalid': {
      const { code, params } = outcome.problem;
      if (code === 'account.try_later') return tryLater(params, now);
      return new AppError('VALIDATION_FAILED', {
        fields: [{ field: outcome.field, code, ...(params && { params }) }],
      });
    }
    case 'seats_full':
      return new AppError('SEATS_FULL');
    case 'unavailable':
      return new AppError('VERSION_CONFLICT', { next: ['repeat'] });
  }
}

/** The day's different document numbers are used up, whether or not this one is registered (PR21). */
export function tooManyNumbers(retryAfterMs: number): AppError {
  const reason = { field: 'documentNumber', code: 'id.too_many_numbers', params: { max: NUMBERS_A_DAY } };
  return new AppError('RATE_LIMITED', { reasons: [reason], retryAfterMs });
}

/** Sends and tries have limits of their own (PR21). */
export function tryLater(params: Params | undefined, now: number): AppError {
  return new AppError('RATE_LIMITED', {
    reasons: [{ field: null, code: 'account.try_later', ...(params && { params }) }],
    retryAfterMs: Math.max(1_000, Number(params?.tryAgainAt ?? now) - now),
  });
}

type Params = Readonly<Record<string, string | number>>;

/** Refusals of codes, links, passwords and logins, by their code. */
export function failedProof(failure: { code: string; params?: Params }, now: number): AppError {
  const { code, params } = failure;
  if (code === 'account.try_later') return tryLater(params, now);
  const reasons = [{ field: null, code, ...(params && { params }) }];
  if (code === 'link.busy') return new AppError('VERSION_CONFLICT', { reasons, next: ['repeat'] });
  if (code.startsWith('password.') || code === 'phone.not_usable') {
    const field = code === 'phone.not_usable' ? 'mobile' : 'password';
    return new AppError('VALIDATION_FAILED', { fields: [{ field, code, ...(params && { params }) }] });
  }
  if (code === 'LOGIN_CODE_INVALID') return new AppError('LOGIN_CODE_INVALID');
  if (code === 'login.user_blocked') return new AppError('FORBIDDEN', { reasons });
  if (/^(code|login|phone)\./.test(code)) return new AppError('LOGIN_CODE_INVALID', { reasons });
  // Whose link it is, is nobody else's business.
  if (code === 'link.unknown' || code === 'link.other_person') return new AppError('NOT_FOUND', { reasons });
  // Whoever holds it sees what everybody may see.
  if (code === 'link.used' || code === 'link.expired') {
    return new AppError('STATE_CONFLICT', { reasons, next: ['show_public_page'] });
  }
  return new AppError('STATE_CONFLICT', { reasons });
}
