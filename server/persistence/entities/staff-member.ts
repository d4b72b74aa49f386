import { EntitySchema } from 'typeorm';
import { int, text, varchar } from './columns';

/** A member of the office or of a site; e-mail and name are sealed, roles are a JSON list. */
export type StaffMemberRow = {
  id: string;
  userid: string | null;
  email: string | null;
  name: string;
  roles: string;
  on_duty: number;
  mobile_hash: string | null;
  document_hash: string | null;
};

export const StaffMemberEntity = new EntitySchema<StaffMemberRow>({
  name: 'staff',
  columns: {
    id: varchar(64, { primary: true }),
    userid: varchar(64, { nullable: true }),
    email: text({ nullable: true }),
    name: text(),
    roles: varchar(255),
    on_duty: int(),
    mobile_hash: varchar(64, { nullable: true }),
    document_hash: varchar(64, { nullable: true }),
  },
  indices: [{ name: 'staff_userid', columns: ['userid'], unique: true }],
});
