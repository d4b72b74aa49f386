import type { Account, AccountRepository, VerificationPurpose } from '../../use-cases/ports/accounts';
import type { FieldCipher, KeyedHash } from '../../use-cases/ports/secrets';
import type { AccountRow } from '../entities/account';
import { insertInto, updateOf } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function accountRepository({ sql, cipher, keyedHash }: RepositoryContext): AccountRepository {
  const findWhere = async (condition: string, value: string): Promise<Account | null> => {
    const [row] = await sql.rows<AccountRow>(`SELECT * FROM accounts WHERE ${condition}`, [value]);
    return row ? toAccount(row, cipher) : null;
  };
  const proofsOf = async (accountId: string, now: number): Promise<ProofsRow | undefined> => {
    const [row] = await sql.rows<ProofsRow>(
      `SELECT ${waits('guardian_consent')} AS guardian, ${waits('login')} AS login`,
      [now, accountId, now, accountId],
    );
    return row;
  };
  return {
    find: (id) => findWhere('id = ?', id),
    findOfRegistration: (id) =>
      findWhere('id = (SELECT r.account_id FROM registrations r WHERE r.id = ?)', id),
    findOfLogin: (tokenHash) =>
      findWhere('id = (SELECT l.account_id FROM logins l WHERE l.token_hash = ?)', tokenHash),
    findBound: async (kind, value) => {
      const [row] = await sql.rows<AccountRow>(
        'SELECT a.* FROM accounts a JOIN identities i ON i.account_id = a.id WHERE i.kind = ? AND i.value_key = ?',
        [kind, keyedHash.hash(kind, value)],
      );
      return row ? toAccount(row, cipher) : null;
    },
    findByVerifiedEmail: (email) => findWhere('email_key = ?', emailKey(keyedHash, email)),
    findByVerifiedMobile: (mobile) => findWhere('mobile_key = ?', keyedHash.hash('mobile', mobile)),
    mattersOf: async (accountId, now) => {
      const [row] = await sql.rows<MattersRow>(
        `SELECT EXISTS(SELECT 1 FROM verifications WHERE account_id = ? AND used_at IS NULL AND expires_at > ?) AS waiting,
          EXISTS(SELECT 1 FROM handoffs WHERE account_id = ?) AS handoffs,
          EXISTS(SELECT 1 FROM proposals WHERE account_id = ?) AS proposals`,
        [accountId, now, accountId, accountId],
      );
      const proofs = row?.waiting === 1 ? await proofsOf(accountId, now) : undefined;
      return {
        guardianWaits: proofs?.guardian === 1,
        loginWaits: proofs?.login === 1,
        hasHandoffs: row?.handoffs === 1,
        hasProposals: row?.proposals === 1,
      };
    },
    insert: async (account) => {
      await sql.change(insertInto('accounts', [toRow(account, cipher, keyedHash)]));
    },
    save: async (account) => {
      const { id, ...row } = toRow({ ...account, version: account.version + 1 }, cipher, keyedHash);
      const outcome = await sql.changeUnique(updateOf('accounts', row, { id, version: account.version }));
      if (typeof outcome !== 'number') return 'address_taken';
      return outcome === 1 ? 'saved' : 'version_conflict';
    },
    countAppTurn: async ({ id, appTurns }) => {
      const before = appTurns === 0 ? null : appTurns;
      const update = updateOf('accounts', { app_turns: appTurns + 1 }, { id, app_turns: before });
      return (await sql.change({ ...update, expects: { rows: 1, byItself: false } })) === 1;
    },
  };
}

interface MattersRow {
  /** Some proof that was asked for is still to come; which one is looked for besides, since most accounts have none. */
  waiting: number;
  handoffs: number;
  proposals: number;
}

interface ProofsRow {
  guardian: number | null;
  login: number | null;
}

/** Whether the newest proof of a purpose that was asked for is still to come; takes two values: now and the account. */
function waits(purpose: VerificationPurpose): string {
  return `(SELECT v.used_at IS NULL AND v.expires_at > ? FROM verifications v
    WHERE v.account_id = ? AND v.purpose = '${purpose}' ORDER BY v.created_at DESC, v.id DESC LIMIT 1)`;
}

/** Mail addresses are told apart without regard to case. */
function emailKey(keyedHash: KeyedHash, email: string): string {
  return keyedHash.hash('email', email.toLowerCase());
}

function toRow(account: Account, cipher: FieldCipher, keyedHash: KeyedHash): Omit<AccountRow, 'app_turns'> {
  const { id, email, mobile } = account;
  // A closed account frees its addresses; an unverified address proves nothing and blocks nobody (S7, S9).
  const holds = account.state !== 'closed';
  const ownsEmail = holds && email !== null && account.emailVerifiedAt !== null;
  const ownsMobile = holds && mobile !== null && account.mobileVerifiedAt !== null;
  return {
    id,
    state: account.state,
    email: sealed(cipher, email, `accounts.email:${id}`),
    email_key: ownsEmail ? emailKey(keyedHash, email) : null,
    email_verified_at: account.emailVerifiedAt,
    mobile: sealed(cipher, mobile, `accounts.mobile:${id}`),
    mobile_key: ownsMobile ? keyedHash.hash('mobile', mobile) : null,
    mobile_verified_at: account.mobileVerifiedAt,
    password_hash: account.passwordHash,
    locale: account.locale,
    created_at: account.createdAt,
    version: account.version,
  };
}

function toAccount(row: AccountRow, cipher: FieldCipher): Account {
  return {
    id: row.id,
    state: row.state as Account['state'],
    email: opened(cipher, row.email, `accounts.email:${row.id}`),
    emailVerifiedAt: row.email_verified_at,
    mobile: opened(cipher, row.mobile, `accounts.mobile:${row.id}`),
    mobileVerifiedAt: row.mobile_verified_at,
    passwordHash: row.password_hash,
    locale: row.locale as Account['locale'],
    createdAt: row.created_at,
    appTurns: row.app_turns ?? 0,
    version: row.version,
  };
}
