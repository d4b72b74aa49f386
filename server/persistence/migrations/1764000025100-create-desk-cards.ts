import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, text, varchar } from './tables';

/** Cards that called the desk, so that they say who has taken the conversation. */
export class CreateDeskCards1764000025100 implements MigrationInterface {
  readonly name = 'CreateDeskCards1764000025100';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'desk_cards',
      columns: [
        varchar('task_id', 128, { primary: true }),
        varchar('handoff_id', 64),
        varchar('userid', 64),
        text('response_code', { nullable: true }),
        bigint('sent_at'),
        bigint('settled_at', { nullable: true }),
      ],
      indices: [index('handoff_id', 'settled_at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('desk_cards', true);
  }
}
