import { IsNull } from 'typeorm';
import type { Consent, ConsentRepository } from '../../use-cases/ports/accounts';
import type { FieldCipher } from '../../use-cases/ports/secrets';
import { ConsentEntity, type ConsentRow } from '../entities/consent';
import { insertInto } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function consentRepository({ sql, cipher }: RepositoryContext): ConsentRepository {
  return {
    listOf: async (accountId) => {
      const rows = await sql.rows<ConsentRow>(
        'SELECT * FROM consents WHERE account_id = ? AND withdrawn_at IS NULL ORDER BY given_at, id',
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
      sql.later(insertInto('consents', [row]));
    },
    withdraw: async (accountId, noticeId, at) => {
      const consents = await sql.table(ConsentEntity);
      const { affected } = await consents.update(
        { account_id: accountId, notice_id: noticeId, withdrawn_at: IsNull() },
        { withdrawn_at: at },
      );
      return affected ?? 0;
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
