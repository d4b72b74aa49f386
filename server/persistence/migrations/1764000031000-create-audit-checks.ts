import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, int, text, varchar } from './tables';

/** Checks of the chain over the audit, so that a look through millions of events is made step by step by the workers. */
export class CreateAuditChecks1764000031000 implements MigrationInterface {
  readonly name = 'CreateAuditChecks1764000031000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'audit_checks',
      columns: [
        varchar('id', 64, { primary: true }),
        bigint('began_at'),
        bigint('finished_at', { nullable: true }),
        int('step'),
        text('found'),
      ],
      indices: [index('began_at'), index('finished_at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('audit_checks', true);
  }
}
