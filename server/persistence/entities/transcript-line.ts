import { EntitySchema } from 'typeorm';
import { bigint, serial, text, varchar } from './columns';

/** One masked line of a conversation, sealed. */
export type TranscriptLineRow = {
  seq: number;
  id: string;
  account_id: string;
  channel: string;
  message_id: string;
  speaker: string;
  text: string;
  at: number;
  /** What the line offers to tap, as JSON, sealed. */
  menu: string | null;
};

export const TranscriptLineEntity = new EntitySchema<TranscriptLineRow>({
  name: 'transcript_lines',
  columns: {
    seq: serial(),
    id: varchar(64),
    account_id: varchar(64),
    channel: varchar(16),
    message_id: varchar(128),
    speaker: varchar(16),
    text: text(),
    at: bigint(),
    menu: text({ nullable: true }),
  },
  indices: [
    { name: 'transcript_lines_id', columns: ['id'], unique: true },
    { name: 'transcript_lines_channel_message_id', columns: ['channel', 'message_id'], unique: true },
    { name: 'transcript_lines_account_id_at', columns: ['account_id', 'at'] },
  ],
});
