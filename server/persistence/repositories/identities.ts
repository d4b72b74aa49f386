import type { Identity, IdentityKind, IdentityRepository } from '../../use-cases/ports/accounts';
import type { IdentityRow } from '../entities/identity';
import { insertInto, statement, upsertInto } from '../sql';
import type { RepositoryContext } from './context';

export function identityRepository({ sql, cipher, keyedHash }: RepositoryContext): IdentityRepository {
  const sealContext = (kind: string, valueKey: string): string => `identities.value:${kind}:${valueKey}`;
  const toIdentity = (row: IdentityRow): Identity => ({
    kind: row.kind as IdentityKind,
    value: cipher.open(row.value, sealContext(row.kind, row.value_key)),
    accountId: row.account_id,
    boundAt: row.bound_at,
  });
  const toRow = ({ kind, value, accountId, boundAt }: Identity): IdentityRow => {
    const valueKey = keyedHash.hash(kind, value);
    return {
      kind,
      value_key: valueKey,
      value: cipher.seal(value, sealContext(kind, valueKey)),
      account_id: accountId,
      bound_at: boundAt,
    };
  };
  return {
    find: async (kind, value) => {
      const [row] = await sql.rows<IdentityRow>('SELECT * FROM identities WHERE kind = ? AND value_key = ?', [
        kind,
        keyedHash.hash(kind, value),
      ]);
      return row ? toIdentity(row) : null;
    },
    listOf: async (accountId) => {
      const rows = await sql.rows<IdentityRow>(
        'SELECT * FROM identities WHERE account_id = ? ORDER BY bound_at, kind',
        [accountId],
      );
      return rows.map(toIdentity);
    },
    listOfLogin: async (tokenHash) => {
      const rows = await sql.rows<IdentityRow>(
        'SELECT i.* FROM identities i JOIN logins l ON l.account_id = i.account_id WHERE l.token_hash = ?',
        [tokenHash],
      );
      return rows.map(toIdentity);
    },
    bind: async (identity) => {
      sql.later(
        upsertInto(sql.dialect, {
          table: 'identities',
          rows: [toRow(identity)],
          key: ['kind', 'value_key'],
          update: ['account_id', 'bound_at'],
        }),
      );
    },
    claim: async (identity) => {
      await sql.change(insertInto('identities', [toRow(identity)]));
    },
    unbind: async (kind, value) => {
      await sql.change(
        statement('DELETE FROM identities WHERE kind = ? AND value_key = ?', [
          kind,
          keyedHash.hash(kind, value),
        ]),
      );
    },
  };
}
