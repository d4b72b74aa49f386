import type { EntitySchema, ObjectLiteral, Repository } from 'typeorm';
import type { Link } from './link';
import { isKeyOn, StatementError } from './statement-error';
import { statement, type Dialect, type Sql, type SqlResult, type SqlValue, type Statement } from './sql';

/** A statement that waits for the others of the same instant. */
interface Asked {
  statement: Statement;
  resolve(result: SqlResult): void;
  reject(error: unknown): void;
}

const NOTHING: SqlResult = { rows: [], affected: 0 };

/**
 * The statements of one unit of work. Round trips are what a unit costs (performance.md 1), so the begin travels with
 * the first statement, statements asked side by side (`Promise.all`) travel together, and writes handed to `later` travel
 * with the next statement or with the commit.
 */
export class SqlSession implements Sql {
  readonly dialect: Dialect;
  private waiting: Statement[] = [];
  private asked: Asked[] = [];
  private begun = false;
  private failure: StatementError | null = null;
  private ended = false;

  constructor(
    private readonly link: Link,
    private readonly transactional: boolean,
  ) {
    this.dialect = link.dialect;
  }

  async rows<Row extends object>(text: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    const { rows } = await this.ask({ text, values });
    return rows as Row[];
  }

  async change(one: Statement): Promise<number> {
    const { affected } = await this.ask(one);
    return affected;
  }

  async batch(statements: readonly Statement[]): Promise<SqlResult[]> {
    try {
      return await this.send(statements);
    } catch (error) {
      throw this.fail(error);
    }
  }

  async insertNew(one: Statement, column?: string): Promise<boolean> {
    const outcome = await this.changeUnique(one);
    if (typeof outcome === 'number') return true;
    if (column === undefined || isKeyOn(outcome.conflict, column)) return false;
    throw this.fail(new StatementError('duplicate', 'DUPLICATE', outcome.conflict, one.text));
  }

  async changeUnique(one: Statement): Promise<number | { conflict: string }> {
    // Writes that wait go first and by themselves: a duplicate among them must not pass for one of this statement.
    if (this.waiting.length > 0) await this.batch([]);
    try {
      const [result] = await this.send([one]);
      return result?.affected ?? 0;
    } catch (error) {
      if (error instanceof StatementError && error.kind === 'duplicate') return { conflict: error.key };
      throw this.fail(error);
    }
  }

  later(one: Statement): void {
    this.assertOpen();
    if (!this.transactional) throw new Error('Writes need a unit of work');
    this.waiting.push(one);
  }

  async table<Row extends ObjectLiteral>(entity: EntitySchema<Row>): Promise<Repository<Row>> {
    if (this.waiting.length > 0 || (this.transactional && !this.begun)) await this.batch([]);
    this.assertOpen();
    return this.link.manager.getRepository(entity);
  }

  /** Commits, or throws what made that impossible; a statement that failed earlier makes it impossible. */
  async commit(): Promise<void> {
    if (this.failure) throw this.failure;
    const last = this.begun || this.waiting.length > 0 ? [statement('COMMIT')] : [];
    if (last.length > 0) await this.send(last);
    this.ended = true;
  }

  async rollback(): Promise<void> {
    this.ended = true;
    this.waiting = [];
    if (this.begun) await this.link.rollback();
  }

  /** Ends a session without a transaction: what still runs on it afterwards is refused. */
  end(): void {
    this.ended = true;
  }

  private ask(one: Statement): Promise<SqlResult> {
    return new Promise((resolve, reject) => {
      this.asked.push({ statement: one, resolve, reject });
      if (this.asked.length === 1) queueMicrotask(() => this.sendAsked());
    });
  }

  /** Sends what was asked so far, in one round trip. */
  private sendAsked(): void {
    const asked = this.asked;
    if (asked.length === 0) return;
    this.asked = [];
    this.sendNow(asked.map((one) => one.statement)).then(
      (results) => asked.forEach((one, position) => one.resolve(results[position] ?? NOTHING)),
      (error: unknown) => {
        const failure = this.fail(error);
        for (const one of asked) one.reject(failure);
      },
    );
  }

  private send(statements: readonly Statement[]): Promise<SqlResult[]> {
    // The connection works in order: what was asked before is answered before.
    this.sendAsked();
    return this.sendNow(statements);
  }

  private async sendNow(statements: readonly Statement[]): Promise<SqlResult[]> {
    this.assertOpen();
    const first = this.transactional && !this.begun ? [statement(this.link.begin)] : [];
    const all = [...first, ...this.waiting, ...statements];
    this.begun = this.transactional;
    this.waiting = [];
    if (all.length === 0) return [];
    const results = await this.link.execute(all);
    return results.slice(all.length - statements.length);
  }

  /** Remembers a failed statement: whoever swallows the error must not commit the rest. */
  private fail(error: unknown): unknown {
    if (error instanceof StatementError) this.failure ??= error;
    return error;
  }

  private assertOpen(): void {
    if (this.ended) throw new Error('This unit of work has ended');
  }
}
