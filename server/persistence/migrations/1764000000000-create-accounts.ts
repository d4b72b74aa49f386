import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, int, text, unique, varchar } from './tables';

export class CreateAccounts1764000000000 implements MigrationInterface {
  readonly name = 'CreateAccounts1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'accounts',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('state', 16),
        text('email', { nullable: true }),
        varchar('email_key', 64, { nullable: true }),
        bigint('email_verified_at', { nullable: true }),
        text('mobile', { nullable: true }),
        varchar('mobile_key', 64, { nullable: true }),
        bigint('mobile_verified_at', { nullable: true }),
        varchar('password_hash', 255, { nullable: true }),
        varchar('locale', 8),
        bigint('created_at'),
        int('version'),
      ],
      indices: [unique('email_key'), unique('mobile_key')],
    });
    await createTable(runner, {
      name: 'identities',
      columns: [
        varchar('kind', 24, { primary: true }),
        varchar('value_key', 64, { primary: true }),
        text('value'),
        varchar('account_id', 64),
        bigint('bound_at'),
      ],
      indices: [index('account_id')],
    });
    await createTable(runner, {
      name: 'logins',
      columns: [
        varchar('token_hash', 64, { primary: true }),
        varchar('account_id', 64, { nullable: true }),
        text('openid'),
        text('unionid', { nullable: true }),
        bigint('created_at'),
        bigint('expires_at'),
      ],
      indices: [index('account_id'), index('expires_at')],
    });
    await createTable(runner, {
      name: 'verifications',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('account_id', 64),
        varchar('purpose', 24),
        varchar('via', 8),
        text('target'),
        varchar('target_key', 64),
        varchar('code_hash', 64),
        varchar('link_hash', 64),
        int('tries_left'),
        bigint('created_at'),
        bigint('expires_at'),
        bigint('used_at', { nullable: true }),
        text('about', { nullable: true }),
      ],
      indices: [
        unique('link_hash'),
        index('account_id', 'purpose', 'created_at'),
        index('target_key', 'created_at'),
      ],
    });
    await createTable(runner, {
      name: 'links',
      columns: [
        varchar('token_hash', 64, { primary: true }),
        varchar('purpose', 24),
        varchar('account_id', 64),
        text('payload'),
        int('single_use'),
        bigint('created_at'),
        bigint('expires_at'),
        bigint('used_at', { nullable: true }),
      ],
      indices: [index('expires_at')],
    });
    await createTable(runner, {
      name: 'consents',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('account_id', 64),
        varchar('season_id', 32, { nullable: true }),
        varchar('notice_id', 32),
        varchar('text_version', 64),
        varchar('channel', 16),
        bigint('given_at'),
        bigint('withdrawn_at', { nullable: true }),
        text('guardian', { nullable: true }),
      ],
      indices: [index('account_id', 'given_at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['consents', 'links', 'verifications', 'logins', 'identities', 'accounts'])
      await runner.dropTable(name, true);
  }
}
