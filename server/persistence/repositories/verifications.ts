import type { Verification, VerificationRepository } from '../../use-cases/ports/accounts';
import type { FieldCipher, KeyedHash } from '../../use-cases/ports/secrets';
import type { VerificationRow } from '../entities/verification';
import { insertInto, statement, updateOf } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function verificationRepository(context: RepositoryContext): VerificationRepository {
  const { sql, cipher, keyedHash } = context;
  const findWhere = async (condition: string, values: string[]): Promise<Verification | null> => {
    const [row] = await sql.rows<VerificationRow>(`SELECT * FROM verifications WHERE ${condition}`, values);
    return row ? toVerification(row, cipher) : null;
  };
  const forget = async (id: string): Promise<void> => {
    const target = cipher.seal('', `verifications.target:${id}`);
    await sql.change(updateOf('verifications', { target, about: null }, { id }));
  };
  return {
    find: (id) => findWhere('id = ?', [id]),
    findByLink: (linkHash) => findWhere('link_hash = ?', [linkHash]),
    latestOf: (accountId, purpose) =>
      findWhere('account_id = ? AND purpose = ? ORDER BY created_at DESC, id DESC LIMIT 1', [
        accountId,
        purpose,
      ]),
    countSince: async (target, since) => {
      const [row] = await sql.rows<{ count: number }>(
        'SELECT COUNT(*) AS count FROM verifications WHERE target_key = ? AND created_at >= ?',
        [targetKey(keyedHash, target), since],
      );
      return row?.count ?? 0;
    },
    countOf: async (accountId, since) => {
      const [row] = await sql.rows<{ count: number }>(
        'SELECT COUNT(*) AS count FROM verifications WHERE account_id = ? AND created_at >= ?',
        [accountId, since],
      );
      return row?.count ?? 0;
    },
    insert: async (verification) => {
      await sql.change(insertInto('verifications', [toRow(verification, cipher, keyedHash)]));
    },
    use: async (id, at) =>
      (await sql.change(updateOf('verifications', { used_at: at }, { id, used_at: null }))) === 1,
    miss: async (id) => {
      const [, left] = await sql.batch([
        statement('UPDATE verifications SET tries_left = tries_left - 1 WHERE id = ? AND tries_left > 0', [
          id,
        ]),
        statement('SELECT tries_left FROM verifications WHERE id = ?', [id]),
      ]);
      const [row] = (left?.rows ?? []) as Pick<VerificationRow, 'tries_left'>[];
      return row?.tries_left ?? 0;
    },
    forget,
    forgetAllOf: async (accountId) => {
      const rows = await sql.rows<Pick<VerificationRow, 'id'>>(
        'SELECT id FROM verifications WHERE account_id = ?',
        [accountId],
      );
      for (const { id } of rows) await forget(id);
    },
    moveOpen: async ({ from, into, purpose }) => {
      const text =
        'UPDATE verifications SET account_id = ? WHERE account_id = ? AND purpose = ? AND used_at IS NULL';
      await sql.change(statement(text, [into, from, purpose]));
    },
  };
}

function targetKey(keyedHash: KeyedHash, target: string): string {
  return keyedHash.hash('verification_target', target.toLowerCase());
}

function toRow(one: Verification, cipher: FieldCipher, keyedHash: KeyedHash): VerificationRow {
  return {
    id: one.id,
    account_id: one.accountId,
    purpose: one.purpose,
    via: one.via,
    target: cipher.seal(one.target, `verifications.target:${one.id}`),
    target_key: targetKey(keyedHash, one.target),
    code_hash: one.codeHash,
    link_hash: one.linkHash,
    tries_left: one.triesLeft,
    created_at: one.createdAt,
    expires_at: one.expiresAt,
    used_at: one.usedAt,
    about: sealed(cipher, one.about, `verifications.about:${one.id}`),
  };
}

function toVerification(row: VerificationRow, cipher: FieldCipher): Verification {
  return {
    id: row.id,
    accountId: row.account_id,
    purpose: row.purpose as Verification['purpose'],
    via: row.via as Verification['via'],
    target: cipher.open(row.target, `verifications.target:${row.id}`),
    codeHash: row.code_hash,
    linkHash: row.link_hash,
    triesLeft: row.tries_left,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    about: opened(cipher, row.about, `verifications.about:${row.id}`),
  };
}
