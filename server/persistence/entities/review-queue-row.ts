import { EntitySchema } from 'typeorm';
import { bigint, varchar } from './columns';

/** One registration that waits for a decision. */
export type ReviewQueueRow = {
  registration_id: string;
  season_id: string;
  site_code: string;
  decide_by: number;
  submitted_at: number;
  claimed_by: string | null;
  claimed_until: number | null;
};

export const ReviewQueueEntity = new EntitySchema<ReviewQueueRow>({
  name: 'review_queue',
  columns: {
    registration_id: varchar(64, { primary: true }),
    season_id: varchar(32),
    site_code: varchar(16),
    decide_by: bigint(),
    submitted_at: bigint(),
    claimed_by: varchar(64, { nullable: true }),
    claimed_until: bigint({ nullable: true }),
  },
  indices: [
    {
      name: 'review_queue_site_code_decide_by_submitted_at_registration_id',
      columns: ['site_code', 'decide_by', 'submitted_at', 'registration_id'],
    },
    { name: 'review_queue_site_code_claimed_until', columns: ['site_code', 'claimed_until'] },
  ],
});
