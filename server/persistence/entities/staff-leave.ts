import { EntitySchema } from 'typeorm';
import { bigint, varchar } from './columns';

/** A time in which a member of staff is away. */
export type StaffLeaveRow = {
  id: string;
  staff_id: string;
  from_at: number;
  until_at: number;
  delegate_id: string | null;
  entered_by: string;
  created_at: number;
  ended_at: number | null;
};

export const StaffLeaveEntity = new EntitySchema<StaffLeaveRow>({
  name: 'staff_leaves',
  columns: {
    id: varchar(64, { primary: true }),
    staff_id: varchar(64),
    from_at: bigint(),
    until_at: bigint(),
    delegate_id: varchar(64, { nullable: true }),
    entered_by: varchar(64),
    created_at: bigint(),
    ended_at: bigint({ nullable: true }),
  },
  indices: [
    { name: 'staff_leaves_until_at', columns: ['until_at'] },
    { name: 'staff_leaves_staff_id_until_at', columns: ['staff_id', 'until_at'] },
  ],
});
