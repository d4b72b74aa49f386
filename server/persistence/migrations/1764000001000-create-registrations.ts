import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, int, longText, serial, text, unique, varchar } from './tables';

export class CreateRegistrations1764000001000 implements MigrationInterface {
  readonly name = 'CreateRegistrations1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'registrations',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('account_id', 64),
        varchar('season_id', 32),
        varchar('state', 16),
        int('version'),
        int('revision'),
        longText('answers'),
        longText('change_set', { nullable: true }),
        varchar('site_code', 16, { nullable: true }),
        varchar('photo_id', 64, { nullable: true }),
        text('seat', { nullable: true }),
        text('decision', { nullable: true }),
        varchar('document_key', 64, { nullable: true }),
        varchar('live_key', 128, { nullable: true }),
        varchar('live_document_key', 64, { nullable: true }),
        bigint('information_submitted_at', { nullable: true }),
        bigint('submitted_for_review_at', { nullable: true }),
        varchar('open_order_id', 64, { nullable: true }),
        bigint('delete_requested_at', { nullable: true }),
        text('delete_reason', { nullable: true }),
        bigint('created_at'),
        bigint('updated_at'),
      ],
      indices: [
        unique('live_key'),
        unique('live_document_key'),
        index('account_id', 'season_id', 'created_at'),
        index('season_id', 'site_code', 'state'),
        index('state', 'site_code', 'id'),
        index('document_key'),
      ],
    });
    await createTable(runner, {
      name: 'registration_subjects',
      columns: [
        varchar('registration_id', 64, { primary: true }),
        varchar('code', 16, { primary: true }),
        int('position'),
        int('fee_fen'),
        varchar('state', 16),
      ],
      indices: [index('code', 'state')],
    });
    await createTable(runner, {
      name: 'seats',
      columns: [
        varchar('season_id', 32, { primary: true }),
        varchar('site_code', 16, { primary: true }),
        varchar('subject_code', 16, { primary: true }),
        int('capacity', { nullable: true }),
        int('taken'),
      ],
      indices: [],
    });
    await createTable(runner, {
      name: 'photos',
      columns: [
        varchar('id', 64, { primary: true }),
        varchar('registration_id', 64),
        varchar('account_id', 64),
        varchar('file_name', 128),
        int('bytes'),
        text('measurements'),
        text('findings'),
        varchar('perceptual_hash', 64),
        bigint('created_at'),
      ],
      indices: [index('registration_id'), index('perceptual_hash')],
    });
    await createTable(runner, {
      name: 'tickets',
      columns: [
        varchar('registration_id', 64, { primary: true }),
        varchar('subject_code', 16, { primary: true }),
        varchar('ticket_number', 64),
        bigint('starts_at'),
        varchar('room', 128),
        varchar('seat', 64),
      ],
      indices: [],
    });
    await createTable(runner, {
      name: 'registration_history',
      columns: [
        serial('seq'),
        varchar('id', 64),
        varchar('registration_id', 64),
        varchar('event', 64),
        varchar('from_state', 16, { nullable: true }),
        varchar('to_state', 16),
        int('revision'),
        varchar('actor_role', 16),
        varchar('actor_id', 64),
        varchar('actor_channel', 16),
        text('reason', { nullable: true }),
        bigint('at'),
      ],
      indices: [unique('id'), index('registration_id', 'at')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [
      'registration_history',
      'tickets',
      'photos',
      'seats',
      'registration_subjects',
      'registrations',
    ])
      await runner.dropTable(name, true);
  }
}
