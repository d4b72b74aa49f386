import type { Pool } from 'mysql2/promise';

// Millions of rows, copied by the server itself from one that the product has written.

/** Rows inserted by one statement. */
const AT_ONCE = 50_000;

/** Fills the table `bench_numbers` with each span of numbers in turn, for statements that copy one row for each. */
export async function forEachSpan(
  pool: Pool,
  { from, to }: { from: number; to: number },
  copy: () => Promise<void>,
): Promise<void> {
  await pool.query('CREATE TABLE IF NOT EXISTS bench_numbers (n INT PRIMARY KEY)');
  for (let first = from; first < to; first += AT_ONCE) {
    const last = Math.min(to, first + AT_ONCE) - 1;
    await pool.query('DELETE FROM bench_numbers');
    await pool.query(`INSERT INTO bench_numbers VALUES (${first})`);
    for (let made = 1; first + made <= last; made *= 2) {
      await pool.query(
        `INSERT INTO bench_numbers SELECT n + ${made} FROM bench_numbers WHERE n + ${made} <= ${last}`,
      );
    }
    await copy();
  }
}

/** Inserts a copy of one row of the table for each number `b.n`, but for the columns given; `where` leaves numbers out. */
export async function copyOf(
  pool: Pool,
  table: string,
  { changed, where = 'TRUE' }: { changed: Record<string, string>; where?: string },
): Promise<string> {
  const [rows] = await pool.query(
    `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND EXTRA NOT LIKE '%auto_increment%'`,
    [table],
  );
  const names = (rows as { name: string }[]).map((row) => row.name);
  const values = names.map((name) => changed[name] ?? `t.\`${name}\``);
  const columns = names.map((name) => `\`${name}\``).join(', ');
  return `INSERT INTO ${table} (${columns}) SELECT ${values.join(', ')}
    FROM (SELECT * FROM ${table} LIMIT 1) t CROSS JOIN bench_numbers b WHERE ${where}`;
}
