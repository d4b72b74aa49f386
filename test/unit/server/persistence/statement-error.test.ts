import {
  isKeyOn,
  StatementError,
  toStatementError,
  toStorageError,
} from '../../../../server/persistence/statement-error';
import {
  StorageConflictError,
  StorageUnavailableError,
} from '../../../../server/use-cases/ports/storage-errors';

const mysql = (errno: number, code = 'ER_X', message = ''): object => ({ errno, code, message });

describe('toStatementError', () => {
  it.each([
    [mysql(1062, 'ER_DUP_ENTRY', "Duplicate entry '13900000001' for key 'accounts_mobile_key'"), 'duplicate'],
    [mysql(1213, 'ER_LOCK_DEADLOCK'), 'busy'],
    [mysql(1205, 'ER_LOCK_WAIT_TIMEOUT'), 'busy'],
    [
      mysql(1690, 'ER_DATA_OUT_OF_RANGE', "out of range in '(18446744073709551615 + row_count() <> 1)'"),
      'missed',
    ],
    [
      mysql(1690, 'ER_DATA_OUT_OF_RANGE', "out of range in '(1 + (unix_timestamp() - (@begun_at) > 3))'"),
      'busy',
    ],
    [
      mysql(1690, 'ER_DATA_OUT_OF_RANGE', "out of range in '(1 + (unix_timestamp() - (@`begun_at`) > 3))'"),
      'busy',
    ],
    [mysql(1290, 'ER_OPTION_PREVENTS_STATEMENT'), 'refused'],
    [mysql(1040, 'ER_CON_COUNT_ERROR'), 'refused'],
    [mysql(1114, 'ER_RECORD_FILE_FULL'), 'full'],
    [mysql(1064, 'ER_PARSE_ERROR'), 'bug'],
    [{ code: 'PROTOCOL_SEQUENCE_TIMEOUT' }, 'lost'],
    [{ code: 'PROTOCOL_CONNECTION_LOST', fatal: true }, 'lost'],
    [{ code: 'ECONNRESET', errno: -104 }, 'lost'],
    [{ code: 'SQLITE_BUSY' }, 'busy'],
    [{ code: 'SQLITE_FULL' }, 'full'],
    [{ code: 'SQLITE_READONLY_DBMOVED' }, 'refused'],
    [{ code: 'SQLITE_CONSTRAINT_UNIQUE', message: 'UNIQUE constraint failed: orders.open_key' }, 'duplicate'],
    [new Error('something else'), 'bug'],
    ['not even an error', 'bug'],
  ])('classifies %j as %s', (thrown, kind) => {
    expect(toStatementError(thrown, 'SELECT ?').kind).toBe(kind);
  });

  it('keeps the key of a duplicate and drops its value', () => {
    const error = toStatementError(
      mysql(1062, 'ER_DUP_ENTRY', "Duplicate entry '13900000001' for key 't.t_mobile_key'"),
    );
    expect(error.key).toBe('t.t_mobile_key');
    expect(`${error.message} ${error.stack}`).not.toContain('13900000001');
  });
});

describe('isKeyOn', () => {
  it.each(['orders_open_key', 'orders.orders_open_key', 'orders.open_key', 'orders.kind, orders.open_key'])(
    'finds the column in %s',
    (key) => {
      expect(isKeyOn(key, 'open_key')).toBe(true);
      expect(isKeyOn(key, 'pen_key')).toBe(false);
    },
  );
});

describe('toStorageError', () => {
  const failed = (kind: ConstructorParameters<typeof StatementError>[0]) =>
    toStorageError(new StatementError(kind, 'CODE', 'key', 'text'));

  it('makes the classes that callers know', () => {
    expect(failed('lost')).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', reason: 'CODE' });
    expect(failed('full')).toMatchObject({ code: 'STORAGE_FULL' });
    expect(failed('busy')).toBeInstanceOf(StorageUnavailableError);
    expect(failed('duplicate')).toBeInstanceOf(StorageConflictError);
    expect(failed('bug')).toBeInstanceOf(StatementError);
  });
});
