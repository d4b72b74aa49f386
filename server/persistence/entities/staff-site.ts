import { EntitySchema } from 'typeorm';
import { varchar } from './columns';

/** A site that a member of staff reviews for. */
export type StaffSiteRow = {
  staff_id: string;
  site_code: string;
};

export const StaffSiteEntity = new EntitySchema<StaffSiteRow>({
  name: 'staff_sites',
  columns: {
    staff_id: varchar(64, { primary: true }),
    site_code: varchar(16, { primary: true }),
  },
  indices: [{ name: 'staff_sites_site_code', columns: ['site_code'] }],
});
