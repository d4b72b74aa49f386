import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, int, serial, unique, varchar } from './tables';

/** Tables whose rows are added and read, never changed (PR10). */
export const APPEND_ONLY = ['audit_events', 'audit_chain'] as const;

/** The chain over the audit. On SQLite triggers keep both tables as they are; on MySQL the grants do (grant-application.ts). */
export class ChainAudit1764000020000 implements MigrationInterface {
  readonly name = 'ChainAudit1764000020000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'audit_chain',
      columns: [
        serial('seq'),
        int('first_event'),
        int('last_event'),
        int('events'),
        varchar('previous_hash', 64),
        varchar('hash', 64),
        bigint('sealed_at'),
      ],
      // Two processes that seal at once: one of them fails.
      indices: [unique('previous_hash'), unique('first_event')],
    });
    if (runner.connection.options.type === 'mysql') return;
    for (const trigger of guardTriggers()) await runner.query(trigger);
  }

  async down(runner: QueryRunner): Promise<void> {
    if (runner.connection.options.type !== 'mysql') {
      for (const name of triggerNames()) await runner.query(`DROP TRIGGER IF EXISTS ${name}`);
    }
    await runner.dropTable('audit_chain', true);
  }
}

const ACTS = ['UPDATE', 'DELETE'] as const;

/** Statements of SQLite that make the tables append-only. */
export function guardTriggers(): string[] {
  return APPEND_ONLY.flatMap((table) =>
    ACTS.map(
      (act) =>
        `CREATE TRIGGER IF NOT EXISTS ${triggerName(table, act)} BEFORE ${act} ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    ),
  );
}

export function triggerNames(): string[] {
  return APPEND_ONLY.flatMap((table) => ACTS.map((act) => triggerName(table, act)));
}

function triggerName(table: string, act: string): string {
  return `${table}_no_${act.toLowerCase()}`;
}
