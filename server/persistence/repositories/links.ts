import { IsNull } from 'typeorm';
import type { LinkPurpose, LinkRepository } from '../../use-cases/ports/accounts';
import { LinkEntity, type LinkRow } from '../entities/link';
import { insertInto } from '../sql';
import type { RepositoryContext } from './context';

export function linkRepository({ sql }: RepositoryContext): LinkRepository {
  return {
    find: async (tokenHash) => {
      const row = await (await sql.table(LinkEntity)).findOneBy({ token_hash: tokenHash });
      if (!row) return null;
      return {
        tokenHash,
        purpose: row.purpose as LinkPurpose,
        accountId: row.account_id,
        payload: row.payload,
        singleUse: row.single_use === 1,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        usedAt: row.used_at,
      };
    },
    insert: async (link) => {
      const row: LinkRow = {
        token_hash: link.tokenHash,
        purpose: link.purpose,
        account_id: link.accountId,
        payload: link.payload,
        single_use: link.singleUse ? 1 : 0,
        created_at: link.createdAt,
        expires_at: link.expiresAt,
        used_at: link.usedAt,
      };
      sql.later(insertInto('links', [row]));
    },
    use: async (tokenHash, at) => {
      const links = await sql.table(LinkEntity);
      const { affected } = await links.update({ token_hash: tokenHash, used_at: IsNull() }, { used_at: at });
      return affected === 1;
    },
  };
}
