import {
  Table,
  TableIndex,
  type QueryRunner,
  type TableCheckOptions,
  type TableColumnOptions,
  type TableIndexOptions,
} from 'typeorm';

interface TablePlan {
  name: string;
  columns: TableColumnOptions[];
  indices: { columnNames: string[]; isUnique: boolean }[];
}

interface Flags {
  primary?: boolean;
  nullable?: boolean;
}

// Stands for the longest text until the dialect is known: MySQL's `text` ends at 64 KB, SQLite knows one size.
const LONG_TEXT = 'long text';

export function varchar(name: string, length: number, flags: Flags = {}): TableColumnOptions {
  return { name, type: 'varchar', length: String(length), ...columnFlags(flags) };
}

/** Up to 64 KB of UTF-8. */
export function text(name: string, flags: Flags = {}): TableColumnOptions {
  return { name, type: 'text', ...columnFlags(flags) };
}

/** Up to 16 MB of UTF-8. */
export function longText(name: string, flags: Flags = {}): TableColumnOptions {
  return { name, type: LONG_TEXT, ...columnFlags(flags) };
}

export function int(name: string, flags: Flags = {}): TableColumnOptions {
  return { name, type: 'int', ...columnFlags(flags) };
}

export function bigint(name: string, flags: Flags = {}): TableColumnOptions {
  return { name, type: 'bigint', ...columnFlags(flags) };
}

/** Numbers rows in the order of writing. SQLite does that for a column of type `integer` alone; MySQL knows it as `int`. */
export function serial(name: string): TableColumnOptions {
  return { name, type: 'integer', isPrimary: true, isGenerated: true, generationStrategy: 'increment' };
}

export function index(...columnNames: string[]): TablePlan['indices'][number] {
  return { columnNames, isUnique: false };
}

export function unique(...columnNames: string[]): TablePlan['indices'][number] {
  return { columnNames, isUnique: true };
}

/**
 * Creates the table with its indices unless it is there: on MySQL each statement commits by itself, so a migration
 * that was interrupted finds some of its tables made.
 */
export async function createTable(runner: QueryRunner, plan: TablePlan): Promise<void> {
  const collation = await exactCollation(runner);
  const table = new Table({
    name: plan.name,
    columns: plan.columns.map((column) => forDialect(column, collation)),
    indices: plan.indices.map((one) => namedIndex(plan.name, one)),
    checks: collation === null ? plan.columns.flatMap((column) => lengthCheck(plan.name, column)) : [],
  });
  await runner.createTable(table, true);
}

/** SQLite takes a text of any length: without a check, what fits there would fail on the servers only. */
function lengthCheck(table: string, { name, type, length }: TableColumnOptions): TableCheckOptions[] {
  const expression =
    type === 'varchar' ? `length("${name}") <= ${length}` : `length(CAST("${name}" AS BLOB)) <= 65535`;
  if (type !== 'varchar' && type !== 'text') return [];
  return [{ name: `${table}_${name}_length`, columnNames: [name], expression }];
}

/** Adds an index to a table that is there, unless an interrupted run has added it. */
export async function addIndex(
  runner: QueryRunner,
  table: string,
  plan: TablePlan['indices'][number],
): Promise<void> {
  const { name = '', ...rest } = namedIndex(table, plan);
  const found = await runner.getTable(table);
  if (found?.indices.some((one) => one.name === name)) return;
  await runner.createIndex(table, new TableIndex({ name, ...rest }));
}

/** Drops an index, unless an interrupted run has dropped it. */
export async function dropIndex(
  runner: QueryRunner,
  table: string,
  plan: TablePlan['indices'][number],
): Promise<void> {
  const { name = '' } = namedIndex(table, plan);
  const found = await runner.getTable(table);
  if (found?.indices.some((one) => one.name === name)) await runner.dropIndex(table, name);
}

/** Adds a column that old rows leave empty, unless an interrupted run has added it. Servers of before simply omit it. */
export async function addColumn(
  runner: QueryRunner,
  table: string,
  column: TableColumnOptions,
): Promise<void> {
  const found = await runner.getTable(table);
  if (found?.findColumnByName(column.name)) return;
  const { type, length, collation } = forDialect(column, await exactCollation(runner));
  const size = length ? `(${length})` : '';
  const comparison = collation ? ` CHARACTER SET utf8mb4 COLLATE ${collation}` : '';
  await runner.query(
    `ALTER TABLE \`${table}\` ADD COLUMN \`${column.name}\` ${type}${size}${comparison} NULL`,
  );
}

export async function dropColumn(runner: QueryRunner, table: string, column: string): Promise<void> {
  await runner.query(`ALTER TABLE \`${table}\` DROP COLUMN \`${column}\``);
}

function namedIndex(
  table: string,
  { columnNames, isUnique }: TablePlan['indices'][number],
): TableIndexOptions {
  return { name: `${table}_${columnNames.join('_')}`, columnNames, isUnique };
}

function columnFlags({ primary = false, nullable = false }: Flags): Partial<TableColumnOptions> {
  return { isPrimary: primary, isNullable: nullable };
}

function forDialect(column: TableColumnOptions, collation: string | null): TableColumnOptions {
  if (collation === null) return column.type === LONG_TEXT ? { ...column, type: 'text' } : column;
  if (!['varchar', 'text', LONG_TEXT].includes(column.type)) return column;
  const type = column.type === LONG_TEXT ? 'mediumtext' : column.type;
  return { ...column, type, charset: 'utf8mb4', collation };
}

/**
 * Names, codes and keys are compared exactly. Plain `utf8mb4_bin` still ignores trailing blanks, so the form that does
 * not is preferred; each of the two servers has one under its own name. SQLite compares exactly by itself.
 */
async function exactCollation(runner: QueryRunner): Promise<string | null> {
  if (runner.connection.options.type !== 'mysql') return null;
  const found: { name: string }[] = await runner.query(
    'SELECT COLLATION_NAME AS name FROM information_schema.COLLATIONS WHERE COLLATION_NAME IN (?, ?)',
    ['utf8mb4_nopad_bin', 'utf8mb4_0900_bin'],
  );
  return found[0]?.name ?? 'utf8mb4_bin';
}
