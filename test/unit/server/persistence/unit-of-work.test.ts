import type { Engine, Link } from '../../../../server/persistence/link';
import type { SqlSession } from '../../../../server/persistence/sql-session';
import { StatementError, type FailureKind } from '../../../../server/persistence/statement-error';
import { createTransactions } from '../../../../server/persistence/unit-of-work';
import { statement } from '../../../../server/persistence/sql';
import { undone } from '../../../../server/use-cases/ports/storage';
import { StorageUnavailableError } from '../../../../server/use-cases/ports/storage-errors';

type Failure = [kind: FailureKind, code: string];

/** An engine that notes each round trip and fails those of which the text matches. */
function scripted(failures: Record<string, Failure[]> = {}) {
  const trips: string[] = [];
  const pauses: number[] = [];
  const link: Link = {
    dialect: 'mysql',
    begin: 'BEGIN',
    execute: async (statements) => {
      const trip = statements.map((one) => one.text).join('; ');
      trips.push(trip);
      const [kind, code] =
        Object.entries(failures)
          .find(([part]) => trip.includes(part))?.[1]
          .shift() ?? [];
      if (kind && code) throw new StatementError(kind, code, '', trip);
      return statements.map(() => ({ rows: [], affected: 1 }));
    },
    rollback: async () => void trips.push('ROLLBACK'),
    manager: {} as Link['manager'],
  };
  const engine: Engine = { dialect: 'mysql', withLink: (work) => work(link), close: async () => undefined };
  const pause = async (attempt: number): Promise<void> => void pauses.push(attempt);
  return { trips, pauses, ...createTransactions({ engine, bind: (sql: SqlSession) => sql, pause }) };
}

const write = statement('UPDATE t');

describe('createTransactions', () => {
  it('lets the begin travel with the first statement and late writes with the commit', async () => {
    const { run, trips } = scripted();
    await run(async (sql) => {
      await sql.change(write);
      sql.later(statement('INSERT h'));
      sql.later(statement('INSERT o'));
    });
    expect(trips).toEqual(['BEGIN; UPDATE t', 'INSERT h; INSERT o; COMMIT']);
  });

  it('sends nothing at all for a unit that did nothing', async () => {
    const { run, trips } = scripted();
    expect(await run(async () => undone(5))).toBe(5);
    expect(await run(async () => 6)).toBe(6);
    expect(trips).toEqual([]);
  });

  it('sends late writes before a statement whose duplicate is an answer', async () => {
    const { run, trips } = scripted();
    await run(async (sql) => {
      sql.later(statement('INSERT h'));
      await sql.insertNew(statement('INSERT p'));
    });
    expect(trips).toEqual(['BEGIN; INSERT h', 'INSERT p', 'COMMIT']);
  });

  it('runs the work again after a deadlock, with growing pauses', async () => {
    const { run, trips, pauses } = scripted({
      UPDATE: [
        ['busy', 'A'],
        ['busy', 'B'],
      ],
    });
    expect(await run(async (sql) => sql.change(write))).toBe(1);
    expect(trips).toEqual([
      'BEGIN; UPDATE t',
      'ROLLBACK',
      'BEGIN; UPDATE t',
      'ROLLBACK',
      'BEGIN; UPDATE t',
      'COMMIT',
    ]);
    expect(pauses).toEqual([1, 2]);
  });

  it('gives up with a typed error when it stays busy', async () => {
    const { run, pauses } = scripted({
      UPDATE: Array.from({ length: 99 }, (): Failure => ['busy', 'DEADLOCK']),
    });
    await expect(run(async (sql) => sql.change(write))).rejects.toThrow(StorageUnavailableError);
    expect(pauses).toHaveLength(5);
  });

  it('tries once more after a cut connection, never after a statement that was too slow', async () => {
    const cut = scripted({ UPDATE: [['lost', 'ECONNRESET']] });
    expect(await cut.run(async (sql) => sql.change(write))).toBe(1);
    const twice = scripted({
      UPDATE: [
        ['lost', 'ECONNRESET'],
        ['lost', 'ECONNRESET'],
      ],
    });
    await expect(twice.run(async (sql) => sql.change(write))).rejects.toThrow(StorageUnavailableError);
    const slow = scripted({ UPDATE: [['lost', 'PROTOCOL_SEQUENCE_TIMEOUT']] });
    await expect(slow.run(async (sql) => sql.change(write))).rejects.toThrow(StorageUnavailableError);
    expect(slow.trips).toEqual(['BEGIN; UPDATE t']);
  });

  it('does not run the work again when the answer to the commit was lost', async () => {
    let runs = 0;
    const { run } = scripted({ COMMIT: [['lost', 'ECONNRESET']] });
    const unit = run(async (sql) => {
      runs += 1;
      await sql.change(write);
    });
    await expect(unit).rejects.toThrow(StorageUnavailableError);
    expect(runs).toBe(1);
  });

  it('rolls back and passes on what the work threw', async () => {
    const { run, trips } = scripted();
    const unit = run(async (sql) => {
      await sql.change(write);
      throw new TypeError('a bug');
    });
    await expect(unit).rejects.toThrow(TypeError);
    expect(trips.at(-1)).toBe('ROLLBACK');
  });

  it('refuses late writes outside a unit', async () => {
    const { read } = scripted();
    await expect(read(async (sql) => sql.later(write))).rejects.toThrow('unit of work');
  });
});
