import { EntitySchema } from 'typeorm';
import { int, varchar } from './columns';

/** A seat counter of a site, or of one subject at it (`subject_code` is empty for the whole site). */
export type SeatRow = {
  season_id: string;
  site_code: string;
  subject_code: string;
  capacity: number | null;
  taken: number;
};

export const SeatEntity = new EntitySchema<SeatRow>({
  name: 'seats',
  columns: {
    season_id: varchar(32, { primary: true }),
    site_code: varchar(16, { primary: true }),
    subject_code: varchar(16, { primary: true }),
    capacity: int({ nullable: true }),
    taken: int(),
  },
});
