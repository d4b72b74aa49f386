import type { StaffEntry } from '../../../shared/contract/staff';
import type { DataProblem } from '../../../shared/domain/data-problem';
import type { Actor } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { plainDateAt } from '../../../shared/domain/time';
import { checkStaff } from './check-staff';
import type { Context } from '../context';
import { deskChanged } from '../support/look-at-owners';
import { inviteNewcomers, type InvitingContext } from './invite-staff';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { conflictDocumentHash, conflictMobileHash } from './staff-hashes';
import { accessChanged } from './tell-access-changed';

export type ImportedStaff =
  | {
      ok: true;
      added: number;
      changed: number;
      removed: number;
      /** Mails with the link to a first password, to those who come by password. */
      invited: number;
      warnings: DataProblem[];
    }
  | { ok: false; problems: DataProblem[] };

/**
 * Replaces the staff by the people of a file, whole or not at all. Who is not in the file loses access. A reviewing site
 * without a reviewer is a warning: staff may come in more than one step.
 */
export async function importStaff(
  context: InvitingContext,
  input: { text: string; actor: Actor },
): Promise<ImportedStaff> {
  const now = context.clock.now();
  const checked = checkStaff(input.text, plainDateAt(now));
  if (!checked.ok) return checked;
  return context.unitOfWork.run<ImportedStaff>(async (tx) => {
    const seasons = await tx.seasons.listAll();
    const problems = unknownSites(checked.staff, seasons);
    if (problems.length > 0) return { ok: false, problems };
    const members = checked.staff.map((entry) => memberOf(context, entry));
    const { before, ...counts } = await tx.staff.replaceAll(members);
    await tellOfRights(tx, context, { before, members });
    await tx.staffCredentials.removeStrangers();
    const invited = await inviteNewcomers(tx, context, members);
    if (counts.added + counts.changed + counts.removed > 0) {
      await tx.audit.append({
        id: context.newId(),
        action: 'staff.imported',
        actor: input.actor,
        registrationId: null,
        from: null,
        to: null,
        revision: null,
        reason: `added ${counts.added}, changed ${counts.changed}, removed ${counts.removed}`,
        at: now,
      });
      await deskChanged(tx, context, context.newId());
    }
    const current = await tx.seasons.listCurrent(now);
    return { ok: true, ...counts, invited, warnings: sitesWithoutReviewer(checked.staff, current) };
  });
}

/** Who is on the list already is told of other roles or sites, and of its end: rights never change in silence (PR9). */
async function tellOfRights(
  tx: Repositories,
  context: Context,
  { before, members }: { before: readonly StaffMember[]; members: readonly StaffMember[] },
): Promise<void> {
  for (const member of before) {
    const now = members.find(({ id }) => id === member.id);
    if (now && rightsOf(now) === rightsOf(member)) continue;
    const change = now ? 'rights_changed' : 'rights_ended';
    await accessChanged(tx, context, { member: now ?? member, change, by: { kind: 'import' } });
  }
}

function rightsOf({ roles, siteCodes }: StaffMember): string {
  return JSON.stringify([roles.toSorted(), siteCodes.toSorted()]);
}

/** The id follows from userid or address, so that the same person keeps it from file to file. */
function memberOf({ hash }: Context, entry: StaffEntry): StaffMember {
  const { name, userid, email, roles, sites, onDuty, mobile, document } = entry;
  return {
    id: `staff-${hash.hash('staff_member', userid ?? email ?? '').slice(0, 32)}`,
    userid,
    email,
    name,
    roles,
    siteCodes: sites,
    onDuty,
    mobileHash: mobile === null ? null : conflictMobileHash(hash, mobile),
    documentHash: document === null ? null : conflictDocumentHash(hash, document),
  };
}

function unknownSites(staff: readonly StaffEntry[], seasons: readonly Season[]): DataProblem[] {
  const known = new Set(seasons.flatMap((season) => season.sites.map((site) => site.code)));
  return staff.flatMap((entry, index) =>
    entry.sites.flatMap((site, position): DataProblem[] =>
      known.has(site)
        ? []
        : [{ path: `staff[${index}].sites[${position}]`, code: 'staff.site_unknown', params: { site } }],
    ),
  );
}

function sitesWithoutReviewer(staff: readonly StaffEntry[], seasons: readonly Season[]): DataProblem[] {
  const covered = new Set(staff.flatMap((entry) => entry.sites));
  const reviewing = seasons.flatMap((season) =>
    season.sites.filter((site) => site.reviews).map((site) => site.code),
  );
  return [...new Set(reviewing)]
    .filter((site) => !covered.has(site))
    .map((site) => ({ path: 'staff', code: 'staff.reviewer_missing', params: { site } }));
}
