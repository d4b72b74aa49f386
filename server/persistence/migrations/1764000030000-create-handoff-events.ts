import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, varchar } from './tables';

/** The hands that conversations of the support desk went through. */
export class CreateHandoffEvents1764000030000 implements MigrationInterface {
  readonly name = 'CreateHandoffEvents1764000030000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'handoff_events',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('account_id', 64),
        varchar('handoff_id', 64),
        varchar('what', 16),
        varchar('from_staff_id', 64, { nullable: true }),
        varchar('to_staff_id', 64, { nullable: true }),
        varchar('reason', 32, { nullable: true }),
        bigint('at'),
      ],
      indices: [index('account_id', 'at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('handoff_events', true);
  }
}
