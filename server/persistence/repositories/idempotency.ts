import type { IdempotencyRepository } from '../../use-cases/ports/records';
import type { IdempotentCallRow } from '../entities/idempotent-call';
import { insertInto, updateOf } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function idempotencyRepository({ sql, cipher }: RepositoryContext): IdempotencyRepository {
  const sealContext = (caller: string, key: string): string =>
    `idempotent_calls.response_body:${JSON.stringify([caller, key])}`;
  return {
    find: async (caller, key) => {
      const [row] = await sql.rows<IdempotentCallRow>(
        'SELECT * FROM idempotent_calls WHERE caller = ? AND call_key = ?',
        [caller, key],
      );
      if (!row) return null;
      const body = opened(cipher, row.response_body, sealContext(caller, key));
      const { response_status: status } = row;
      return {
        caller,
        key,
        route: row.route,
        requestHash: row.request_hash,
        response: status === null || body === null ? null : { status, body },
        createdAt: row.created_at,
      };
    },
    begin: (call) => {
      const row: IdempotentCallRow = {
        caller: call.caller,
        call_key: call.key,
        route: call.route,
        request_hash: call.requestHash,
        response_status: call.response?.status ?? null,
        response_body: sealed(cipher, call.response?.body ?? null, sealContext(call.caller, call.key)),
        created_at: call.createdAt,
      };
      return sql.insertNew(insertInto('idempotent_calls', [row]));
    },
    finish: async (caller, key, { status, body }) => {
      const response = {
        response_status: status,
        response_body: cipher.seal(body, sealContext(caller, key)),
      };
      sql.later(updateOf('idempotent_calls', response, { caller, call_key: key }));
    },
  };
}
