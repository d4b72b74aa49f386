import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn, int, text } from './tables';

const COLUMNS = [
  text('answers_then', { nullable: true }),
  int('promises_broken', { nullable: true }),
  text('pool_code', { nullable: true }),
];

/**
 * What the answers were when a person began to serve, as keyed hashes; how often a promised time has passed, and the code by
 * which one message reaches whoever waits in the platform's pool, sealed.
 */
export class ExtendHandoffs1764000032000 implements MigrationInterface {
  readonly name = 'ExtendHandoffs1764000032000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await addColumn(runner, 'handoffs', column);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of COLUMNS) await dropColumn(runner, 'handoffs', name);
  }
}
