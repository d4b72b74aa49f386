import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** An imported version of a season; the newest is in force. */
export type SeasonVersionRow = {
  season_id: string;
  version: number;
  digest: string;
  body: string;
  over_at: number;
  saved_at: number;
};

export const SeasonVersionEntity = new EntitySchema<SeasonVersionRow>({
  name: 'season_versions',
  columns: {
    season_id: varchar(32, { primary: true }),
    version: int({ primary: true }),
    digest: varchar(64),
    body: text(),
    over_at: bigint(),
    saved_at: bigint(),
  },
  indices: [{ name: 'season_versions_over_at', columns: ['over_at'] }],
});
