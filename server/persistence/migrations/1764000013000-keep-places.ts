import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn, int } from './tables';

/** Replies of one conversation leave in the order of its turns; rows of before have no place and wait for nobody. */
export class KeepPlaces1764000013000 implements MigrationInterface {
  readonly name = 'KeepPlaces1764000013000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'outbox', int('place', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'outbox', 'place');
  }
}
