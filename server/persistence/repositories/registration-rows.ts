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

type SealedColumn = 'answers' | 'change_set' | 'decision' | 'delete_reason';

/** `erased_at` is no part of what a registration says: it is neither read nor written along. */
type WrittenRow = Omit<RegistrationRow, 'erased_at'>;

/** A row as it stands in storage, and what its sealed columns say. */
export interface StoredRow {
  row: WrittenRow;
  clear: Record<SealedColumn, string | null>;
}

export function openRow(row: RegistrationRow, cipher: FieldCipher): StoredRow {
  const open = (column: SealedColumn): string | null => opened(cipher, row[column], placeOf(row.id, column));
  const clear: StoredRow['clear'] = {
    answers: open('answers'),
    change_set: open('change_set'),
    decision: open('decision'),
    delete_reason: open('delete_reason'),
  };
  return { row, clear };
}

/**
 * Row of a registration without its subjects, which have a table of their own. What says the same as in `before` keeps its
 * seal: sealing and hashing are most of what writing a row costs here.
 */
export function toStoredRow(
  registration: Registration,
  { cipher, keyedHash }: { cipher: FieldCipher; keyedHash: KeyedHash },
  before: StoredRow | null,
): StoredRow {
  const { id, accountId, seasonId, answers } = registration;
  const clear: StoredRow['clear'] = {
    answers: JSON.stringify(answers),
    change_set: toJson(registration.changeSet),
    decision: toJson(registration.decision),
    delete_reason: registration.deleteReason,
  };
  const seal = (column: SealedColumn): string | null =>
    before && before.clear[column] === clear[column]
      ? before.row[column]
      : sealed(cipher, clear[column], placeOf(id, column));
  const live = !isFinal(registration.state);
  const document =
    before && before.clear.answers === clear.answers
      ? before.row.document_key
      : documentKey(registration, keyedHash);
  const row: WrittenRow = {
    id,
    account_id: accountId,
    season_id: seasonId,
    state: registration.state,
    version: registration.version,
    revision: registration.revision,
    answers: seal('answers') ?? '',
    change_set: seal('change_set'),
    site_code: answers.siteCode ?? null,
    photo_id: registration.photoId,
    seat: toJson(registration.seat),
    decision: seal('decision'),
    document_key: document,
    live_key: live ? liveKey(accountId, seasonId) : null,
    // A draft proves nothing and blocks nobody: the person is one once the information is submitted (PR21).
    live_document_key: live && registration.state !== 'draft' ? document : null,
    information_submitted_at: registration.informationSubmittedAt,
    submitted_for_review_at: registration.submittedForReviewAt,
    open_order_id: registration.openOrderId,
    delete_requested_at: registration.deleteRequestedAt,
    delete_reason: seal('delete_reason'),
    created_at: registration.createdAt,
    updated_at: registration.updatedAt,
  };
  return { row, clear };
}

/** Columns of `row` that differ from `before`; all but the id without one. */
export function changedColumns(row: WrittenRow, before: WrittenRow | null): Partial<WrittenRow> {
  const { id: _, ...columns } = row;
  if (!before) return columns;
  const changed = Object.entries(columns).filter(
    ([name, value]) => before[name as keyof WrittenRow] !== value,
  );
  return Object.fromEntries(changed);
}

function placeOf(id: string, column: SealedColumn): string {
  return `registrations.${column}:${id}`;
}

export function toRegistration({ row, clear }: StoredRow, subjects: ChosenSubject[]): Registration {
  return {
    id: row.id,
    accountId: row.account_id,
    seasonId: row.season_id,
    state: row.state as State,
    version: row.version,
    revision: row.revision,
    answers: fromJson<Answers>(clear.answers) ?? {},
    changeSet: fromJson<Answers>(clear.change_set),
    photoId: row.photo_id,
    seat: fromJson<HeldSeat>(row.seat),
    subjects,
    decision: fromJson<Decision>(clear.decision),
    informationSubmittedAt: row.information_submitted_at,
    submittedForReviewAt: row.submitted_for_review_at,
    openOrderId: row.open_order_id,
    deleteRequestedAt: row.delete_requested_at,
    deleteReason: clear.delete_reason,
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
