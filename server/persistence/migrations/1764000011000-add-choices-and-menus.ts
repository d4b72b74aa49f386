import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn, int, text, varchar } from './tables';

/** The newest answer to a question for permission; what a line of the in-app chat offers to tap, sealed. */
export class AddChoicesAndMenus1764000011000 implements MigrationInterface {
  readonly name = 'AddChoicesAndMenus1764000011000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'permits', varchar('choice', 16, { nullable: true }));
    await addColumn(runner, 'permits', int('always', { nullable: true }));
    await addColumn(runner, 'transcript_lines', text('menu', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'permits', 'choice');
    await dropColumn(runner, 'permits', 'always');
    await dropColumn(runner, 'transcript_lines', 'menu');
  }
}
