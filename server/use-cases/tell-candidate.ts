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

const ORDER: readonly Channel[] = ['subscription', 'chat', 'mail'];

/**
 * Tells a candidate once: a subscription message where a permission is held, else the chat while its window and budget
 * allow, else mail. What reached nobody, and what nobody can know, is recorded as such (promise 5).
 */
export async function tellCandidate(context: NotifyContext, notification: Notification): Promise<Told> {
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
    if (outcome === 'sent' || outcome === 'unknown') return outcome;
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
  return context.unitOfWork.read(async (tx) => {
    const registration = await tx.registrations.find(notification.registrationId);
    const account = registration && (await tx.accounts.find(registration.accountId));
    const season = registration && (await tx.seasons.find(registration.seasonId));
    if (!registration || !account || !season) return null;
    const identities = await tx.identities.listOf(account.id);
    const refund = notification.refundId === null ? null : await tx.refunds.find(notification.refundId);
    const { occasion, paidCodes } = notification;
    return {
      account,
      openid: identities.find((identity) => identity.kind === 'openid')?.value ?? null,
      chat: await tx.chats.findByAccount(account.id),
      facts: { occasion, registration, season, refund, paidCodes, locale: account.locale, now },
    };
  });
}
