import { EntitySchema } from 'typeorm';
import { bigint, text, varchar } from './columns';

/** An internal note of the support desk, sealed. */
export type DeskNoteRow = {
  id: string;
  account_id: string;
  handoff_id: string;
  staff_id: string;
  kind: string;
  text: string;
  at: number;
};

export const DeskNoteEntity = new EntitySchema<DeskNoteRow>({
  name: 'desk_notes',
  columns: {
    id: varchar(64, { primary: true }),
    account_id: varchar(64),
    handoff_id: varchar(64),
    staff_id: varchar(64),
    kind: varchar(16),
    text: text(),
    at: bigint(),
  },
  indices: [{ name: 'desk_notes_account_id_at', columns: ['account_id', 'at'] }],
});
