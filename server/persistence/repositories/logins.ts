import type { Login, LoginRepository } from '../../use-cases/ports/accounts';
import type { LoginRow } from '../entities/login';
import { insertInto, statement, updateOf } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function loginRepository({ sql, cipher }: RepositoryContext): LoginRepository {
  const toLogin = (row: LoginRow): Login => ({
    tokenHash: row.token_hash,
    accountId: row.account_id,
    openid: cipher.open(row.openid, `logins.openid:${row.token_hash}`),
    unionid: opened(cipher, row.unionid, `logins.unionid:${row.token_hash}`),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  });
  return {
    find: async (tokenHash) => {
      const [row] = await sql.rows<LoginRow>('SELECT * FROM logins WHERE token_hash = ?', [tokenHash]);
      return row ? toLogin(row) : null;
    },
    insert: async (login) => {
      const row: LoginRow = {
        token_hash: login.tokenHash,
        account_id: login.accountId,
        openid: cipher.seal(login.openid, `logins.openid:${login.tokenHash}`),
        unionid: sealed(cipher, login.unionid, `logins.unionid:${login.tokenHash}`),
        created_at: login.createdAt,
        expires_at: login.expiresAt,
      };
      await sql.change(insertInto('logins', [row]));
    },
    attach: async (tokenHash, accountId) => {
      sql.later(updateOf('logins', { account_id: accountId }, { token_hash: tokenHash }));
    },
    remove: async (tokenHash) => {
      sql.later(statement('DELETE FROM logins WHERE token_hash = ?', [tokenHash]));
    },
    removeAllOf: async (accountId) => {
      sql.later(statement('DELETE FROM logins WHERE account_id = ?', [accountId]));
    },
  };
}
