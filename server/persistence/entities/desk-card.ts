import { EntitySchema } from 'typeorm';
import { bigint, text, varchar } from './columns';

/** A card about a waiting conversation, sent to one member of the desk; the one-time code is sealed. */
export type DeskCardRow = {
  task_id: string;
  handoff_id: string;
  userid: string;
  response_code: string | null;
  sent_at: number;
  settled_at: number | null;
};

export const DeskCardEntity = new EntitySchema<DeskCardRow>({
  name: 'desk_cards',
  columns: {
    task_id: varchar(128, { primary: true }),
    handoff_id: varchar(64),
    userid: varchar(64),
    response_code: text({ nullable: true }),
    sent_at: bigint(),
    settled_at: bigint({ nullable: true }),
  },
  indices: [
    { name: 'desk_cards_handoff_id_settled_at', columns: ['handoff_id', 'settled_at'] },
    { name: 'desk_cards_sent_at', columns: ['sent_at'] },
  ],
});
