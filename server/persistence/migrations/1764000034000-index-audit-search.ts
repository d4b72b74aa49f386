import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex, index } from './tables';

const INDICES = [index('action', 'seq'), index('actor_id', 'seq')];

/** Auditors look for an act or a person among millions of events, newest first. */
export class IndexAuditSearch1764000034000 implements MigrationInterface {
  readonly name = 'IndexAuditSearch1764000034000';

  async up(runner: QueryRunner): Promise<void> {
    for (const plan of INDICES) await addIndex(runner, 'audit_events', plan);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const plan of INDICES) await dropIndex(runner, 'audit_events', plan);
  }
}
