import { EntitySchema } from 'typeorm';
import { bigint, varchar } from './columns';

/** Admission ticket of one paid subject (S52). */
export type TicketRow = {
  registration_id: string;
  subject_code: string;
  ticket_number: string;
  starts_at: number;
  room: string;
  seat: string;
};

export const TicketEntity = new EntitySchema<TicketRow>({
  name: 'tickets',
  columns: {
    registration_id: varchar(64, { primary: true }),
    subject_code: varchar(16, { primary: true }),
    ticket_number: varchar(64),
    starts_at: bigint(),
    room: varchar(128),
    seat: varchar(64),
  },
});
