import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, int, text, unique, varchar } from './tables';

export class CreateReview1764000003000 implements MigrationInterface {
  readonly name = 'CreateReview1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'staff',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('userid', 64, { nullable: true }),
        text('email', { nullable: true }),
        text('name'),
        varchar('roles', 255),
        int('on_duty'),
        varchar('mobile_hash', 64, { nullable: true }),
        varchar('document_hash', 64, { nullable: true }),
      ],
      indices: [unique('userid')],
    });
    await createTable(runner, {
      name: 'staff_sites',
      columns: [varchar('staff_id', 64, { primary: true }), varchar('site_code', 16, { primary: true })],
      indices: [index('site_code')],
    });
    await createTable(runner, {
      name: 'review_cards',
      columns: [
        varchar('task_id', 128, { primary: true }),
        varchar('registration_id', 64),
        int('revision'),
        varchar('userid', 64),
        text('response_code', { nullable: true }),
        bigint('sent_at'),
        bigint('settled_at', { nullable: true }),
      ],
      indices: [index('registration_id', 'settled_at')],
    });
    await createTable(runner, {
      name: 'review_views',
      columns: [
        varchar('registration_id', 64, { primary: true }),
        int('revision', { primary: true }),
        varchar('staff_id', 64, { primary: true }),
        bigint('at'),
      ],
      indices: [],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['review_views', 'review_cards', 'staff_sites', 'staff'])
      await runner.dropTable(name, true);
  }
}
