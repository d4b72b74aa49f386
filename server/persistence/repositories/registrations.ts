import { isFinal, type State } from '../../../shared/domain/lifecycle';
import type { Answers, ChosenSubject, Registration } from '../../../shared/domain/registration';
import type { RegistrationRepository } from '../../use-cases/ports/registrations';
import type { RegistrationRow } from '../entities/registration';
import type { RegistrationSubjectRow } from '../entities/registration-subject';
import {
  forUpdate,
  insertInto,
  placeholders,
  statement,
  updateOf,
  type Sql,
  type SqlValue,
  type Statement,
} from '../sql';
import {
  changedColumns,
  documentKey,
  liveKey,
  openRow,
  toRegistration,
  toStoredRow,
  toSubject,
  toSubjectRow,
  type StoredRow,
} from './registration-rows';
import type { RepositoryContext } from './context';
import { keyChanges } from './search-keys';

export function registrationRepository(context: RepositoryContext): RegistrationRepository {
  const { sql, cipher, keyedHash } = context;
  // Subjects as they stand in storage, by registration: rewritten only when they change.
  const storedSubjects = new Map<string, ChosenSubject[]>();
  // Rows as this unit of work last saw them: an update writes what differs.
  const stored = new Map<string, StoredRow>();
  // What this unit of work wrote is locked by it, so nobody has changed it since.
  const written = new Map<string, Registration>();

  const select = async (condition: string, values: SqlValue[]): Promise<Registration[]> => {
    const found = await readWithSubjects(sql, condition, values);
    return found.map(({ row, subjects }) => {
      const opened = openRow(row, cipher);
      const registration = toRegistration(opened, subjects.map(toSubject));
      storedSubjects.set(row.id, registration.subjects);
      stored.set(row.id, opened);
      return registration;
    });
  };
  /** A page by key: ids first, so that wide rows are read only for the page. */
  const page = async (
    condition: string,
    values: SqlValue[],
    { limit, afterId }: { limit: number; afterId: string },
  ): Promise<Registration[]> => {
    const ids = await sql.rows<{ id: string }>(
      `SELECT id FROM registrations WHERE ${condition} AND id > ? ORDER BY id LIMIT ?`,
      [...values, afterId, limit],
    );
    if (ids.length === 0) return [];
    const found = await select(
      `r.id IN (${placeholders(ids.length)})`,
      ids.map((row) => row.id),
    );
    return found.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  };
  const writeSubjects = ({ id, subjects }: Registration): void => {
    for (const one of subjectChanges(id, storedSubjects.get(id) ?? null, subjects)) sql.later(one);
    storedSubjects.set(id, subjects);
  };
  /**
   * What people are found by follows the answers in force: written here, it goes when they do (PR12, PR14). Of a row that was
   * not read, all of it is written anew.
   */
  const writeKeys = ({ id, answers }: Registration, before: Answers | 'new' | 'unknown'): void => {
    for (const one of keyChanges(keyedHash, { id, before, after: answers })) sql.later(one);
  };
  const findOne = async (condition: string, value: SqlValue): Promise<Registration | null> => {
    const [found] = await select(condition, [value]);
    return found ? (written.get(found.id) ?? found) : null;
  };

  return {
    find: async (id) => written.get(id) ?? findOne('r.id = ?', id),
    findOfOrder: (orderId) =>
      findOne('r.id = (SELECT o.registration_id FROM orders o WHERE o.id = ?)', orderId),
    currentOf: async (accountId, seasonId) => {
      const found = await select('r.account_id = ? AND r.season_id = ?', [accountId, seasonId]);
      const newestFirst = found.toSorted((left, right) => right.createdAt - left.createdAt);
      return newestFirst.find((one) => !isFinal(one.state)) ?? newestFirst[0] ?? null;
    },
    listOf: async (accountId) => {
      const found = await select('r.account_id = ?', [accountId]);
      return found.toSorted((left, right) => right.createdAt - left.createdAt);
    },
    insert: async (registration) => {
      const { row } = toStoredRow(registration, { cipher, keyedHash }, null);
      await sql.change(insertInto('registrations', [row]));
      storedSubjects.set(registration.id, []);
      writeSubjects(registration);
      writeKeys(registration, 'new');
    },
    save: async (registration) => {
      const { id, version } = registration;
      const known = stored.get(id);
      // Of another version nothing is known: then every column is written, and the condition tells whether it holds.
      const before = known?.row.version === version ? known : null;
      const { row, clear } = toStoredRow(registration, { cipher, keyedHash }, before);
      const set = { ...changedColumns(row, before?.row ?? null), version: version + 1 };
      const update = updateOf('registrations', set, { id, version });
      // An update that leaves the unique keys can meet no duplicate.
      const keeps = before !== null && uniqueKeys(before.row) === uniqueKeys(row);
      const outcome = keeps ? await sql.change(update) : await sql.changeUnique(update);
      // The other unique key, one live registration of the account in the season, can only be met by a final
      // registration that a payment brings back: then too the person has another live one.
      if (typeof outcome !== 'number') return 'duplicate_document';
      if (outcome !== 1) return 'version_conflict';
      stored.set(id, { row: { ...row, version: version + 1 }, clear });
      writeSubjects(registration);
      const former = before?.clear.answers;
      if (former !== clear.answers)
        writeKeys(registration, former == null ? 'unknown' : (JSON.parse(former) as Answers));
      written.set(id, { ...registration, version: version + 1 });
      return 'saved';
    },
    lock: async (registrations) => {
      const ids = registrations.map(({ id }) => id);
      if (ids.length === 0) return true;
      const rows = await sql.rows<Pick<RegistrationRow, 'id' | 'version'>>(
        `SELECT id, version FROM registrations WHERE id IN (${placeholders(ids.length)}) ORDER BY id${forUpdate(sql.dialect)}`,
        ids,
      );
      const versions = new Map(rows.map(({ id, version }) => [id, version]));
      return registrations.every(({ id, version }) => versions.get(id) === version);
    },
    hasNewerLive: async (registration) => {
      const { id, accountId, seasonId, createdAt } = registration;
      const key = documentKey(registration, keyedHash);
      const [row] = await sql.rows<{ found: number }>(
        `SELECT 1 AS found FROM registrations
          WHERE (live_key = ? OR live_document_key = ?) AND season_id = ? AND created_at >= ? AND id <> ? LIMIT 1`,
        [liveKey(accountId, seasonId), key, seasonId, createdAt, id],
      );
      return row !== undefined;
    },
    countByState: async (seasonId, siteCode) => {
      const atSite = siteCode === undefined ? '' : 'AND site_code = ?';
      const rows = await sql.rows<{ state: State; count: number }>(
        `SELECT state, COUNT(*) AS count FROM registrations
          WHERE season_id = ? ${atSite} AND live_key IS NOT NULL GROUP BY state`,
        siteCode === undefined ? [seasonId] : [seasonId, siteCode],
      );
      return Object.fromEntries(rows.map((row) => [row.state, row.count]));
    },
    listLiveIn: (seasonId, limit, afterId = '') =>
      page('season_id = ? AND live_key IS NOT NULL', [seasonId], { limit, afterId }),
    listAtSite: ({ seasonId, siteCode, state, ...span }) =>
      page(
        'state = ? AND site_code = ? AND season_id = ? AND erased_at IS NULL',
        [state, siteCode, seasonId],
        span,
      ),
    listUnerased: async (limit, afterId) => {
      const rows = await sql.rows<Pick<RegistrationRow, 'id' | 'season_id' | 'state' | 'updated_at'>>(
        'SELECT id, season_id, state, updated_at FROM registrations WHERE erased_at IS NULL AND id > ? ORDER BY id LIMIT ?',
        [afterId, limit],
      );
      return rows.map((row) => ({
        id: row.id,
        seasonId: row.season_id,
        state: row.state as State,
        updatedAt: row.updated_at,
      }));
    },
    markErased: async (id, at) => sql.later(updateOf('registrations', { erased_at: at }, { id })),
  };
}

function uniqueKeys(row: Pick<RegistrationRow, 'live_key' | 'live_document_key'>): string {
  return JSON.stringify([row.live_key, row.live_document_key]);
}

/** Where only states differ, they alone are written. */
function subjectChanges(id: string, before: ChosenSubject[] | null, after: ChosenSubject[]): Statement[] {
  const same = before?.length === after.length && before.every((one, at) => isSameChoice(one, after[at]));
  if (same) {
    return [...new Set(after.map(({ state }) => state))].flatMap((state) => {
      const moved = after.filter((one, at) => one.state === state && before[at]?.state !== state);
      if (moved.length === 0) return [];
      const codes = moved.map(({ code }) => code);
      const where = `registration_id = ? AND code IN (${placeholders(codes.length)})`;
      return [statement(`UPDATE registration_subjects SET state = ? WHERE ${where}`, [state, id, ...codes])];
    });
  }
  const empty = before?.length === 0;
  const clear = statement('DELETE FROM registration_subjects WHERE registration_id = ?', [id]);
  const [first, ...rest] = after.map((subject, position) => toSubjectRow(id, subject, position));
  return [
    ...(empty ? [] : [clear]),
    ...(first ? [insertInto('registration_subjects', [first, ...rest])] : []),
  ];
}

function isSameChoice(one: ChosenSubject, other: ChosenSubject | undefined): boolean {
  return one.code === other?.code && one.feeFen === other.feeFen;
}

interface Found {
  row: RegistrationRow;
  subjects: RegistrationSubjectRow[];
}

/** A registration's row with one of its subjects, or with none. */
type JoinedRow = RegistrationRow & {
  subject_code: string | null;
  subject_position: number;
  subject_fee_fen: number;
  subject_state: string;
};

/** Registrations with their subjects: a row repeated for each of the few subjects costs less than a second statement. */
async function readWithSubjects(sql: Sql, condition: string, values: SqlValue[]): Promise<Found[]> {
  const rows = await sql.rows<JoinedRow>(
    `SELECT r.*, s.code AS subject_code, s.position AS subject_position, s.fee_fen AS subject_fee_fen,
      s.state AS subject_state FROM registrations r LEFT JOIN registration_subjects s ON s.registration_id = r.id
      WHERE ${condition}`,
    values,
  );
  const found = new Map<string, Found>();
  for (const { subject_code, subject_position, subject_fee_fen, subject_state, ...row } of rows) {
    const one = found.get(row.id) ?? { row, subjects: [] };
    found.set(row.id, one);
    if (subject_code === null) continue;
    one.subjects.push({
      registration_id: row.id,
      code: subject_code,
      position: subject_position,
      fee_fen: subject_fee_fen,
      state: subject_state,
    });
  }
  for (const { subjects } of found.values()) subjects.sort((left, right) => left.position - right.position);
  return [...found.values()];
}
