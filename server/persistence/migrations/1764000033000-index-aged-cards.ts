import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex, index } from './tables';

const INDICES = [
  ['desk_cards', index('sent_at')],
  ['review_cards', index('sent_at')],
  ['review_views', index('at')],
] as const;

/** Cards and looks at registrations are found by their age when nobody needs them any more (PR12). */
export class IndexAgedCards1764000033000 implements MigrationInterface {
  readonly name = 'IndexAgedCards1764000033000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, plan] of INDICES) await addIndex(runner, table, plan);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, plan] of INDICES) await dropIndex(runner, table, plan);
  }
}
