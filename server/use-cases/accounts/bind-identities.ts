import type { Context } from '../context';
import { guestAccount } from './open-account';
import { outboxRow } from '../outbox-rows';
import type { Account, Identity } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

type Binding = Pick<Identity, 'kind' | 'value'>;

/**
 * Binds a WeChat person to an account whose owner has proven themself. A second identity of one kind is another WeChat:
 * then the former one leaves whole, its phones are signed out and its chat goes to an account of its own. The former
 * binding and the account's addresses are told, so that nobody is moved out unseen (domain.md 3); `told` false is for a
 * person's own second channel.
 */
export async function bindIdentities(
  tx: Repositories,
  context: Context,
  { account, identities, told = true }: { account: Account; identities: readonly Binding[]; told?: boolean },
): Promise<void> {
  const present = await tx.identities.listOf(account.id);
  const news = identities.filter((one) => !present.some((old) => same(old, one)));
  if (news.length === 0) return;
  const moved = present.some((old) => news.some((one) => one.kind === old.kind));
  const formerAccountId = moved ? await release(tx, context, { account, present, kept: identities }) : null;
  const boundAt = context.clock.now();
  for (const { kind, value } of news) {
    await tx.identities.bind({ kind, value, accountId: account.id, boundAt });
  }
  if (!told) return;
  const payload = { accountId: account.id, formerAccountId };
  const key = `account.rebound:${account.id}:${context.newId()}`;
  await tx.outbox.add([outboxRow(context, { topic: 'account.rebound', key, payload })]);
}

async function release(
  tx: Repositories,
  context: Context,
  { account, present, kept }: { account: Account; present: Identity[]; kept: readonly Binding[] },
): Promise<string | null> {
  const leaving = present.filter((old) => !kept.some((one) => same(old, one)));
  await tx.logins.removeAllOf(account.id);
  for (const { kind, value } of leaving) await tx.identities.unbind(kind, value);
  const customer = leaving.find((old) => old.kind === 'external_userid');
  return customer ? startAnew(tx, context, { account, externalUserId: customer.value }) : null;
}

/** The former WeChat keeps its conversation and the call for a person it made there, with nothing of the account in it. */
async function startAnew(
  tx: Repositories,
  context: Context,
  { account, externalUserId }: { account: Account; externalUserId: string },
): Promise<string> {
  const former = guestAccount(context, account.locale);
  await tx.accounts.insert(former);
  await tx.identities.bind({
    kind: 'external_userid',
    value: externalUserId,
    accountId: former.id,
    boundAt: former.createdAt,
  });
  const chat = await tx.chats.find(externalUserId);
  if (chat) await tx.chats.save({ ...chat, accountId: former.id });
  const called = await tx.handoffs.openOf(account.id);
  if (called?.externalUserId === externalUserId) await tx.handoffs.save({ ...called, accountId: former.id });
  return former.id;
}

function same(one: Binding, other: Binding): boolean {
  return one.kind === other.kind && one.value === other.value;
}
