import type { CallFailureRepository } from '../../use-cases/ports/support';
import type { CallFailureRow } from '../entities/call-failure';
import { insertInto, statement, upsertInto } from '../sql';
import type { RepositoryContext } from './context';

/** Failures kept of one account. */
const SLOTS = 5;

export function callFailureRepository({ sql }: RepositoryContext): CallFailureRepository {
  const rowsOf = async (accountId: string): Promise<CallFailureRow[]> => {
    const rows = await sql.rows<CallFailureRow>(
      'SELECT * FROM call_failures WHERE account_id = ? ORDER BY at DESC, slot DESC',
      [accountId],
    );
    return rows.map((row) => ({ ...row, at: Number(row.at) }));
  };
  const removeAllOf = async (accountId: string): Promise<void> => {
    await sql.change(statement('DELETE FROM call_failures WHERE account_id = ?', [accountId]));
  };
  return {
    keep: async (accountId, { code, requestId, route, at }) => {
      const rows = await rowsOf(accountId);
      const slot = rows.length < SLOTS ? rows.length : (rows.at(-1)?.slot ?? 0);
      const row = { account_id: accountId, slot, code, request_id: requestId, route, at };
      const key = ['account_id', 'slot'] as const;
      const update = ['code', 'request_id', 'route', 'at'];
      await sql.change(upsertInto(sql.dialect, { table: 'call_failures', rows: [row], key, update }));
    },
    lastOf: async (accountId, limit) =>
      (await rowsOf(accountId))
        .slice(0, limit)
        .map(({ code, request_id, route, at }) => ({ code, requestId: request_id, route, at })),
    move: async (fromAccountId, intoAccountId) => {
      const moved = await rowsOf(fromAccountId);
      if (moved.length === 0) return;
      const all = [...moved, ...(await rowsOf(intoAccountId))].toSorted((one, other) => other.at - one.at);
      await removeAllOf(fromAccountId);
      await removeAllOf(intoAccountId);
      // Of two at one instant the higher slot is the newer one.
      const newest = all.slice(0, SLOTS).toReversed();
      const [first, ...others] = newest.map((row, slot) => ({ ...row, account_id: intoAccountId, slot }));
      if (first) await sql.change(insertInto('call_failures', [first, ...others]));
    },
    removeAllOf,
  };
}
