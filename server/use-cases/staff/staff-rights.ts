import type { Actor, Channel, Registration } from '../../../shared/domain/registration';
import type { Context } from '../context';
import type { Account } from '../ports/accounts';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { conflictDocumentHash, conflictMobileHash } from './staff-hashes';

/** Reviewers and leads, each for their own sites only (PR8). */
export function isReviewer(member: StaffMember): boolean {
  return member.roles.includes('reviewer') || member.roles.includes('lead');
}

/** Support staff see every conversation that was handed to people, masked; no other role does (PR8). */
export function isSupport(member: StaffMember): boolean {
  return member.roles.includes('support');
}

/** Administrators answer for staff, access and money that is stuck, and see no data of candidates by default (PR8). */
export function isAdministrator(member: StaffMember): boolean {
  return member.roles.includes('administrator');
}

/** Leads answer for the list of their site. */
export function isLead(member: StaffMember): boolean {
  return member.roles.includes('lead');
}

/** Auditors read the logs, administrators answer for them; neither sees data of candidates there (PR8, PR10). */
export function readsAudit(member: StaffMember): boolean {
  return member.roles.includes('auditor') || member.roles.includes('administrator');
}

export function mayReview(member: StaffMember, registration: Registration): boolean {
  const { siteCode } = registration.answers;
  return isReviewer(member) && siteCode !== undefined && member.siteCodes.includes(siteCode);
}

/** Who acts, as history and audit keep it. */
export function staffActor(member: StaffMember, channel: Channel): Actor {
  const role = member.roles.includes('reviewer') ? 'reviewer' : 'lead';
  return { role, id: member.userid ?? member.id, channel };
}

/** True when the registration is the member's own, by document or phone, of the form or of the account (domain.md 2). */
export async function isOwnRegistration(
  tx: Repositories,
  context: Pick<Context, 'hash'>,
  {
    member,
    registration,
    ...known
  }: { member: StaffMember; registration: Registration; account?: Account | null },
): Promise<boolean> {
  const { documentHash, mobileHash } = member;
  const { documentType: type, documentNumber: number, mobile } = registration.answers;
  if (documentHash !== null && type && number) {
    if (conflictDocumentHash(context.hash, { type, number }) === documentHash) return true;
  }
  if (mobileHash === null) return false;
  const { account = await tx.accounts.find(registration.accountId) } = known;
  return [mobile, account?.mobile].some(
    (known) => Boolean(known) && conflictMobileHash(context.hash, known ?? '') === mobileHash,
  );
}
