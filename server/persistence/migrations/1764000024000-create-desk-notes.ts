import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, text, varchar } from './tables';

/** Internal notes of the support desk, sealed. */
export class CreateDeskNotes1764000024000 implements MigrationInterface {
  readonly name = 'CreateDeskNotes1764000024000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'desk_notes',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('account_id', 64),
        varchar('handoff_id', 64),
        varchar('staff_id', 64),
        varchar('kind', 16),
        text('text'),
        bigint('at'),
      ],
      indices: [index('account_id', 'at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('desk_notes', true);
  }
}
