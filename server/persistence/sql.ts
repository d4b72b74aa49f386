import type { EntitySchema, ObjectLiteral, Repository } from 'typeorm';

export type Dialect = 'mysql' | 'sqlite';

/** All that may reach the database as a value: nothing is turned into text on the way. */
export type SqlValue = string | number | null;

export interface Statement {
  /** With `?` for each value. Both dialects take backquoted names. */
  text: string;
  values: readonly SqlValue[];
  /** What it does as long as nobody was faster; a unit of work that trusts in it need not wait for the answer. */
  expects?: Expectation;
}

export interface Expectation {
  rows: number;
  /** An insert fails by itself when it cannot; an update that hits nothing has to be made to. */
  byItself: boolean;
}

export interface SqlResult {
  rows: object[];
  /** Rows that matched an update or delete, or were inserted. */
  affected: number;
}

/** One connection, in or outside of a transaction, as repositories use it. */
export interface Sql {
  readonly dialect: Dialect;
  /** Asks. Statements asked side by side, before any of them is awaited, share one round trip in their order. */
  rows<Row extends object>(text: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs one statement, likewise; returns how many rows it hit. */
  change(statement: Statement): Promise<number>;
  /** Runs several statements in one round trip, in order; the first that fails ends it. */
  batch(statements: readonly Statement[]): Promise<SqlResult[]>;
  /** Inserts; false when a unique key is taken already, on `column` when it is named. */
  insertNew(statement: Statement, column?: string): Promise<boolean>;
  /** Updates; `conflict` when a unique key is taken. */
  changeUnique(statement: Statement): Promise<number | { conflict: string }>;
  /** Sends the statement with the next one, or with the commit. For writes whose outcome nobody asks for. */
  later(statement: Statement): void;
  /** TypeORM's repository on the same connection, for what is read and written seldom. */
  table<Row extends ObjectLiteral>(entity: EntitySchema<Row>): Promise<Repository<Row>>;
}

/** Values of columns; a key is always written in the source, never taken from input. */
export type Columns = Record<string, SqlValue>;

export function statement(text: string, values: readonly SqlValue[] = []): Statement {
  return { text, values };
}

/** `INSERT` of one or more rows with the same columns. */
export function insertInto(table: string, rows: readonly [Columns, ...Columns[]]): Statement {
  const names = Object.keys(rows[0]);
  const places = `(${placeholders(names.length)})`;
  const text = `INSERT INTO \`${table}\` (${names.map(quoted).join(', ')}) VALUES ${rows.map(() => places).join(', ')}`;
  return {
    text,
    values: rows.flatMap((row) => names.map((name) => row[name] ?? null)),
    expects: { rows: rows.length, byItself: true },
  };
}

export interface Upsert {
  table: string;
  rows: readonly [Columns, ...Columns[]];
  /** Columns of the unique key that decides. */
  key: readonly [string, ...string[]];
  /** Columns taken over from the new row; none leaves the old row as it is. */
  update: readonly string[];
  /** Columns to which the new row's value is added. */
  add?: readonly string[];
}

export function upsertInto(dialect: Dialect, { table, rows, key, update, add = [] }: Upsert): Statement {
  const insert = insertInto(table, rows);
  const fresh = (name: string): string =>
    dialect === 'mysql' ? `VALUES(${quoted(name)})` : `excluded.${quoted(name)}`;
  const changes = [
    ...update.map((name) => `${quoted(name)} = ${fresh(name)}`),
    ...add.map((name) => `${quoted(name)} = \`${table}\`.${quoted(name)} + ${fresh(name)}`),
  ];
  return { text: `${insert.text} ${onDuplicate(dialect, key, changes)}`, values: insert.values };
}

function onDuplicate(dialect: Dialect, key: readonly [string, ...string[]], changes: string[]): string {
  if (dialect === 'sqlite') {
    const target = `ON CONFLICT (${key.map(quoted).join(', ')})`;
    return changes.length > 0 ? `${target} DO UPDATE SET ${changes.join(', ')}` : `${target} DO NOTHING`;
  }
  const unchanged = `${quoted(key[0])} = ${quoted(key[0])}`;
  return `ON DUPLICATE KEY UPDATE ${changes.length > 0 ? changes.join(', ') : unchanged}`;
}

/**
 * `UPDATE` of the rows whose columns equal `where`; null there means IS NULL. An empty `where` is refused. One that names
 * the row's version, or what is still open, was judged by the row as read: it expects to hit that one row.
 */
export function updateOf(table: string, set: Columns, where: Columns): Statement {
  const names = Object.keys(set);
  const condition = matching(where);
  const judged = 'version' in where || Object.values(where).includes(null);
  return {
    text: `UPDATE \`${table}\` SET ${names.map((name) => `${quoted(name)} = ?`).join(', ')} WHERE ${condition.text}`,
    values: [...names.map((name) => set[name] ?? null), ...condition.values],
    ...(judged && { expects: { rows: 1, byItself: false } }),
  };
}

function matching(where: Columns): Statement {
  const names = Object.keys(where);
  if (names.length === 0) throw new Error('A condition is needed');
  return {
    text: names
      .map((name) => (where[name] === null ? `${quoted(name)} IS NULL` : `${quoted(name)} = ?`))
      .join(' AND '),
    values: names.flatMap((name) => where[name] ?? []),
  };
}

/** Counts rows of a table up to `most` and one more, reading no further; `from` is the table with its condition. */
export function countUpTo(from: string, values: readonly SqlValue[], most: number): Statement {
  return statement(`SELECT COUNT(*) AS count FROM (SELECT 1 FROM ${from} LIMIT ?) counted`, [
    ...values,
    most + 1,
  ]);
}

/** Ends a `SELECT` whose rows nobody else may change until the unit ends; SQLite has one unit of work at a time. */
export function forUpdate(dialect: Dialect): string {
  return dialect === 'mysql' ? ' FOR UPDATE' : '';
}

/** `?, ?, ?` for a list of values. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

function quoted(name: string): string {
  return `\`${name}\``;
}
