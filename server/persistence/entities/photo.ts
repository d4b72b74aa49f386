import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** What is kept of a photo besides its sealed file; measurements and findings are JSON. */
export type PhotoRow = {
  id: string;
  registration_id: string;
  account_id: string;
  file_name: string;
  bytes: number;
  measurements: string;
  findings: string;
  perceptual_hash: string;
  created_at: number;
};

export const PhotoEntity = new EntitySchema<PhotoRow>({
  name: 'photos',
  columns: {
    id: varchar(64, { primary: true }),
    registration_id: varchar(64),
    account_id: varchar(64),
    file_name: varchar(128),
    bytes: int(),
    measurements: text(),
    findings: text(),
    perceptual_hash: varchar(64),
    created_at: bigint(),
  },
  indices: [
    { name: 'photos_registration_id', columns: ['registration_id'] },
    { name: 'photos_perceptual_hash', columns: ['perceptual_hash'] },
  ],
});
