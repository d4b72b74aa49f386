import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, int, text, unique, varchar } from './tables';

export class CreatePayments1764000002000 implements MigrationInterface {
  readonly name = 'CreatePayments1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'orders',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('registration_id', 64),
        varchar('account_id', 64),
        varchar('season_id', 32),
        text('subjects'),
        int('amount_fen'),
        varchar('description', 255),
        text('payer_openid'),
        varchar('state', 16),
        varchar('open_key', 64, { nullable: true }),
        varchar('prepay_id', 128, { nullable: true }),
        bigint('prepay_at', { nullable: true }),
        bigint('expires_at'),
        varchar('transaction_id', 64, { nullable: true }),
        bigint('succeeded_at', { nullable: true }),
        bigint('created_at'),
        int('version'),
      ],
      indices: [unique('open_key'), unique('transaction_id'), index('registration_id', 'created_at')],
    });
    await createTable(runner, {
      name: 'payments',
      columns: [
        varchar('transaction_id', 64, { primary: true }),
        varchar('order_id', 64),
        varchar('registration_id', 64),
        int('amount_fen'),
        bigint('succeeded_at'),
        bigint('learned_at'),
        varchar('outcome', 16),
        varchar('why', 64, { nullable: true }),
      ],
      indices: [index('registration_id', 'learned_at'), index('order_id')],
    });
    await createTable(runner, {
      name: 'refunds',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('transaction_id', 64),
        varchar('order_id', 64),
        varchar('registration_id', 64),
        int('amount_fen'),
        int('total_fen'),
        varchar('cause', 64),
        varchar('state', 16),
        bigint('created_at'),
        bigint('settled_at', { nullable: true }),
        int('version'),
      ],
      indices: [index('transaction_id'), index('registration_id', 'created_at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['refunds', 'payments', 'orders']) await runner.dropTable(name, true);
  }
}
