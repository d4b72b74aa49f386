import { EntitySchema } from 'typeorm';
import { int, varchar } from './columns';

/** A document number that an account submitted on one day of Asia/Shanghai, as keyed hash; slots count from 1 (PR21). */
export type DocumentTryRow = {
  account_id: string;
  day: string;
  slot: number;
  document_key: string;
};

export const DocumentTryEntity = new EntitySchema<DocumentTryRow>({
  name: 'document_tries',
  columns: {
    account_id: varchar(64, { primary: true }),
    day: varchar(10, { primary: true }),
    slot: int({ primary: true }),
    document_key: varchar(64),
  },
  indices: [
    {
      name: 'document_tries_account_id_day_document_key',
      columns: ['account_id', 'day', 'document_key'],
      unique: true,
    },
  ],
});
