import { searchWords } from '../../../shared/domain/search-words';
import type { Answers } from '../../../shared/domain/registration';
import type { KeyedHash } from '../../use-cases/ports/secrets';
import type { SearchKeyRepository, SearchKind } from '../../use-cases/ports/support';
import type { SearchKeyRow } from '../entities/search-key';
import { insertInto, statement, upsertInto, type Statement } from '../sql';
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
  };
}

/** What has to be written so that the keys are those of the new answers; nothing while what they are made of is the same. */
export function keyChanges(
  keyedHash: KeyedHash,
  { id, before, after }: { id: string; before: Answers | null; after: Answers },
): Statement[] {
  const [old, wanted] = [before && searchWords(before), searchWords(after)];
  if (JSON.stringify(old) === JSON.stringify(wanted)) return [];
  const [first, ...rest] = rowsOf(keyedHash, id, after);
  return [
    ...(old === null || old.length > 0
      ? [statement('DELETE FROM search_keys WHERE registration_id = ?', [id])]
      : []),
    ...(first ? [insertInto('search_keys', [first, ...rest])] : []),
  ];
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
