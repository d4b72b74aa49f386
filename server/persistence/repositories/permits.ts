import type { PermitRepository } from '../../use-cases/ports/chat';
import { PermitEntity, type PermitRow } from '../entities/permit';
import { statement, updateOf, upsertInto } from '../sql';
import type { RepositoryContext } from './context';

export function permitRepository({ sql, keyedHash }: RepositoryContext): PermitRepository {
  const keyOf = (openid: string): string => keyedHash.hash('openid', openid);
  return {
    balance: async (openid, templateId) => {
      const permits = await sql.table(PermitEntity);
      const row = await permits.findOneBy({ openid_key: keyOf(openid), template_id: templateId });
      return row?.balance ?? 0;
    },
    add: async (openid, templateId, count, at) => {
      const row: PermitRow = { openid_key: keyOf(openid), template_id: templateId, balance: count, at };
      await sql.change(
        upsertInto(sql.dialect, {
          table: 'permits',
          rows: [row],
          key: ['openid_key', 'template_id'],
          update: ['at'],
          add: ['balance'],
        }),
      );
    },
    take: async (openid, templateId, at) =>
      (await sql.change(
        statement(
          'UPDATE permits SET balance = balance - 1, at = ? WHERE openid_key = ? AND template_id = ? AND balance > 0',
          [at, keyOf(openid), templateId],
        ),
      )) === 1,
    clear: async (openid, templateId, at) => {
      await sql.change(
        updateOf('permits', { balance: 0, at }, { openid_key: keyOf(openid), template_id: templateId }),
      );
    },
  };
}
