import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, bigint, createTable, dropIndex, index, int, text, varchar } from './tables';

/** Refunds that wait for a person are found among all of them. */
const REFUNDS_BY_STATE = index('state', 'created_at');

/** What staff prove who they are with: password, second factor, and the links that set them. */
export class CreateStaffAccess1764000026000 implements MigrationInterface {
  readonly name = 'CreateStaffAccess1764000026000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'staff_credentials',
      columns: [
        varchar('staff_id', 64, { primary: true }),
        varchar('password_hash', 255, { nullable: true }),
        text('totp_secret', { nullable: true }),
        text('totp_pending', { nullable: true }),
        bigint('totp_step', { nullable: true }),
        bigint('totp_enrolled_at', { nullable: true }),
        text('recovery_codes'),
        int('misses'),
        bigint('locked_until', { nullable: true }),
        bigint('sessions_since'),
      ],
      indices: [],
    });
    await createTable(runner, {
      name: 'staff_links',
      columns: [
        varchar('token_hash', 64, { primary: true }),
        varchar('staff_id', 64),
        varchar('purpose', 24),
        text('totp_secret'),
        bigint('created_at'),
        bigint('expires_at'),
        bigint('used_at', { nullable: true }),
      ],
      indices: [index('staff_id', 'created_at'), index('expires_at')],
    });
    await addIndex(runner, 'refunds', REFUNDS_BY_STATE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'refunds', REFUNDS_BY_STATE);
    await runner.dropTable('staff_links', true);
    await runner.dropTable('staff_credentials', true);
  }
}
