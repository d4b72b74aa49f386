import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex, index } from './tables';

const PLAN = index('userid', 'settled_at');

/** How many cards of a member are still to be decided is counted before one more is sent. */
export class IndexOpenCards1764000035000 implements MigrationInterface {
  readonly name = 'IndexOpenCards1764000035000';

  up(runner: QueryRunner): Promise<void> {
    return addIndex(runner, 'review_cards', PLAN);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropIndex(runner, 'review_cards', PLAN);
  }
}
