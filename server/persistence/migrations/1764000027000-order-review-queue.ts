import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex, index } from './tables';

const BEFORE = index('site_code', 'decide_by', 'registration_id');
const NOW = [
  index('site_code', 'decide_by', 'submitted_at', 'registration_id'),
  index('site_code', 'claimed_until'),
];

/** The queue's order in full, and what somebody is at, found without reading the whole queue of a site. */
export class OrderReviewQueue1764000027000 implements MigrationInterface {
  readonly name = 'OrderReviewQueue1764000027000';

  async up(runner: QueryRunner): Promise<void> {
    for (const one of NOW) await addIndex(runner, 'review_queue', one);
    await dropIndex(runner, 'review_queue', BEFORE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'review_queue', BEFORE);
    for (const one of NOW) await dropIndex(runner, 'review_queue', one);
  }
}
