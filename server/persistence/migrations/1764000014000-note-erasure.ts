import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addIndex, bigint, dropColumn, dropIndex, index } from './tables';

const BY_ERASURE = index('erased_at', 'id');

/** Tells registrations that hold nothing personal any more from those the nightly job still has to judge. */
export class NoteErasure1764000014000 implements MigrationInterface {
  readonly name = 'NoteErasure1764000014000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'registrations', bigint('erased_at', { nullable: true }));
    await addIndex(runner, 'registrations', BY_ERASURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'registrations', BY_ERASURE);
    await dropColumn(runner, 'registrations', 'erased_at');
  }
}
