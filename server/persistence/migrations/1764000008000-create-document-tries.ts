import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, int, unique, varchar } from './tables';

export class CreateDocumentTries1764000008000 implements MigrationInterface {
  readonly name = 'CreateDocumentTries1764000008000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'document_tries',
      columns: [
        varchar('account_id', 64, { primary: true }),
        varchar('day', 10, { primary: true }),
        int('slot', { primary: true }),
        varchar('document_key', 64),
      ],
      indices: [unique('account_id', 'day', 'document_key')],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('document_tries', true);
  }
}
