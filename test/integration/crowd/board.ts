import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { CrowdStage } from './crowd-stage';
import { createKeyedHash } from '../../../server/secrets/keyed-hash';

/** What stands in the database of one person's newest registration. */
export interface Standing {
  accountId: string;
  registrationId: string;
  state: string;
  revision: number;
  siteCode: string | null;
}

/** The states of everybody, read for all at once every now and then. */
export interface Board {
  of(externalUserid: string): Standing | undefined;
  byRegistration(id: string): Standing | undefined;
  stop(): Promise<void>;
}

const READ_EVERY_MS = 150;

export function startBoard({ database, config }: CrowdStage): Board {
  const hash = createKeyedHash(config.keys.indexKey);
  let byPerson = new Map<string, Standing>();
  let byRegistration = new Map<string, Standing>();
  let stopping = false;

  async function run(): Promise<void> {
    while (!stopping) {
      const rows = await standings(database);
      byPerson = new Map(rows.map((row) => [row.externalKey, row]));
      byRegistration = new Map(rows.map((row) => [row.registrationId, row]));
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    }
  }
  const loop = run();
  return {
    of: (externalUserid) => byPerson.get(hash.hash('external_userid', externalUserid)),
    byRegistration: (id) => byRegistration.get(id),
    async stop() {
      stopping = true;
      await loop;
    },
  };
}

async function standings(database: Pool): Promise<(Standing & { externalKey: string })[]> {
  const [rows] = await database.query<RowDataPacket[]>(
    `SELECT c.external_key AS externalKey, r.account_id AS accountId, r.id AS registrationId, r.state, r.revision,
      r.site_code AS siteCode FROM registrations r JOIN chats c ON c.account_id = r.account_id ORDER BY r.created_at`,
  );
  return rows as (Standing & { externalKey: string })[];
}
