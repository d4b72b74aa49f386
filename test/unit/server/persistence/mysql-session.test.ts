import { MYSQL_SESSION, sessionProblem } from '../../../../server/persistence/mysql-session';

const good: Record<string, string> = {
  character_set_client: 'utf8mb4',
  character_set_connection: 'utf8mb4',
  character_set_results: 'utf8mb4',
  sql_mode: /sql_mode = '([^']+)'/.exec(MYSQL_SESSION.settings.join())?.[1] ?? '',
  time_zone: '+00:00',
  autocommit: 'ON',
  innodb_lock_wait_timeout: '2',
  completion_type: 'NO_CHAIN',
  tx_isolation: 'READ-COMMITTED',
};

function shown(changes: Record<string, string> = {}): { Variable_name: string; Value: string }[] {
  return Object.entries({ ...good, ...changes }).map(([name, value]) => ({
    Variable_name: name,
    Value: value,
  }));
}

describe('sessionProblem', () => {
  it('accepts what the settings ask for', () => {
    expect(sessionProblem(shown())).toBeNull();
  });

  it.each([
    ['character_set_client', 'utf8mb3', 'character_set_client'],
    ['time_zone', 'SYSTEM', 'time_zone'],
    ['autocommit', 'OFF', 'autocommit'],
    ['innodb_lock_wait_timeout', '50', 'innodb_lock_wait_timeout'],
    ['completion_type', 'CHAIN', 'completion_type'],
    ['tx_isolation', 'REPEATABLE-READ', 'isolation'],
    ['transaction_isolation', 'REPEATABLE-READ', 'isolation'],
    ['sql_mode', `${good['sql_mode']},NO_BACKSLASH_ESCAPES`, 'sql_mode'],
    ['sql_mode', '', 'sql_mode'],
  ])('refuses %s = %s', (name, value, problem) => {
    expect(sessionProblem(shown({ [name]: value }))).toBe(problem);
  });

  it('refuses a server that shows nothing', () => {
    expect(sessionProblem([])).not.toBeNull();
  });
});
