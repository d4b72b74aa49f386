import type { FieldCipher } from '../../use-cases/ports/secrets';
import type {
  StaffCredentialRepository,
  StaffCredentials,
  StaffLink,
  StaffLinkPurpose,
} from '../../use-cases/ports/staff-access';
import type { StaffCredentialsRow } from '../entities/staff-credentials';
import type { StaffLinkRow } from '../entities/staff-link';
import { forUpdate, insertInto, placeholders, statement, updateOf, upsertInto } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function staffCredentialRepository({ sql, cipher }: RepositoryContext): StaffCredentialRepository {
  const select = async (staffId: string, lock = ''): Promise<StaffCredentials | null> => {
    const text = `SELECT * FROM staff_credentials WHERE staff_id = ?${lock}`;
    const [row] = await sql.rows<StaffCredentialsRow>(text, [staffId]);
    return row ? toCredentials(row, cipher) : null;
  };
  return {
    find: (staffId) => select(staffId),
    findAll: async (staffIds) => {
      if (staffIds.length === 0) return [];
      const text = `SELECT * FROM staff_credentials WHERE staff_id IN (${placeholders(staffIds.length)})`;
      const rows = await sql.rows<StaffCredentialsRow>(text, staffIds);
      return rows.map((row) => toCredentials(row, cipher));
    },
    open: async (staffId) => {
      const row = toRow(blank(staffId), cipher);
      const table = 'staff_credentials';
      // Inserting where the row is there already takes its lock as well.
      await sql.change(upsertInto(sql.dialect, { table, rows: [row], key: ['staff_id'], update: [] }));
      return (await select(staffId, forUpdate(sql.dialect))) ?? blank(staffId);
    },
    save: async (credentials) => {
      const { staff_id, ...row } = toRow(credentials, cipher);
      sql.later(updateOf('staff_credentials', row, { staff_id }));
    },
    removeStrangers: async () => {
      const strangers = 'WHERE staff_id NOT IN (SELECT id FROM staff)';
      await sql.change(statement(`DELETE FROM staff_links ${strangers}`));
      return sql.change(statement(`DELETE FROM staff_credentials ${strangers}`));
    },
    findLink: async (tokenHash) => {
      const [row] = await sql.rows<StaffLinkRow>('SELECT * FROM staff_links WHERE token_hash = ?', [
        tokenHash,
      ]);
      return row ? toLink(row, cipher) : null;
    },
    hasLink: async (staffId, now) => {
      const text =
        'SELECT 1 FROM staff_links WHERE staff_id = ? AND used_at IS NULL AND expires_at > ? LIMIT 1';
      return (await sql.rows(text, [staffId, now])).length > 0;
    },
    insertLink: async (link) => sql.later(insertInto('staff_links', [toLinkRow(link, cipher)])),
    useLink: async (tokenHash, at) => {
      const text = 'UPDATE staff_links SET used_at = ? WHERE token_hash = ? AND used_at IS NULL';
      return (await sql.change(statement(text, [at, tokenHash]))) === 1;
    },
    endLinks: async (staffId, at) =>
      sql.later(
        statement('UPDATE staff_links SET used_at = ? WHERE staff_id = ? AND used_at IS NULL', [at, staffId]),
      ),
  };
}

function blank(staffId: string): StaffCredentials {
  return {
    ...{ staffId, passwordHash: null, totpSecret: null, totpPending: null, totpStep: null },
    ...{ totpEnrolledAt: null, recoveryCodes: [], misses: 0, lockedUntil: null, sessionsSince: 0 },
  };
}

function toRow(credentials: StaffCredentials, cipher: FieldCipher): StaffCredentialsRow {
  const { staffId } = credentials;
  return {
    staff_id: staffId,
    password_hash: credentials.passwordHash,
    totp_secret: sealed(cipher, credentials.totpSecret, `staff_credentials.totp_secret:${staffId}`),
    totp_pending: sealed(cipher, credentials.totpPending, `staff_credentials.totp_pending:${staffId}`),
    totp_step: credentials.totpStep,
    totp_enrolled_at: credentials.totpEnrolledAt,
    recovery_codes: JSON.stringify(credentials.recoveryCodes),
    misses: credentials.misses,
    locked_until: credentials.lockedUntil,
    sessions_since: credentials.sessionsSince,
  };
}

function toCredentials(row: StaffCredentialsRow, cipher: FieldCipher): StaffCredentials {
  const staffId = row.staff_id;
  return {
    staffId,
    passwordHash: row.password_hash,
    totpSecret: opened(cipher, row.totp_secret, `staff_credentials.totp_secret:${staffId}`),
    totpPending: opened(cipher, row.totp_pending, `staff_credentials.totp_pending:${staffId}`),
    totpStep: instant(row.totp_step),
    totpEnrolledAt: instant(row.totp_enrolled_at),
    recoveryCodes: JSON.parse(row.recovery_codes) as string[],
    misses: row.misses,
    lockedUntil: instant(row.locked_until),
    sessionsSince: Number(row.sessions_since),
  };
}

function instant(value: number | null): number | null {
  return value === null ? null : Number(value);
}

function toLinkRow(link: StaffLink, cipher: FieldCipher): StaffLinkRow {
  return {
    token_hash: link.tokenHash,
    staff_id: link.staffId,
    purpose: link.purpose,
    totp_secret: cipher.seal(link.totpSecret, `staff_links.totp_secret:${link.tokenHash}`),
    created_at: link.createdAt,
    expires_at: link.expiresAt,
    used_at: link.usedAt,
  };
}

function toLink(row: StaffLinkRow, cipher: FieldCipher): StaffLink {
  return {
    tokenHash: row.token_hash,
    staffId: row.staff_id,
    purpose: row.purpose as StaffLinkPurpose,
    totpSecret: cipher.open(row.totp_secret, `staff_links.totp_secret:${row.token_hash}`),
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
    usedAt: instant(row.used_at),
  };
}
