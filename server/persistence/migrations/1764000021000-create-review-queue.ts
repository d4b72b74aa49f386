import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, createTable, index, varchar } from './tables';

/** What waits for a decision, in the order of its deadline, and who is at it. */
export class CreateReviewQueue1764000021000 implements MigrationInterface {
  readonly name = 'CreateReviewQueue1764000021000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'review_queue',
      columns: [
        varchar('registration_id', 64, { primary: true }),
        varchar('season_id', 32),
        varchar('site_code', 16),
        bigint('decide_by'),
        bigint('submitted_at'),
        varchar('claimed_by', 64, { nullable: true }),
        bigint('claimed_until', { nullable: true }),
      ],
      indices: [index('site_code', 'decide_by', 'registration_id')],
    });
    // Of those that wait already the deadline is not known here: they come first, until their season is planned anew.
    await runner.query(
      `INSERT INTO review_queue (registration_id, season_id, site_code, decide_by, submitted_at)
        SELECT id, season_id, site_code, COALESCE(submitted_for_review_at, updated_at), COALESCE(submitted_for_review_at, updated_at)
          FROM registrations
          WHERE state = 'pending' AND site_code IS NOT NULL AND id NOT IN (SELECT registration_id FROM review_queue)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('review_queue', true);
  }
}
