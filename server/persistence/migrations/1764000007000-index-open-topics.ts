import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex, index } from './tables';

/** What waits of one topic is asked often; without this each time every row that is due is looked through. */
export class IndexOpenTopics1764000007000 implements MigrationInterface {
  readonly name = 'IndexOpenTopics1764000007000';

  async up(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'outbox', index('topic', 'open_due_at'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'outbox', index('topic', 'open_due_at'));
  }
}
