import { isAskedField } from '../../../shared/domain/fields';
import type { ProposalState } from '../../../shared/domain/proposal';
import type { Proposal, ProposalContent, ProposalRepository } from '../../use-cases/ports/support';
import type { ProposalRow } from '../entities/proposal';
import { insertInto, statement, updateOf, type SqlValue } from '../sql';
import { opened, type RepositoryContext } from './context';

export function proposalRepository({ sql, cipher }: RepositoryContext): ProposalRepository {
  const sealContext = (id: string): string => `proposals.content:${id}`;
  const toProposal = (row: ProposalRow): Proposal => {
    const content = opened(cipher, row.content, sealContext(row.id));
    return {
      id: row.id,
      accountId: row.account_id,
      registrationId: row.registration_id,
      handoffId: row.handoff_id,
      staffId: row.staff_id,
      state: row.state as ProposalState,
      fields: row.fields.split(',').filter(isAskedField),
      content: content === null ? null : (JSON.parse(content) as ProposalContent),
      revision: row.revision,
      createdAt: Number(row.created_at),
      expiresAt: Number(row.expires_at),
      settledAt: row.settled_at === null ? null : Number(row.settled_at),
    };
  };
  const select = async (condition: string, values: readonly SqlValue[]): Promise<Proposal[]> => {
    const rows = await sql.rows<ProposalRow>(`SELECT p.* FROM proposals p WHERE ${condition}`, values);
    return rows.map(toProposal);
  };
  // Several steps of a unit of work ask for the same person's: read once, until the unit itself changes one.
  const latest = new Map<string, Promise<Proposal | null>>();
  const readLatest = async (accountId: string): Promise<Proposal | null> => {
    const condition = 'p.account_id = ? ORDER BY p.created_at DESC, p.id DESC LIMIT 1';
    return (await select(condition, [accountId]))[0] ?? null;
  };
  return {
    find: async (id) => (await select('p.id = ?', [id]))[0] ?? null,
    latestOf: (accountId) => {
      const known = latest.get(accountId) ?? readLatest(accountId);
      latest.set(accountId, known);
      return known;
    },
    listOf: (registrationId, limit) =>
      select('p.registration_id = ? ORDER BY p.created_at DESC, p.id DESC LIMIT ?', [registrationId, limit]),
    insert: (proposal) => {
      latest.clear();
      const { id, content } = proposal;
      const row: ProposalRow = {
        id,
        account_id: proposal.accountId,
        registration_id: proposal.registrationId,
        handoff_id: proposal.handoffId,
        staff_id: proposal.staffId,
        state: proposal.state,
        fields: proposal.fields.join(','),
        content: content === null ? null : cipher.seal(JSON.stringify(content), sealContext(id)),
        revision: proposal.revision,
        open_key: proposal.state === 'open' ? proposal.registrationId : null,
        created_at: proposal.createdAt,
        expires_at: proposal.expiresAt,
        settled_at: proposal.settledAt,
      };
      return sql.insertNew(insertInto('proposals', [row]), 'open_key');
    },
    settle: async (id, { state, at }) => {
      latest.clear();
      const text =
        'UPDATE proposals SET state = ?, settled_at = ?, content = NULL, open_key = NULL WHERE id = ? AND open_key IS NOT NULL';
      return (await sql.change(statement(text, [state, at, id]))) === 1;
    },
    move: async (fromAccountId, intoAccountId) => {
      latest.clear();
      await sql.change(updateOf('proposals', { account_id: intoAccountId }, { account_id: fromAccountId }));
    },
    removeAllOf: async (accountId) => {
      latest.clear();
      await sql.change(statement('DELETE FROM proposals WHERE account_id = ?', [accountId]));
    },
  };
}
