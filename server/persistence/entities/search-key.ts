import { EntitySchema } from 'typeorm';
import { varchar } from './columns';

/** Keyed hash of what a person is looked up by. */
export type SearchKeyRow = {
  kind: string;
  hash: string;
  registration_id: string;
};

export const SearchKeyEntity = new EntitySchema<SearchKeyRow>({
  name: 'search_keys',
  columns: {
    kind: varchar(16, { primary: true }),
    hash: varchar(64, { primary: true }),
    registration_id: varchar(64, { primary: true }),
  },
  indices: [{ name: 'search_keys_registration_id', columns: ['registration_id'] }],
});
