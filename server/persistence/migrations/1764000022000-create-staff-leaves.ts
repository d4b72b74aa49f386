import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bigint, createTable, dropColumn, index, varchar } from './tables';

const ON_BEHALF_OF = varchar('on_behalf_of', 255, { nullable: true });

/** Who of the staff is away, and for whom a decision was taken. */
export class CreateStaffLeaves1764000022000 implements MigrationInterface {
  readonly name = 'CreateStaffLeaves1764000022000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'staff_leaves',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('staff_id', 64),
        bigint('from_at'),
        bigint('until_at'),
        varchar('delegate_id', 64, { nullable: true }),
        varchar('entered_by', 64),
        bigint('created_at'),
        bigint('ended_at', { nullable: true }),
      ],
      indices: [index('until_at'), index('staff_id', 'until_at')],
    });
    await addColumn(runner, 'registration_history', ON_BEHALF_OF);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'registration_history', ON_BEHALF_OF.name);
    await runner.dropTable('staff_leaves', true);
  }
}
