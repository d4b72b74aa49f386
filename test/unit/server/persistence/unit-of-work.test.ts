import type { Engine, Link } from '../../../../server/persistence/link';
import type { SqlSession } from '../../../../server/persistence/sql-session';
import { StatementError, type FailureKind } from '../../../../server/persistence/statement-error';
import { createTransactions } from '../../../../server/persistence/unit-of-work';
import { insertInto, statement, updateOf } from '../../../../server/persistence/sql';
import { undone } from '../../../../server/use-cases/ports/storage';
import {
  StorageConflictError,
  StorageUnavailableError,
} from '../../../../server/use-cases/ports/storage-errors';

type Failure = [kind: FailureKind, code: string];

const TRUST = {
  begun: statement('BEGUN'),
  hitOne: statement('HIT'),
  inTime: () => statement('IN TIME'),
};

/** An engine that notes each round trip and fails those of which the text matches. */
function scripted(failures: Record<string, Failure[]> = {}, options: { trusting?: boolean } = {}) {
  const trips: string[] = [];
  const pauses: number[] = [];
  const link: Link = {
    dialect: 'mysql',
    begin: 'BEGIN',
    ...(options.trusting && { trust: TRUST }),
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

  it('sends the commit by itself after a first trip, whose loss lets the unit run again', async () => {
    const { run, trips } = scripted({ INSERT: [['lost', 'ECONNRESET']] });
    await run(async (sql) => sql.later(statement('INSERT h')));
    expect(trips).toEqual(['BEGIN; INSERT h', 'BEGIN; INSERT h', 'COMMIT']);
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

const judged = updateOf('t', { a: 1 }, { id: 'x', version: 3 });
const UPDATE = judged.text;
const added = insertInto('h', [{ a: 1 }]);

describe('createTransactions, where nobody is faster', () => {
  it('sends a judged update, what rests on it and the commit in one round trip', async () => {
    const { run, trips } = scripted({}, { trusting: true });
    const hit = await run(async (sql) => {
      await sql.rows('SELECT');
      const changed = await sql.change(judged);
      return changed === 1 && (await sql.insertNew(added)) && (await sql.changeUnique(judged));
    });
    expect(hit).toBe(1);
    expect(trips).toEqual([
      'BEGIN; BEGUN; SELECT',
      `${UPDATE}; HIT; ${added.text}; ${UPDATE}; HIT; IN TIME; COMMIT`,
    ]);
  });

  it('sends it with the next question, which sees it', async () => {
    const { run, trips } = scripted({}, { trusting: true });
    await run(async (sql) => {
      await sql.change(judged);
      await sql.rows('SELECT');
    });
    expect(trips).toEqual([`BEGIN; BEGUN; ${UPDATE}; HIT; SELECT`, 'COMMIT']);
  });

  it.each(['missed', 'duplicate'] as const)('waits for each answer once it was beaten: %s', async (kind) => {
    const { run, trips } = scripted({ HIT: [[kind, 'BEATEN']] }, { trusting: true });
    expect(await run(async (sql) => sql.change(judged))).toBe(1);
    const judging = `BEGIN; BEGUN; ${UPDATE}`;
    expect(trips).toEqual([`${judging}; HIT`, 'ROLLBACK', judging, 'COMMIT']);
  });

  it('runs again, before it lets an error out that may rest on an unproven answer', async () => {
    const { run, trips } = scripted({}, { trusting: true });
    let runs = 0;
    const unit = run(async (sql) => {
      runs += 1;
      await sql.change(judged);
      throw new TypeError('a bug');
    });
    await expect(unit).rejects.toThrow(TypeError);
    expect([runs, trips]).toEqual([2, [`BEGIN; BEGUN; ${UPDATE}`, 'ROLLBACK']]);
  });

  it('tells a duplicate that stays one by the name of its key', async () => {
    const { run } = scripted({
      INSERT: [
        ['duplicate', 'A'],
        ['duplicate', 'B'],
      ],
    });
    await expect(run(async (sql) => sql.change(added))).rejects.toThrow(StorageConflictError);
  });

  it('waits for an update that was not judged by the row as read', async () => {
    const { run, trips } = scripted({}, { trusting: true });
    await run(async (sql) => sql.change(updateOf('t', { a: 1 }, { id: 'x' })));
    expect(trips).toEqual(['BEGIN; BEGUN; UPDATE `t` SET `a` = ? WHERE `id` = ?', 'COMMIT']);
  });
});
