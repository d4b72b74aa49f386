import type { Handoff, HandoffRepository } from '../../use-cases/ports/chat';
import type { FieldCipher } from '../../use-cases/ports/secrets';
import type { HandoffRow } from '../entities/handoff';
import { insertInto, updateOf } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function handoffRepository({ sql, cipher }: RepositoryContext): HandoffRepository {
  const findBy = async (column: 'open_key' | 'id', value: string): Promise<Handoff | null> => {
    const [row] = await sql.rows<HandoffRow>(`SELECT * FROM handoffs WHERE ${column} = ?`, [value]);
    return row ? toHandoff(row, cipher) : null;
  };
  return {
    openOf: (accountId) => findBy('open_key', accountId),
    find: (id) => findBy('id', id),
    insert: (handoff) => sql.insertNew(insertInto('handoffs', [toRow(handoff, cipher)]), 'open_key'),
    save: async (handoff) => {
      const { id, version } = handoff;
      const { id: _, ...row } = toRow({ ...handoff, version: version + 1 }, cipher);
      return (await sql.change(updateOf('handoffs', row, { id, version }))) === 1;
    },
    forgetAllOf: async (accountId) => {
      await sql.change(updateOf('handoffs', { external_user_id: null }, { account_id: accountId }));
    },
  };
}

function toRow(handoff: Handoff, cipher: FieldCipher): HandoffRow {
  return {
    id: handoff.id,
    account_id: handoff.accountId,
    external_user_id: sealed(cipher, handoff.externalUserId, `handoffs.external_user_id:${handoff.id}`),
    reason: handoff.trigger,
    state: handoff.state,
    servicer_userid: handoff.servicerUserid,
    opened_at: handoff.openedAt,
    answer_by: handoff.answerBy,
    closed_at: handoff.closedAt,
    open_key: handoff.state === 'closed' ? null : handoff.accountId,
    version: handoff.version,
  };
}

function toHandoff(row: HandoffRow, cipher: FieldCipher): Handoff {
  return {
    id: row.id,
    accountId: row.account_id,
    externalUserId: opened(cipher, row.external_user_id, `handoffs.external_user_id:${row.id}`),
    trigger: row.reason as Handoff['trigger'],
    state: row.state as Handoff['state'],
    servicerUserid: row.servicer_userid,
    openedAt: row.opened_at,
    answerBy: row.answer_by,
    closedAt: row.closed_at,
    version: row.version,
  };
}
