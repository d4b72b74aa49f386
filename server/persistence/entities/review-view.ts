import { EntitySchema } from 'typeorm';
import { bigint, int, varchar } from './columns';

/** A reviewer opened the page of one revision. */
export type ReviewViewRow = {
  registration_id: string;
  revision: number;
  staff_id: string;
  at: number;
};

export const ReviewViewEntity = new EntitySchema<ReviewViewRow>({
  name: 'review_views',
  columns: {
    registration_id: varchar(64, { primary: true }),
    revision: int({ primary: true }),
    staff_id: varchar(64, { primary: true }),
    at: bigint(),
  },
  indices: [{ name: 'review_views_at', columns: ['at'] }],
});
