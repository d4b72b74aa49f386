import type { PermitChoice, PermitRepository } from '../../use-cases/ports/chat';
import { PermitEntity } from '../entities/permit';
import { statement, updateOf, upsertInto, type Columns } from '../sql';
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
      const row = { openid_key: keyOf(openid), template_id: templateId, balance: count, at };
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
    choose: async (openid, { templateId, choice, always, at }) => {
      const row = { openid_key: keyOf(openid), template_id: templateId, balance: 0, at, choice };
      const kept: Columns = always === null ? {} : { always: always ? 1 : 0 };
      await sql.change(
        upsertInto(sql.dialect, {
          table: 'permits',
          rows: [{ ...row, ...kept }],
          key: ['openid_key', 'template_id'],
          update: ['at', 'choice', ...Object.keys(kept)],
        }),
      );
    },
    listOf: async (openid) => {
      const rows = await (await sql.table(PermitEntity)).findBy({ openid_key: keyOf(openid) });
      return rows.map((row) => ({
        templateId: row.template_id,
        balance: row.balance,
        choice: row.choice as PermitChoice | null,
        always: row.always === 1,
      }));
    },
    removeAllOf: async (openid) => {
      await sql.change(statement('DELETE FROM permits WHERE openid_key = ?', [keyOf(openid)]));
    },
  };
}
