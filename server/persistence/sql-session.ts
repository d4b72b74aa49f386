import type { EntitySchema, ObjectLiteral, Repository } from 'typeorm';
import type { Link, TrustStatements } from './link';
import { isKeyOn, StatementError } from './statement-error';
import { statement, type Dialect, type Sql, type SqlResult, type SqlValue, type Statement } from './sql';

/** A statement that waits for the others of the same instant. */
interface Asked {
  statement: Statement;
  resolve(result: SqlResult): void;
  reject(error: unknown): void;
}

const NOTHING: SqlResult = { rows: [], affected: 0 };

export interface SessionMode {
  transactional: boolean;
  /**
   * Takes for granted that nobody was faster, as is nearly always so: updates and inserts that expect something are not
   * waited for and travel with the next statement or the commit. One that does not do what it expects fails the unit.
   */
  trusting: boolean;
}

/**
 * The statements of one unit of work. Round trips are what a unit costs (performance.md 1), so the begin travels with
 * the first statement, statements asked side by side (`Promise.all`) travel together, and writes handed to `later`, or
 * trusted in, travel with the next statement or with the commit.
 */
export class SqlSession implements Sql {
  readonly dialect: Dialect;
  private waiting: Statement[] = [];
  private asked: Asked[] = [];
  private begun = false;
  private failure: StatementError | null = null;
  private ended = false;
  private unproven = false;
  private readonly transactional: boolean;
  private readonly trusted: TrustStatements | null;
  private begunAt = 0;

  constructor(
    private readonly link: Link,
    { transactional, trusting }: SessionMode,
  ) {
    this.dialect = link.dialect;
    this.transactional = transactional;
    this.trusted = (transactional && trusting && link.trust) || null;
  }

  async rows<Row extends object>(text: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    const { rows } = await this.ask({ text, values });
    return rows as Row[];
  }

  async change(one: Statement): Promise<number> {
    const trusted = this.trust(one);
    if (trusted !== null) return trusted;
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
    if (this.trust(one) !== null) return true;
    const outcome = await this.changeUnique(one);
    if (typeof outcome === 'number') return true;
    if (column === undefined || isKeyOn(outcome.conflict, column)) return false;
    throw this.fail(new StatementError('duplicate', 'DUPLICATE', outcome.conflict, one.text));
  }

  async changeUnique(one: Statement): Promise<number | { conflict: string }> {
    const trusted = this.trust(one);
    if (trusted !== null) return trusted;
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

  /** True while answers were given that storage has not confirmed yet. */
  get trustsUnproven(): boolean {
    return this.unproven;
  }

  /**
   * Commits, or throws what made that impossible; a statement that failed earlier makes it impossible. `committing` is
   * called when the commit itself leaves: from then on a lost answer leaves it open what happened.
   */
  async commit(committing: () => void): Promise<void> {
    if (this.failure) throw this.failure;
    // By its first trip a unit learns that its connection was cut while it lay in the pool, and may run again: the commit
    // never travels there, since nobody could tell what became of it.
    if (!this.begun && this.waiting.length > 0) await this.send([]);
    if (this.begun) {
      committing();
      await this.send([...this.inTime(), statement('COMMIT')]);
    }
    this.ended = true;
  }

  private inTime(): Statement[] {
    const { trust } = this.link;
    return trust && this.waiting.length > 0 ? [trust.inTime(performance.now() - this.begunAt)] : [];
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

  /** The rows it will hit, when the statement may be trusted to do what it expects; null when it has to be waited for. */
  private trust(one: Statement): number | null {
    if (this.trusted === null || one.expects === undefined) return null;
    this.later(one);
    this.unproven = true;
    if (!one.expects.byItself) this.later(this.trusted.hitOne);
    return one.expects.rows;
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
    const first = this.transactional && !this.begun ? this.begin() : [];
    const all = [...first, ...this.waiting, ...statements];
    this.begun = this.transactional;
    this.waiting = [];
    if (all.length === 0) return [];
    const results = await this.link.execute(all);
    this.unproven = this.waiting.length > 0 && this.unproven;
    return results.slice(all.length - statements.length);
  }

  private begin(): Statement[] {
    const { begin, trust } = this.link;
    this.begunAt = performance.now();
    return trust ? [statement(begin), trust.begun] : [statement(begin)];
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
