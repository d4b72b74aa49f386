import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, int, serial, text, unique, varchar } from './tables';

export class CreateChat1764000005000 implements MigrationInterface {
  readonly name = 'CreateChat1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'chats',
      columns: [
        varchar('external_key', 64, { primary: true }),
        text('external_user_id'),
        varchar('open_kf_id', 64),
        varchar('account_id', 64),
        bigint('last_customer_at', { nullable: true }),
        int('sent_since'),
        int('service_state'),
        varchar('servicer_userid', 64, { nullable: true }),
        int('version'),
      ],
      indices: [index('account_id')],
    });
    await createTable(runner, {
      name: 'transcript_lines',
      columns: [
        serial('seq'),
        varchar('id', 64),
        varchar('account_id', 64),
        varchar('channel', 16),
        varchar('message_id', 128),
        varchar('speaker', 16),
        text('text'),
        bigint('at'),
      ],
      indices: [unique('id'), unique('channel', 'message_id'), index('account_id', 'at')],
    });
    await createTable(runner, {
      name: 'handoffs',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('account_id', 64),
        text('external_user_id', { nullable: true }),
        varchar('reason', 32),
        varchar('state', 16),
        varchar('servicer_userid', 64, { nullable: true }),
        bigint('opened_at'),
        bigint('answer_by'),
        bigint('closed_at', { nullable: true }),
        varchar('open_key', 64, { nullable: true }),
        int('version'),
      ],
      indices: [unique('open_key'), index('state', 'answer_by')],
    });
    await createTable(runner, {
      name: 'permits',
      columns: [
        varchar('openid_key', 64, { primary: true }),
        varchar('template_id', 64, { primary: true }),
        int('balance'),
        bigint('at'),
      ],
      indices: [],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['permits', 'handoffs', 'transcript_lines', 'chats'])
      await runner.dropTable(name, true);
  }
}
