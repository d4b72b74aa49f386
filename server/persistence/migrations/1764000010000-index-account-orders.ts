import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex, index } from './tables';

/** A person looks at all orders of their account. */
export class IndexAccountOrders1764000010000 implements MigrationInterface {
  readonly name = 'IndexAccountOrders1764000010000';

  async up(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'orders', index('account_id', 'created_at'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'orders', index('account_id', 'created_at'));
  }
}
