import type { DocumentTryRepository } from '../../use-cases/ports/records';
import type { DocumentTryRow } from '../entities/document-try';
import { insertInto, statement } from '../sql';
import type { RepositoryContext } from './context';

export function documentTryRepository({ sql, keyedHash }: RepositoryContext): DocumentTryRepository {
  return {
    add: async ({ accountId, day, documentType, documentNumber, limit }) => {
      const key = keyedHash.hash('document_try', `${documentType}:${documentNumber}`);
      // A slot is taken once, so that submissions side by side share the day's numbers; each look finds one more of them.
      for (let look = 0; look <= limit; look += 1) {
        const all = await sql.rows<DocumentTryRow>('SELECT * FROM document_tries WHERE account_id = ?', [
          accountId,
        ]);
        const rows = all.filter((row) => row.day === day);
        if (rows.some((row) => row.document_key === key)) return true;
        if (rows.length >= limit) return false;
        const row: DocumentTryRow = { account_id: accountId, day, slot: rows.length + 1, document_key: key };
        // Earlier days count no more.
        const isOld = all.length > rows.length;
        if (isOld)
          sql.later(
            statement('DELETE FROM document_tries WHERE account_id = ? AND day < ?', [accountId, day]),
          );
        if (await sql.insertNew(insertInto('document_tries', [row]))) return true;
      }
      return false;
    },
  };
}
