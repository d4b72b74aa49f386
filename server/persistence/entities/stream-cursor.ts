import { EntitySchema } from 'typeorm';
import { bigint, text, varchar } from './columns';

/** How far a pulled stream was read. */
export type StreamCursorRow = {
  name: string;
  cursor_value: string;
  at: number;
};

export const StreamCursorEntity = new EntitySchema<StreamCursorRow>({
  name: 'stream_cursors',
  columns: {
    name: varchar(128, { primary: true }),
    cursor_value: text(),
    at: bigint(),
  },
});
