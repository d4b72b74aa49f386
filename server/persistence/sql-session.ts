import type { EntitySchema, ObjectLiteral, Repository } from 'typeorm';
import type { Link } from './link';
import { isKeyOn, StatementError } from './statement-error';
import { statement, type Dialect, type Sql, type SqlResult, type SqlValue, type Statement } from './sql';

/**
 * The statements of one unit of work. Round trips are what a unit costs (performance.md 1), so the begin travels with
 * the first statement, and writes handed to `later` travel with the next statement or with the commit.
 */
export class SqlSession implements Sql {
  readonly dialect: Dialect;
  private waiting: Statement[] = [];
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
    const [result] = await this.batch([{ text, values }]);
    return (result?.rows ?? []) as Row[];
  }

  async change(one: Statement): Promise<number> {
    const [result] = await this.batch([one]);
    return result?.affected ?? 0;
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

  private async send(statements: readonly Statement[]): Promise<SqlResult[]> {
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
