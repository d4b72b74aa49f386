import { callForStuck } from './call-for-stuck';
import type { Context } from './context';
import type { Delivery } from './ports/messaging';
import {
  deliveryOf,
  sendNotice,
  type Channel,
  type NoticeContext,
  type Notification,
  type Recipient,
} from './send-notice';

export type NotifyContext = NoticeContext;

export type Told = 'sent' | 'unknown' | 'undeliverable' | 'nothing_to_tell';

/** Looks at one message after which its record has to have come to rest. */
const LOOKS = 5;

const ORDER: readonly Channel[] = ['subscription', 'chat', 'mail'];

/**
 * Tells a candidate once: a subscription message where a permission is held, else the chat while its window and budget
 * allow, else mail. What reached nobody, and what nobody can know, is recorded as such (promise 5).
 */
export async function tellCandidate(context: NotifyContext, notification: Notification): Promise<Told> {
  for (let look = 1; look <= LOOKS; look += 1) {
    const told = await tellAsItStands(context, notification);
    if (told !== 'changed') return told;
  }
  throw new Error('notice could not be begun: its record keeps changing');
}

async function tellAsItStands(context: NotifyContext, notification: Notification): Promise<Told | 'changed'> {
  const tried = await context.unitOfWork.read((tx) => tx.deliveries.listOf(notification.outboxId));
  if (tried.some(({ outcome }) => outcome === 'sent')) return 'sent';
  const open = tried.find(({ outcome }) => outcome === 'unknown');
  // Only the chat knows a message by its id: asked again, it tells what became of it. The others would tell twice.
  if (open && open.channel !== 'chat') return 'unknown';
  const recipient = await findRecipient(context, notification);
  if (!recipient) return 'nothing_to_tell';
  for (const channel of open ? (['chat'] as const) : ORDER) {
    const earlier = tried.find((delivery) => delivery.channel === channel);
    if (earlier && !isOpen(earlier)) continue;
    const outcome = await sendNotice(context, { channel, notification, recipient, earlier });
    if (outcome === 'sent' || outcome === 'unknown' || outcome === 'changed') return outcome;
  }
  if (open) return 'unknown';
  await context.unitOfWork.run((tx) =>
    tx.deliveries.add(
      deliveryOf(
        context,
        { channel: 'mail', notification, recipient },
        { outcome: 'undeliverable', detail: null },
      ),
    ),
  );
  return 'undeliverable';
}

/** Begun and not ended: not sent at all, or of unknown fate. */
function isOpen({ outcome }: Delivery): boolean {
  return outcome === 'not_sent' || outcome === 'unknown';
}

async function findRecipient(context: Context, notification: Notification): Promise<Recipient | null> {
  const now = context.clock.now();
  return context.unitOfWork.run(async (tx) => {
    const { occasion, paidCodes, refundId } = notification;
    const [registration, refund] = await Promise.all([
      tx.registrations.find(notification.registrationId),
      refundId === null ? null : tx.refunds.find(refundId),
    ]);
    if (!registration) return null;
    const [account, season, identities, chat] = await Promise.all([
      tx.accounts.find(registration.accountId),
      tx.seasons.find(registration.seasonId),
      tx.identities.listOf(registration.accountId),
      tx.chats.findByAccount(registration.accountId),
    ]);
    if (!account || !season) return null;
    const calledFor = await callForStuck(tx, context, { registration, season, occasion });
    return {
      account,
      openid: identities.find((identity) => identity.kind === 'openid')?.value ?? null,
      chat,
      facts: { occasion, registration, season, refund, paidCodes, calledFor, locale: account.locale, now },
    };
  });
}
