import type { FieldCipher } from '../../use-cases/ports/secrets';
import type { StaffMember, StaffRepository } from '../../use-cases/ports/review';
import type { StaffMemberRow } from '../entities/staff-member';
import type { StaffSiteRow } from '../entities/staff-site';
import { insertInto, statement, upsertInto, type SqlValue } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

/** Nobody: written and taken out again by everyone who replaces the list, so that each waits for the one before. */
const TURN: StaffMemberRow = {
  ...{ id: 'turn', userid: null, email: null, name: '', roles: '[]' },
  ...{ on_duty: 0, mobile_hash: null, document_hash: null },
};

/** A few hundred people at most: roles are picked out here, sites by the database. */
export function staffRepository({ sql, cipher }: RepositoryContext): StaffRepository {
  const select = async (condition = '1 = 1', values: SqlValue[] = []): Promise<StaffMember[]> => {
    const [staff, sites] = await sql.batch([
      { text: `SELECT m.* FROM staff m WHERE ${condition} ORDER BY m.id`, values },
      {
        text: `SELECT s.* FROM staff_sites s JOIN staff m ON m.id = s.staff_id WHERE ${condition} ORDER BY s.site_code`,
        values,
      },
    ]);
    const siteRows = (sites?.rows ?? []) as StaffSiteRow[];
    return ((staff?.rows ?? []) as StaffMemberRow[]).map((row) => toMember(row, siteRows, cipher));
  };
  const insert = async (members: StaffMember[]): Promise<void> => {
    const [first, ...rest] = members.map((member) => toRow(member, cipher));
    if (!first) return;
    await sql.change(insertInto('staff', [first, ...rest]));
    const [firstSite, ...sites] = members.flatMap((member) =>
      member.siteCodes.map((code): StaffSiteRow => ({ staff_id: member.id, site_code: code })),
    );
    if (firstSite) await sql.change(insertInto('staff_sites', [firstSite, ...sites]));
  };

  return {
    find: async (id) => (await select('m.id = ?', [id]))[0] ?? null,
    findByUserid: async (userid) => (await select('m.userid = ?', [userid.toLowerCase()]))[0] ?? null,
    reviewersOf: async (siteCode) => {
      const members = await select('m.id IN (SELECT staff_id FROM staff_sites WHERE site_code = ?)', [
        siteCode,
      ]);
      return members.filter((member) => member.roles.includes('reviewer') || member.roles.includes('lead'));
    },
    withRole: async (role) => (await select()).filter((member) => member.roles.includes(role)),
    list: () => select(),
    replaceAll: async (members) => {
      // Of several at once the others wait here, also where the list is empty, and see the whole list of the one before.
      await sql.batch([
        upsertInto(sql.dialect, { table: 'staff', rows: [TURN], key: ['id'], update: [] }),
        statement('DELETE FROM staff WHERE id = ?', [TURN.id]),
      ]);
      const former = await select();
      const before = new Map(former.map((member) => [member.id, comparable(member)]));
      await sql.batch([statement('DELETE FROM staff_sites'), statement('DELETE FROM staff')]);
      await insert(members);
      const kept = members.filter((member) => before.has(member.id));
      return {
        before: former,
        added: members.length - kept.length,
        changed: kept.filter((member) => before.get(member.id) !== comparable(member)).length,
        removed: before.size - kept.length,
      };
    },
  };
}

function comparable(member: StaffMember): string {
  const { id, userid, email, name, onDuty, mobileHash, documentHash } = member;
  const lists = [member.roles.toSorted(), member.siteCodes.toSorted()];
  return JSON.stringify([
    id,
    userid?.toLowerCase() ?? null,
    email,
    name,
    onDuty,
    mobileHash,
    documentHash,
    lists,
  ]);
}

function toRow(member: StaffMember, cipher: FieldCipher): StaffMemberRow {
  return {
    id: member.id,
    userid: member.userid?.toLowerCase() ?? null,
    email: sealed(cipher, member.email, `staff.email:${member.id}`),
    name: cipher.seal(member.name, `staff.name:${member.id}`),
    roles: JSON.stringify(member.roles),
    on_duty: member.onDuty ? 1 : 0,
    mobile_hash: member.mobileHash,
    document_hash: member.documentHash,
  };
}

function toMember(row: StaffMemberRow, sites: StaffSiteRow[], cipher: FieldCipher): StaffMember {
  return {
    id: row.id,
    userid: row.userid,
    email: opened(cipher, row.email, `staff.email:${row.id}`),
    name: cipher.open(row.name, `staff.name:${row.id}`),
    roles: JSON.parse(row.roles) as StaffMember['roles'],
    siteCodes: sites.filter((site) => site.staff_id === row.id).map((site) => site.site_code),
    onDuty: row.on_duty === 1,
    mobileHash: row.mobile_hash,
    documentHash: row.document_hash,
  };
}
