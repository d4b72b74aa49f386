import type { Registration } from '../../../shared/domain/registration';
import { harmOf } from '../../../shared/domain/support-desk';
import { HOUR_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { deskCustomer, type CustomerInChat } from './desk-customer';
import { auditOpened, newHandoff } from './new-handoff';
import { deskActor } from './own-handoff';
import type { Handoff } from '../ports/chat';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { remindOfQueue } from './queue-handoff';
import { nearestDeadline } from '../registrations/registration-facts';
import { isOwnRegistration, isSupport } from '../staff/staff-rights';
import { presentCandidate } from './support-case';

/** Whoever opens a case by themselves has so long before colleagues are reminded of it. */
const OPENED_ANSWER_MS = 2 * HOUR_MS;

/**
 * A member of the desk opens a conversation about somebody they have looked up. It is a ticket: the bot goes on with the
 * candidate until a person takes it. The one that is open already is returned; null when there is nobody to see.
 */
export function openByDesk(
  context: Context,
  { registrationId, member }: { registrationId: string; member: StaffMember },
): Promise<Handoff | null> {
  return context.unitOfWork.run(async (tx) => {
    const registration = isSupport(member) ? await tx.registrations.find(registrationId) : null;
    if (!registration || (await isOwnRegistration(tx, context, { member, registration }))) return null;
    return openAbout(tx, context, { accountId: registration.accountId, registration, member });
  });
}

/** The same about the customer whose chat the member has before them, whether they have a registration or not. */
export function openForCustomer(context: Context, open: CustomerInChat): Promise<Handoff | null> {
  return context.unitOfWork.run(async (tx) => {
    const account = await deskCustomer(tx, context, open);
    if (typeof account === 'string') return null;
    const { registration } = await presentCandidate(tx, account.id);
    return openAbout(tx, context, { accountId: account.id, registration, member: open.member });
  });
}

async function openAbout(
  tx: Repositories,
  context: Context,
  {
    accountId,
    registration,
    member,
  }: { accountId: string; registration: Registration | null; member: StaffMember },
): Promise<Handoff | null> {
  const [open, account] = await Promise.all([tx.handoffs.openOf(accountId), tx.accounts.find(accountId)]);
  if (open) return open;
  if (!account || account.state === 'closed') return null;
  const season = registration && (await tx.seasons.find(registration.seasonId));
  const now = context.clock.now();
  const deadlineAt = registration && season && nearestDeadline(registration, season, now);
  const handoff = await opened(tx, context, { accountId, deadlineAt });
  if (!(await tx.handoffs.insert(handoff))) return tx.handoffs.openOf(accountId);
  await remindOfQueue(tx, context, handoff);
  await auditOpened(tx, context, { handoff, actor: deskActor(member) });
  return handoff;
}

async function opened(
  tx: Repositories,
  context: Context,
  { accountId, deadlineAt }: Pick<Handoff, 'accountId' | 'deadlineAt'>,
): Promise<Handoff> {
  const now = context.clock.now();
  const chat = await tx.chats.findByAccount(accountId);
  return newHandoff(context, {
    accountId,
    externalUserId: chat?.externalUserId ?? null,
    trigger: 'staff',
    state: 'ticket',
    answerBy: now + OPENED_ANSWER_MS,
    harm: harmOf({ trigger: 'staff', deadlineAt, now }),
    deadlineAt,
  });
}
