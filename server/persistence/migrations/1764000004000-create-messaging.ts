import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, int, longText, serial, text, unique, varchar } from './tables';

export class CreateMessaging1764000004000 implements MigrationInterface {
  readonly name = 'CreateMessaging1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'outbox',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('topic', 64),
        varchar('dedup_key', 191),
        text('payload'),
        text('secret', { nullable: true }),
        varchar('group_key', 128, { nullable: true }),
        bigint('due_at'),
        bigint('open_due_at', { nullable: true }),
        varchar('claim_token', 64, { nullable: true }),
        varchar('claimed_by', 64, { nullable: true }),
        int('attempts'),
        varchar('last_error', 255, { nullable: true }),
        bigint('created_at'),
        bigint('done_at', { nullable: true }),
        bigint('parked_at', { nullable: true }),
      ],
      indices: [unique('dedup_key'), index('open_due_at'), index('group_key'), index('parked_at')],
    });
    await createTable(runner, {
      name: 'inbox',
      columns: [
        serial('seq'),
        varchar('id', 64),
        varchar('kind', 64),
        varchar('digest', 64),
        longText('content'),
        text('lane', { nullable: true }),
        varchar('open_lane_key', 64, { nullable: true }),
        bigint('received_at'),
        bigint('processed_at', { nullable: true }),
      ],
      indices: [
        unique('id'),
        unique('kind', 'digest'),
        index('open_lane_key', 'seq'),
        index('processed_at', 'received_at'),
      ],
    });
    await createTable(runner, {
      name: 'stream_cursors',
      columns: [varchar('name', 128, { primary: true }), text('cursor_value'), bigint('at')],
      indices: [],
    });
    await createTable(runner, {
      name: 'deliveries',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('outbox_id', 64),
        varchar('account_id', 64, { nullable: true }),
        varchar('channel', 16),
        varchar('topic', 64),
        varchar('outcome', 16),
        varchar('detail', 191, { nullable: true }),
        bigint('at'),
      ],
      indices: [index('outbox_id'), index('detail')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['deliveries', 'stream_cursors', 'inbox', 'outbox'])
      await runner.dropTable(name, true);
  }
}
