import type { LoginRepository } from '../../use-cases/ports/accounts';
import { LoginEntity } from '../entities/login';
import { opened, sealed, type RepositoryContext } from './context';

export function loginRepository({ sql, cipher }: RepositoryContext): LoginRepository {
  return {
    find: async (tokenHash) => {
      const row = await (await sql.table(LoginEntity)).findOneBy({ token_hash: tokenHash });
      if (!row) return null;
      return {
        tokenHash,
        accountId: row.account_id,
        openid: cipher.open(row.openid, `logins.openid:${tokenHash}`),
        unionid: opened(cipher, row.unionid, `logins.unionid:${tokenHash}`),
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      };
    },
    insert: async (login) => {
      await (
        await sql.table(LoginEntity)
      ).insert({
        token_hash: login.tokenHash,
        account_id: login.accountId,
        openid: cipher.seal(login.openid, `logins.openid:${login.tokenHash}`),
        unionid: sealed(cipher, login.unionid, `logins.unionid:${login.tokenHash}`),
        created_at: login.createdAt,
        expires_at: login.expiresAt,
      });
    },
    attach: async (tokenHash, accountId) => {
      await (await sql.table(LoginEntity)).update({ token_hash: tokenHash }, { account_id: accountId });
    },
    remove: async (tokenHash) => {
      await (await sql.table(LoginEntity)).delete({ token_hash: tokenHash });
    },
    removeAllOf: async (accountId) => {
      await (await sql.table(LoginEntity)).delete({ account_id: accountId });
    },
  };
}
