import { searchWords } from '../../../shared/domain/search-words';
import type { Answers } from '../../../shared/domain/registration';
import type { KeyedHash } from '../../use-cases/ports/secrets';
import type { SearchKeyRepository, SearchKind } from '../../use-cases/ports/support';
import type { SearchKeyRow } from '../entities/search-key';
import { insertInto, placeholders, statement, upsertInto, type Statement } from '../sql';
import type { RepositoryContext } from './context';

export function searchKeyRepository({ sql, keyedHash }: RepositoryContext): SearchKeyRepository {
  return {
    find: async ({ kind, words, limit }) => {
      const rows = await sql.rows<Pick<SearchKeyRow, 'registration_id'>>(
        'SELECT registration_id FROM search_keys WHERE kind = ? AND hash = ? ORDER BY registration_id DESC LIMIT ?',
        [kind, hashOf(keyedHash, kind, words), limit],
      );
      return rows.map((row) => row.registration_id);
    },
    addMissing: async (registrations) => {
      const [first, ...rest] = registrations.flatMap(({ id, answers }) => rowsOf(keyedHash, id, answers));
      if (!first) return;
      const key = ['kind', 'hash', 'registration_id'] as const;
      await sql.change(
        upsertInto(sql.dialect, { table: 'search_keys', rows: [first, ...rest], key, update: [] }),
      );
    },
    replaceStale: async (registrations) => {
      if (registrations.length === 0) return;
      const ids = registrations.map(({ id }) => id);
      const stored = await sql.rows<SearchKeyRow>(
        `SELECT kind, hash, registration_id FROM search_keys WHERE registration_id IN (${placeholders(ids.length)})`,
        ids,
      );
      for (const { id, answers } of registrations) {
        const present = stored.filter((row) => row.registration_id === id);
        const [first, ...rest] = rowsOf(keyedHash, id, answers);
        if (isSame(present, first ? [first, ...rest] : [])) continue;
        if (present.length > 0) await sql.change(removal([id]));
        if (first) await sql.change(insertInto('search_keys', [first, ...rest]));
      }
    },
    removeErased: async ({ after, upTo }) => {
      const rows = await sql.rows<Pick<SearchKeyRow, 'registration_id'>>(
        `SELECT DISTINCT k.registration_id FROM search_keys k JOIN registrations r ON r.id = k.registration_id
         WHERE r.erased_at IS NOT NULL AND k.registration_id > ?${upTo === null ? '' : ' AND k.registration_id <= ?'}`,
        upTo === null ? [after] : [after, upTo],
      );
      for (let from = 0; from < rows.length; from += AT_ONCE) {
        const some = rows.slice(from, from + AT_ONCE).map((row) => row.registration_id);
        await sql.change(removal(some));
      }
    },
  };
}

/** Registrations whose keys one statement removes. */
const AT_ONCE = 200;

function removal(ids: readonly string[]): Statement {
  return statement(`DELETE FROM search_keys WHERE registration_id IN (${placeholders(ids.length)})`, ids);
}

function isSame(left: readonly SearchKeyRow[], right: readonly SearchKeyRow[]): boolean {
  return (
    left.length === right.length &&
    left.every((one) => right.some(({ kind, hash }) => kind === one.kind && hash === one.hash))
  );
}

/**
 * What has to be written so that the keys are those of the new answers; nothing while what they are made of is the same. Only
 * a `new` registration certainly has none: a version of the product without keys may have emptied the answers and left them.
 */
export function keyChanges(
  keyedHash: KeyedHash,
  { id, before, after }: { id: string; before: Answers | 'new' | 'unknown'; after: Answers },
): Statement[] {
  const stands = typeof before === 'object' && isSameWords(searchWords(before), searchWords(after));
  if (stands) return [];
  const [first, ...rest] = rowsOf(keyedHash, id, after);
  const insert = first ? [insertInto('search_keys', [first, ...rest])] : [];
  return before === 'new' ? insert : [removal([id]), ...insert];
}

function isSameWords(one: ReturnType<typeof searchWords>, other: typeof one): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function rowsOf(keyedHash: KeyedHash, registrationId: string, answers: Answers): SearchKeyRow[] {
  return searchWords(answers).map(({ kind, words }) => ({
    kind,
    hash: hashOf(keyedHash, kind, words),
    registration_id: registrationId,
  }));
}

function hashOf(keyedHash: KeyedHash, kind: SearchKind, words: string): string {
  return keyedHash.hash(`search.${kind}`, words);
}
