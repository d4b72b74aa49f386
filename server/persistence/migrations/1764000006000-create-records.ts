import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, int, longText, serial, text, unique, varchar } from './tables';

export class CreateRecords1764000006000 implements MigrationInterface {
  readonly name = 'CreateRecords1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'season_versions',
      columns: [
        varchar('season_id', 32, { primary: true }),
        int('version', { primary: true }),
        varchar('digest', 64),
        longText('body'),
        bigint('over_at'),
        bigint('saved_at'),
      ],
      indices: [index('over_at')],
    });
    await createTable(runner, {
      name: 'idempotent_calls',
      columns: [
        varchar('caller', 128, { primary: true }),
        varchar('call_key', 128, { primary: true }),
        varchar('route', 128),
        varchar('request_hash', 64),
        int('response_status', { nullable: true }),
        longText('response_body', { nullable: true }),
        bigint('created_at'),
      ],
      indices: [index('created_at')],
    });
    await createTable(runner, {
      name: 'audit_events',
      columns: [
        serial('seq'),
        varchar('id', 64),
        varchar('action', 64),
        varchar('actor_role', 16),
        varchar('actor_id', 64),
        varchar('actor_channel', 16),
        varchar('registration_id', 64, { nullable: true }),
        varchar('from_state', 64, { nullable: true }),
        varchar('to_state', 64, { nullable: true }),
        int('revision', { nullable: true }),
        text('reason', { nullable: true }),
        bigint('at'),
      ],
      indices: [unique('id'), index('registration_id', 'at'), index('at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['audit_events', 'idempotent_calls', 'season_versions'])
      await runner.dropTable(name, true);
  }
}
