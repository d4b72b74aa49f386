import type { Consent, ConsentRepository } from '../../use-cases/ports/accounts';
import type { FieldCipher } from '../../use-cases/ports/secrets';
import type { ConsentRow } from '../entities/consent';
import { insertInto, statement } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function consentRepository({ sql, cipher }: RepositoryContext): ConsentRepository {
  // Several steps of a unit of work ask for the same person's: read once, until the unit itself changes them.
  const read = new Map<string, Promise<Consent[]>>();
  const readOf = async (accountId: string): Promise<Consent[]> => {
    const rows = await sql.rows<ConsentRow>(
      'SELECT * FROM consents WHERE account_id = ? AND withdrawn_at IS NULL ORDER BY given_at, id',
      [accountId],
    );
    return rows.map((row) => toConsent(row, cipher));
  };
  return {
    listOf: (accountId) => {
      const known = read.get(accountId) ?? readOf(accountId);
      read.set(accountId, known);
      return known;
    },
    historyOf: async (accountId) => {
      const rows = await sql.rows<ConsentRow>(
        'SELECT * FROM consents WHERE account_id = ? ORDER BY given_at, id',
        [accountId],
      );
      return rows.map((row) => toConsent(row, cipher));
    },
    add: async (consent) => {
      const guardian = consent.guardian === null ? null : JSON.stringify(consent.guardian);
      const row: ConsentRow = {
        id: consent.id,
        account_id: consent.accountId,
        season_id: consent.seasonId,
        notice_id: consent.noticeId,
        text_version: consent.textVersion,
        channel: consent.channel,
        given_at: consent.givenAt,
        withdrawn_at: consent.withdrawnAt,
        guardian: sealed(cipher, guardian, `consents.guardian:${consent.id}`),
      };
      read.delete(consent.accountId);
      sql.later(insertInto('consents', [row]));
    },
    withdraw: (accountId, noticeId, at) => {
      read.delete(accountId);
      const where = 'account_id = ? AND notice_id = ? AND withdrawn_at IS NULL';
      return sql.change(
        statement(`UPDATE consents SET withdrawn_at = ? WHERE ${where}`, [at, accountId, noticeId]),
      );
    },
    removeAllOf: async (accountId) => {
      read.delete(accountId);
      await sql.change(statement('DELETE FROM consents WHERE account_id = ?', [accountId]));
    },
  };
}

function toConsent(row: ConsentRow, cipher: FieldCipher): Consent {
  const guardian = opened(cipher, row.guardian, `consents.guardian:${row.id}`);
  return {
    id: row.id,
    accountId: row.account_id,
    seasonId: row.season_id,
    noticeId: row.notice_id as Consent['noticeId'],
    textVersion: row.text_version,
    channel: row.channel as Consent['channel'],
    givenAt: row.given_at,
    withdrawnAt: row.withdrawn_at,
    guardian: guardian === null ? null : (JSON.parse(guardian) as Consent['guardian']),
  };
}
