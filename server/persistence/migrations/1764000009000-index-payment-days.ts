import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex, index } from './tables';

/** A day's bill is compared with the payments of that day. */
export class IndexPaymentDays1764000009000 implements MigrationInterface {
  readonly name = 'IndexPaymentDays1764000009000';

  async up(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'payments', index('succeeded_at'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'payments', index('succeeded_at'));
  }
}
