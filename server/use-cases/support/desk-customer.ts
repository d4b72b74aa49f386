import type { Context } from '../context';
import { isOwnConversation } from './desk-conversation';
import type { Account } from '../ports/accounts';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { isSupport } from '../staff/staff-rights';

/** A customer of the chat, as WeCom's client names them to whoever of the desk has their chat open. */
export interface CustomerInChat {
  externalUserId: string;
  member: StaffMember;
}

/**
 * The account behind a customer of the chat. `absent`: nobody we know, or nobody for this member; `own`: it is the member
 * themselves, and colleagues deal with them (domain.md 2, PR8).
 */
export async function deskCustomer(
  tx: Repositories,
  context: Pick<Context, 'hash'>,
  { externalUserId, member }: CustomerInChat,
): Promise<Account | 'absent' | 'own'> {
  const chat = isSupport(member) ? await tx.chats.find(externalUserId) : null;
  const account = chat && (await tx.accounts.find(chat.accountId));
  if (!account || account.state === 'closed') return 'absent';
  const handoff = { accountId: account.id };
  return (await isOwnConversation(tx, context, { member, handoff })) ? 'own' : account;
}
