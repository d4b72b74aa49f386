export interface SessionVariable {
  Variable_name: string;
  Value: string;
}

const SQL_MODE = [
  'ERROR_FOR_DIVISION_BY_ZERO',
  'NO_ENGINE_SUBSTITUTION',
  'NO_ZERO_DATE',
  'NO_ZERO_IN_DATE',
  'ONLY_FULL_GROUP_BY',
  'STRICT_ALL_TABLES',
  'STRICT_TRANS_TABLES',
];

/** Seconds; the server's own default of 50 would hold a candidate that long (reliability.md 2). */
const LOCK_WAIT_SECONDS = 2;

/**
 * What every connection gets first, whatever the server's defaults. The mode also fixes how the driver has to escape
 * values, so it is checked and not only set.
 */
export const MYSQL_SESSION = {
  settings: [
    'SET NAMES utf8mb4 COLLATE utf8mb4_bin',
    `SET SESSION sql_mode = '${SQL_MODE.join(',')}', time_zone = '+00:00', autocommit = 1, innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`,
    // A commit ends there: it neither begins a transaction that nobody ends nor closes the connection.
    "SET SESSION completion_type = 'NO_CHAIN'",
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  ],
  question: `SHOW SESSION VARIABLES WHERE Variable_name IN ('character_set_client', 'character_set_connection',
    'character_set_results', 'sql_mode', 'time_zone', 'autocommit', 'innodb_lock_wait_timeout', 'completion_type',
    'tx_isolation', 'transaction_isolation')`,
} as const;

/** The first setting that did not take effect, by name; null when the session is as it has to be. */
export function sessionProblem(shown: readonly SessionVariable[]): string | null {
  const values = new Map(shown.map((one) => [one.Variable_name.toLowerCase(), one.Value]));
  const expected: [string, string][] = [
    ['character_set_client', 'utf8mb4'],
    ['character_set_connection', 'utf8mb4'],
    ['character_set_results', 'utf8mb4'],
    ['time_zone', '+00:00'],
    ['autocommit', 'ON'],
    ['innodb_lock_wait_timeout', String(LOCK_WAIT_SECONDS)],
    ['completion_type', 'NO_CHAIN'],
  ];
  const wrong = expected.find(([name, value]) => values.get(name) !== value);
  if (wrong) return wrong[0];
  // MariaDB and MySQL name it differently.
  if ((values.get('transaction_isolation') ?? values.get('tx_isolation')) !== 'READ-COMMITTED')
    return 'isolation';
  const modes = (values.get('sql_mode') ?? '').split(',').toSorted();
  return modes.join(',') === SQL_MODE.join(',') ? null : 'sql_mode';
}
