import { EntitySchema } from 'typeorm';
import { bigint, text, varchar } from './columns';

/** A tick or a consent with the version of its text; `guardian` is sealed. */
export type ConsentRow = {
  id: string;
  account_id: string;
  season_id: string | null;
  notice_id: string;
  text_version: string;
  channel: string;
  given_at: number;
  withdrawn_at: number | null;
  guardian: string | null;
};

export const ConsentEntity = new EntitySchema<ConsentRow>({
  name: 'consents',
  columns: {
    id: varchar(64, { primary: true }),
    account_id: varchar(64),
    season_id: varchar(32, { nullable: true }),
    notice_id: varchar(32),
    text_version: varchar(64),
    channel: varchar(16),
    given_at: bigint(),
    withdrawn_at: bigint({ nullable: true }),
    guardian: text({ nullable: true }),
  },
  indices: [{ name: 'consents_account_id_given_at', columns: ['account_id', 'given_at'] }],
});
