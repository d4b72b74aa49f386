import { maskEmail, maskName } from '../../../shared/domain/masks';
import { isFinal } from '../../../shared/domain/lifecycle';
import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { CHAT_WINDOW_MS } from '../chat/chat-budget';
import type { Account } from '../ports/accounts';
import type { ChatState, Handoff } from '../ports/chat';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';

/** A handed-over conversation with all that the desk's pages tell of it. Values are clear: pages mask them (PR8). */
export interface SupportCase {
  handoff: Handoff;
  /** Null once the person has deleted the account. */
  account: Account | null;
  /** The live registration, or the newest one. */
  registration: Registration | null;
  season: Season | null;
  /** The customer-service chat; null for who only ever wrote in the mini program. */
  chat: ChatState | null;
  owner: ShownOwner | null;
}

/** Whose a conversation is. A servicer whom the staff file does not name has no id here. */
export interface ShownOwner {
  staffId: string | null;
  name: string;
}

export async function supportCase(tx: Repositories, handoff: Handoff): Promise<SupportCase> {
  const { accountId } = handoff;
  const [candidate, chat, owner] = await Promise.all([
    presentCandidate(tx, accountId),
    tx.chats.findByAccount(accountId),
    shownOwnerOf(tx, handoff),
  ]);
  return { handoff, ...candidate, chat, owner };
}

/** Who somebody is at present: account, the live registration or the newest one, and its season. */
export async function presentCandidate(
  tx: Repositories,
  accountId: string,
): Promise<Pick<SupportCase, 'account' | 'registration' | 'season'>> {
  const [account, registrations] = await Promise.all([
    tx.accounts.find(accountId),
    tx.registrations.listOf(accountId),
  ]);
  const registration = presentOf(registrations);
  const season = registration && (await tx.seasons.find(registration.seasonId));
  return { account, registration, season };
}

async function shownOwnerOf(tx: Repositories, handoff: Handoff): Promise<ShownOwner | null> {
  const { ownerStaffId, servicerUserid, state } = handoff;
  if (ownerStaffId !== null) {
    const member = await tx.staff.find(ownerStaffId);
    return { staffId: ownerStaffId, name: member?.name ?? '' };
  }
  if (state !== 'served' || servicerUserid === null) return null;
  const member = await tx.staff.findByUserid(servicerUserid);
  return { staffId: member?.id ?? null, name: member?.name ?? servicerUserid };
}

/** The newest of those that are not over, or the newest of all. */
function presentOf(registrations: readonly Registration[]): Registration | null {
  const live = registrations.filter(({ state }) => !isFinal(state));
  const of = live.length > 0 ? live : registrations;
  return of.toSorted((left, right) => right.createdAt - left.createdAt)[0] ?? null;
}

/** The candidate as the desk may see them: a masked name, else a masked address, else nothing (PR7, PR8). */
export function maskedPerson({
  registration,
  account,
}: Pick<SupportCase, 'registration' | 'account'>): string | null {
  const name = registration?.answers.name ?? registration?.changeSet?.name;
  if (name !== undefined) return maskName(name);
  return account?.email == null ? null : maskEmail(account.email);
}

export function isOwner({ owner }: SupportCase, member: StaffMember): boolean {
  return owner !== null && owner.staffId === member.id;
}

/** Until when the platform takes messages to the candidate (kf.md 4.1); null without a message of theirs. */
export function windowEndsAt(chat: ChatState | null): number | null {
  return chat?.lastCustomerAt == null ? null : chat.lastCustomerAt + CHAT_WINDOW_MS;
}

/** What makes a conversation urgent, nearest first; what has passed comes before all that is to come. */
export type Pressing = { kind: 'promise' | 'deadline' | 'window'; at: number };

/**
 * Ends that the desk has to keep: the promised answer until somebody has it, the candidate's deadline, and the end of the
 * time in which the chat takes an answer. A window that is over presses nobody any more, nor a deadline that was missed.
 */
export function pressingOf({ handoff, chat }: SupportCase, now: number): Pressing[] {
  const { state, answerBy, deadlineAt } = handoff;
  const all: (Pressing | null)[] = [
    state === 'served' ? null : { kind: 'promise', at: answerBy },
    deadlineAt === null || deadlineAt <= now ? null : { kind: 'deadline', at: deadlineAt },
    pressingWindow(windowEndsAt(chat), now),
  ];
  return all.filter((one) => one !== null).toSorted((left, right) => left.at - right.at);
}

function pressingWindow(endsAt: number | null, now: number): Pressing | null {
  return endsAt === null || endsAt <= now ? null : { kind: 'window', at: endsAt };
}
