import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn, int } from './tables';

/** Tells a live session that misses a turn of the in-app chat from one that knows them all. */
export class CountAppTurns1764000012000 implements MigrationInterface {
  readonly name = 'CountAppTurns1764000012000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'accounts', int('app_turns', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'accounts', 'app_turns');
  }
}
