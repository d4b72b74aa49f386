import { isFinal, type State } from '../../../shared/domain/lifecycle';
import type { Registration } from '../../../shared/domain/registration';
import type { RegistrationRepository } from '../../use-cases/ports/registrations';
import type { RegistrationRow } from '../entities/registration';
import type { RegistrationSubjectRow } from '../entities/registration-subject';
import { insertInto, placeholders, statement, updateOf, type Sql, type SqlValue } from '../sql';
import {
  documentKey,
  liveKey,
  toRegistration,
  toRegistrationRow,
  toSubject,
  toSubjectRow,
} from './registration-rows';
import type { RepositoryContext } from './context';

export function registrationRepository(context: RepositoryContext): RegistrationRepository {
  const { sql, cipher, keyedHash } = context;
  // Subjects as they stand in storage, by registration: rewritten only when they change.
  const storedSubjects = new Map<string, string>();
  // Unique keys as they stand in storage: an update that leaves them can meet no duplicate.
  const storedKeys = new Map<string, string>();
  // What this unit of work wrote is locked by it, so nobody has changed it since.
  const written = new Map<string, Registration>();

  const select = async (condition: string, values: SqlValue[]): Promise<Registration[]> => {
    const found = await readWithSubjects(sql, condition, values);
    return found.map(({ row, subjects }) => {
      const registration = toRegistration(row, subjects.map(toSubject), cipher);
      storedSubjects.set(row.id, JSON.stringify(registration.subjects));
      storedKeys.set(row.id, uniqueKeys(row));
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
    const text = JSON.stringify(subjects);
    if (storedSubjects.get(id) === text) return;
    if (storedSubjects.get(id) !== '[]') {
      sql.later(statement('DELETE FROM registration_subjects WHERE registration_id = ?', [id]));
    }
    const [first, ...rest] = subjects.map((subject, position) => toSubjectRow(id, subject, position));
    if (first) sql.later(insertInto('registration_subjects', [first, ...rest]));
    storedSubjects.set(id, text);
  };

  return {
    find: async (id) => written.get(id) ?? (await select('r.id = ?', [id]))[0] ?? null,
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
      await sql.change(insertInto('registrations', [toRegistrationRow(registration, cipher, keyedHash)]));
      storedSubjects.set(registration.id, '[]');
      writeSubjects(registration);
    },
    save: async (registration) => {
      const { id, version } = registration;
      const { id: _, ...row } = toRegistrationRow(registration, cipher, keyedHash);
      const update = updateOf('registrations', { ...row, version: version + 1 }, { id, version });
      const keys = uniqueKeys(row);
      const keeps = storedKeys.get(id) === keys;
      const outcome = keeps ? await sql.change(update) : await sql.changeUnique(update);
      // The other unique key, one live registration of the account in the season, can only be met by a final
      // registration that a payment brings back: then too the person has another live one.
      if (typeof outcome !== 'number') return 'duplicate_document';
      if (outcome !== 1) return 'version_conflict';
      storedKeys.set(id, keys);
      writeSubjects(registration);
      written.set(id, { ...registration, version: version + 1 });
      return 'saved';
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
    listPendingAt: async (siteCodes, limit, afterId = '') => {
      if (siteCodes.length === 0) return [];
      const condition = `state = 'pending' AND site_code IN (${placeholders(siteCodes.length)})`;
      return page(condition, [...siteCodes], { limit, afterId });
    },
  };
}

function uniqueKeys(row: Pick<RegistrationRow, 'live_key' | 'live_document_key'>): string {
  return JSON.stringify([row.live_key, row.live_document_key]);
}

interface Found {
  row: RegistrationRow;
  subjects: RegistrationSubjectRow[];
}

/** Registrations and their subjects in one round trip. */
async function readWithSubjects(sql: Sql, condition: string, values: SqlValue[]): Promise<Found[]> {
  const [registrations, subjects] = await Promise.all([
    sql.rows<RegistrationRow>(`SELECT r.* FROM registrations r WHERE ${condition}`, values),
    sql.rows<RegistrationSubjectRow>(
      `SELECT s.* FROM registration_subjects s JOIN registrations r ON r.id = s.registration_id
        WHERE ${condition} ORDER BY s.registration_id, s.position`,
      values,
    ),
  ]);
  return registrations.map((row) => ({
    row,
    subjects: subjects.filter((subject) => subject.registration_id === row.id),
  }));
}
