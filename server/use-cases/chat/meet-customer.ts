import { MESSAGES_PER_TURN } from './chat-budget';
import type { Context } from '../context';
import { guestAccount } from '../accounts/open-account';
import type { Account } from '../ports/accounts';
import type { ChatState } from '../ports/chat';
import { UNTREATED } from '../ports/kf';
import type { Repositories } from '../ports/storage';

export interface Met {
  account: Account;
  chat: ChatState;
}

/**
 * Finds the account behind a customer, or makes a guest account for one never seen. Of two that meet a stranger at once, one
 * makes it: the other one's unit runs again and finds it.
 */
export async function meetCustomer(
  tx: Repositories,
  context: Context,
  { externalUserId, openKfId }: Pick<ChatState, 'externalUserId' | 'openKfId'>,
): Promise<Met> {
  const [account, chat] = await Promise.all([
    tx.accounts.findBound('external_userid', externalUserId),
    tx.chats.find(externalUserId),
  ]);
  const owner = account ?? (await newGuest(tx, context, externalUserId));
  if (chat) return { account: owner, chat: { ...chat, accountId: owner.id } };
  const begun: ChatState = {
    externalUserId,
    openKfId,
    accountId: owner.id,
    lastCustomerAt: null,
    // Entering opens nothing but the welcome: the first typed word does.
    sentSince: MESSAGES_PER_TURN,
    serviceState: UNTREATED,
    servicerUserid: null,
    version: 1,
  };
  await tx.chats.insert(begun);
  return { account: owner, chat: begun };
}

async function newGuest(tx: Repositories, context: Context, externalUserId: string): Promise<Account> {
  const account = guestAccount(context, 'zh-CN');
  const boundAt = account.createdAt;
  await tx.accounts.insert(account);
  await tx.identities.claim({
    kind: 'external_userid',
    value: externalUserId,
    accountId: account.id,
    boundAt,
  });
  return account;
}
