import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addIndex, bigint, dropColumn, dropIndex, index, int, varchar } from './tables';

const COLUMNS = [
  varchar('owner_staff_id', 64, { nullable: true }),
  bigint('served_from', { nullable: true }),
  bigint('taken_at', { nullable: true }),
  bigint('owner_active_at', { nullable: true }),
  bigint('waiting_since', { nullable: true }),
  varchar('harm', 16, { nullable: true }),
  int('harm_rank', { nullable: true }),
  bigint('deadline_at', { nullable: true }),
  bigint('urgent_at', { nullable: true }),
  varchar('outcome', 16, { nullable: true }),
  bigint('rating_asked_at', { nullable: true }),
  int('rating', { nullable: true }),
];

const INDICES = [
  index('account_id', 'opened_at'),
  index('owner_staff_id', 'opened_at'),
  index('served_from'),
];

/** Whose a handed-over conversation is, how urgent it is, and what became of it; since when the bot is silent in a chat. */
export class OwnHandoffs1764000023000 implements MigrationInterface {
  readonly name = 'OwnHandoffs1764000023000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await addColumn(runner, 'handoffs', column);
    await addColumn(runner, 'chats', int('silenced_at', { nullable: true }));
    for (const one of INDICES) await addIndex(runner, 'handoffs', one);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const one of INDICES) await dropIndex(runner, 'handoffs', one);
    await dropColumn(runner, 'chats', 'silenced_at');
    for (const { name } of COLUMNS) await dropColumn(runner, 'handoffs', name);
  }
}
