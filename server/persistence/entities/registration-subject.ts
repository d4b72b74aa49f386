import { EntitySchema } from 'typeorm';
import { int, varchar } from './columns';

/** A subject of a registration with the fee fixed when it was chosen; `position` keeps the order of choice. */
export type RegistrationSubjectRow = {
  registration_id: string;
  code: string;
  position: number;
  fee_fen: number;
  state: string;
};

export const RegistrationSubjectEntity = new EntitySchema<RegistrationSubjectRow>({
  name: 'registration_subjects',
  columns: {
    registration_id: varchar(64, { primary: true }),
    code: varchar(16, { primary: true }),
    position: int(),
    fee_fen: int(),
    state: varchar(16),
  },
  indices: [{ name: 'registration_subjects_code_state', columns: ['code', 'state'] }],
});
