import { isFinal, type State } from '../../../shared/domain/lifecycle';
import type {
  Answers,
  ChosenSubject,
  Decision,
  HeldSeat,
  Registration,
} from '../../../shared/domain/registration';
import type { FieldCipher, KeyedHash } from '../../use-cases/ports/secrets';
import type { RegistrationRow } from '../entities/registration';
import type { RegistrationSubjectRow } from '../entities/registration-subject';
import { opened, sealed } from './context';

/** Row of a registration without its subjects, which have a table of their own. */
export function toRegistrationRow(
  registration: Registration,
  cipher: FieldCipher,
  keyedHash: KeyedHash,
): RegistrationRow {
  const { id, accountId, seasonId, answers } = registration;
  const live = !isFinal(registration.state);
  const document = documentKey(registration, keyedHash);
  const place = (column: string): string => `registrations.${column}:${id}`;
  return {
    id,
    account_id: accountId,
    season_id: seasonId,
    state: registration.state,
    version: registration.version,
    revision: registration.revision,
    answers: cipher.seal(JSON.stringify(answers), place('answers')),
    change_set: sealed(cipher, toJson(registration.changeSet), place('change_set')),
    site_code: answers.siteCode ?? null,
    photo_id: registration.photoId,
    seat: toJson(registration.seat),
    decision: sealed(cipher, toJson(registration.decision), place('decision')),
    document_key: document,
    live_key: live ? liveKey(accountId, seasonId) : null,
    // A draft proves nothing and blocks nobody: the person is one once the information is submitted (PR21).
    live_document_key: live && registration.state !== 'draft' ? document : null,
    information_submitted_at: registration.informationSubmittedAt,
    submitted_for_review_at: registration.submittedForReviewAt,
    open_order_id: registration.openOrderId,
    delete_requested_at: registration.deleteRequestedAt,
    delete_reason: sealed(cipher, registration.deleteReason, place('delete_reason')),
    created_at: registration.createdAt,
    updated_at: registration.updatedAt,
  };
}

export function toRegistration(
  row: RegistrationRow,
  subjects: ChosenSubject[],
  cipher: FieldCipher,
): Registration {
  const place = (column: string): string => `registrations.${column}:${row.id}`;
  return {
    id: row.id,
    accountId: row.account_id,
    seasonId: row.season_id,
    state: row.state as State,
    version: row.version,
    revision: row.revision,
    answers: JSON.parse(cipher.open(row.answers, place('answers'))) as Answers,
    changeSet: fromJson<Answers>(opened(cipher, row.change_set, place('change_set'))),
    photoId: row.photo_id,
    seat: fromJson<HeldSeat>(row.seat),
    subjects,
    decision: fromJson<Decision>(opened(cipher, row.decision, place('decision'))),
    informationSubmittedAt: row.information_submitted_at,
    submittedForReviewAt: row.submitted_for_review_at,
    openOrderId: row.open_order_id,
    deleteRequestedAt: row.delete_requested_at,
    deleteReason: opened(cipher, row.delete_reason, place('delete_reason')),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toSubjectRow(
  registrationId: string,
  subject: ChosenSubject,
  position: number,
): RegistrationSubjectRow {
  return {
    registration_id: registrationId,
    code: subject.code,
    position,
    fee_fen: subject.feeFen,
    state: subject.state,
  };
}

export function toSubject(row: RegistrationSubjectRow): ChosenSubject {
  return { code: row.code, feeFen: row.fee_fen, state: row.state as ChosenSubject['state'] };
}

export function liveKey(accountId: string, seasonId: string): string {
  return `${accountId}:${seasonId}`;
}

/**
 * One document has one live registration per sitting, whatever the province (domain.md 3). A season is named
 * `<province>-<month of the sitting>`, so the sitting is everything behind the first dash.
 */
export function documentKey({ seasonId, answers }: Registration, keyedHash: KeyedHash): string | null {
  const { documentType, documentNumber } = answers;
  if (!documentType || !documentNumber) return null;
  const sitting = seasonId.slice(seasonId.indexOf('-') + 1);
  return keyedHash.hash('document_in_sitting', `${sitting}:${documentType}:${documentNumber}`);
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function fromJson<Value>(text: string | null): Value | null {
  return text === null ? null : (JSON.parse(text) as Value);
}
