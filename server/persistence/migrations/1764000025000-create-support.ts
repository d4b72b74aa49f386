import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, int, text, unique, varchar } from './tables';

/** What support works with: corrections that candidates confirm, keys by which people are found, their last failed calls. */
export class CreateSupport1764000025000 implements MigrationInterface {
  readonly name = 'CreateSupport1764000025000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'proposals',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('account_id', 64),
        varchar('registration_id', 64),
        varchar('handoff_id', 64, { nullable: true }),
        varchar('staff_id', 64),
        varchar('state', 16),
        varchar('fields', 255),
        text('content', { nullable: true }),
        int('revision'),
        varchar('open_key', 64, { nullable: true }),
        bigint('created_at'),
        bigint('expires_at'),
        bigint('settled_at', { nullable: true }),
      ],
      indices: [
        unique('open_key'),
        index('account_id', 'created_at'),
        index('registration_id', 'created_at'),
      ],
    });
    await createTable(runner, {
      name: 'search_keys',
      columns: [
        varchar('kind', 16, { primary: true }),
        varchar('hash', 64, { primary: true }),
        varchar('registration_id', 64, { primary: true }),
      ],
      indices: [index('registration_id')],
    });
    await createTable(runner, {
      name: 'call_failures',
      columns: [
        varchar('account_id', 64, { primary: true }),
        int('slot', { primary: true }),
        varchar('code', 64),
        varchar('request_id', 64),
        varchar('route', 128),
        bigint('at'),
      ],
      indices: [],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['call_failures', 'search_keys', 'proposals']) await runner.dropTable(table, true);
  }
}
