import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** A card sent to one reviewer; the one-time code is sealed. */
export type ReviewCardRow = {
  task_id: string;
  registration_id: string;
  revision: number;
  userid: string;
  response_code: string | null;
  sent_at: number;
  settled_at: number | null;
};

export const ReviewCardEntity = new EntitySchema<ReviewCardRow>({
  name: 'review_cards',
  columns: {
    task_id: varchar(128, { primary: true }),
    registration_id: varchar(64),
    revision: int(),
    userid: varchar(64),
    response_code: text({ nullable: true }),
    sent_at: bigint(),
    settled_at: bigint({ nullable: true }),
  },
  indices: [
    { name: 'review_cards_registration_id_settled_at', columns: ['registration_id', 'settled_at'] },
    { name: 'review_cards_sent_at', columns: ['sent_at'] },
    { name: 'review_cards_userid_settled_at', columns: ['userid', 'settled_at'] },
  ],
});
