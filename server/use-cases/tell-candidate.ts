import { chatIsOpen } from './chat-budget';
import type { Context } from './context';
import {
  noticeSubject,
  noticeText,
  templateOf,
  templateValues,
  type NoticeFacts,
  type Occasion,
} from './notice-text';
import type { Account } from './ports/accounts';
import type { ChatState } from './ports/chat';
import type { KfPort } from './ports/kf';
import type { Delivery } from './ports/messaging';
import type { Mailer } from './ports/notify';
import { PlatformError, TransportError } from './ports/platform-errors';
import type { WechatPort } from './ports/wechat';

export type NotifyContext = Context & { kf: KfPort; wechat: WechatPort; mailer: Mailer };

export interface Notification {
  /** Row that causes this message; its deliveries tell what was tried already. */
  outboxId: string;
  registrationId: string;
  refundId: string | null;
  occasion: Occasion;
  /** The row was begun before: its message may have arrived although nothing is on record. */
  again?: boolean;
}

export type Told = 'sent' | 'unknown' | 'undeliverable' | 'nothing_to_tell';

type Channel = 'subscription' | 'chat' | 'mail';
const ORDER: readonly Channel[] = ['subscription', 'chat', 'mail'];

interface Recipient {
  account: Account;
  openid: string | null;
  chat: ChatState | null;
  facts: NoticeFacts;
}

/**
 * Tells a candidate once: a subscription message where a permission is held, else the chat while its window and budget
 * allow, else mail. What reached nobody, and what nobody can know, is recorded as such (promise 5).
 */
export async function tellCandidate(context: NotifyContext, notification: Notification): Promise<Told> {
  const tried = await context.unitOfWork.read((tx) => tx.deliveries.listOf(notification.outboxId));
  const final = tried.find((delivery) => delivery.outcome === 'sent' || delivery.outcome === 'unknown');
  if (final) return final.outcome === 'sent' ? 'sent' : 'unknown';
  const recipient = await findRecipient(context, notification);
  if (!recipient) return 'nothing_to_tell';
  for (const channel of ORDER) {
    if (tried.some((delivery) => delivery.channel === channel)) continue;
    const outcome = await tryChannel(context, { channel, notification, recipient });
    if (outcome === null) continue;
    await record(context, { notification, recipient, channel, outcome });
    if (outcome === 'sent' || outcome === 'unknown') return outcome;
  }
  await record(context, { notification, recipient, channel: 'mail', outcome: 'undeliverable' });
  return 'undeliverable';
}

async function findRecipient(context: NotifyContext, notification: Notification): Promise<Recipient | null> {
  const now = context.clock.now();
  return context.unitOfWork.read(async (tx) => {
    const registration = await tx.registrations.find(notification.registrationId);
    const account = registration && (await tx.accounts.find(registration.accountId));
    const season = registration && (await tx.seasons.find(registration.seasonId));
    if (!registration || !account || !season) return null;
    const identities = await tx.identities.listOf(account.id);
    const refund = notification.refundId === null ? null : await tx.refunds.find(notification.refundId);
    const { occasion } = notification;
    return {
      account,
      openid: identities.find((identity) => identity.kind === 'openid')?.value ?? null,
      chat: await tx.chats.findByAccount(account.id),
      facts: { occasion, registration, season, refund, locale: account.locale, now },
    };
  });
}

interface Attempt {
  channel: Channel;
  notification: Notification;
  recipient: Recipient;
}

/** Null: this way does not exist for this person now. A busy platform throws and the row comes back later. */
async function tryChannel(context: NotifyContext, attempt: Attempt): Promise<Delivery['outcome'] | null> {
  try {
    switch (attempt.channel) {
      case 'subscription':
        return await bySubscription(context, attempt.recipient);
      case 'chat':
        return await byChat(context, attempt);
      case 'mail':
        return await byMail(context, attempt);
    }
  } catch (error) {
    if (error instanceof TransportError && error.sent === 'maybe') return 'unknown';
    if (error instanceof PlatformError && FINAL_HERE.has(error.class)) return 'refused';
    throw error;
  }
}

/** Answers that close this way for this message; the next way is tried. */
const FINAL_HERE: ReadonlySet<PlatformError['class']> = new Set(['CHANNEL', 'TARGET', 'PERMANENT', 'CONFIG']);
const NO_PERMIT = 43101;
/** The platform has this message id already: the try before this one arrived and was not recorded (kf.md 4.1). */
const REPEATED_ID = 40058;

async function bySubscription(
  context: NotifyContext,
  { openid, facts }: Recipient,
): Promise<Delivery['outcome'] | null> {
  const template = templateOf(facts.season, facts.occasion);
  if (!template || openid === null) return null;
  const { templateId } = template;
  const at = context.clock.now();
  const held = await context.unitOfWork.run((tx) => tx.permits.take(openid, templateId, at));
  if (!held) return null;
  try {
    await context.wechat.subscribeSend({
      toOpenid: openid,
      templateId,
      page: template.page,
      values: templateValues(template, facts),
      lang: facts.locale === 'en' ? 'en_US' : 'zh_CN',
    });
    return 'sent';
  } catch (error) {
    await keepPermitBooks(context, { openid, templateId, error });
    throw error;
  }
}

/** The platform's count wins: refused means none is left; not sent means that ours was not used up. */
async function keepPermitBooks(
  context: NotifyContext,
  { openid, templateId, error }: { openid: string; templateId: string; error: unknown },
): Promise<void> {
  const at = context.clock.now();
  if (error instanceof PlatformError && error.code === NO_PERMIT) {
    await context.unitOfWork.run((tx) => tx.permits.clear(openid, templateId, at));
  } else if (!(error instanceof TransportError && error.sent === 'maybe')) {
    await context.unitOfWork.run((tx) => tx.permits.add(openid, templateId, 1, at));
  }
}

async function byChat(
  context: NotifyContext,
  { notification, recipient }: Attempt,
): Promise<Delivery['outcome'] | null> {
  const { chat, facts } = recipient;
  if (!chat || !chatIsOpen(chat, context.clock.now())) return null;
  const reserved = await context.unitOfWork.run((tx) =>
    tx.chats.save({ ...chat, sentSince: chat.sentSince + 1 }),
  );
  if (!reserved) return null;
  try {
    await context.kf.sendMsg({
      toUser: chat.externalUserId,
      openKfId: chat.openKfId,
      msgId: notification.outboxId,
      message: { msgtype: 'text', text: { content: noticeText(facts) } },
    });
  } catch (error) {
    const arrived = notification.again && error instanceof PlatformError && error.code === REPEATED_ID;
    if (!arrived) throw error;
  }
  return 'sent';
}

async function byMail(
  context: NotifyContext,
  { notification, recipient }: Attempt,
): Promise<Delivery['outcome'] | null> {
  const { account, facts } = recipient;
  if (account.email === null || account.emailVerifiedAt === null) return null;
  await context.mailer.sendMail({
    to: account.email,
    subject: noticeSubject(facts),
    text: noticeText(facts),
    id: notification.outboxId,
  });
  return 'sent';
}

async function record(
  context: NotifyContext,
  { notification, recipient, channel, outcome }: Attempt & { outcome: Delivery['outcome'] },
): Promise<void> {
  const { occasion } = notification;
  await context.unitOfWork.run((tx) =>
    tx.deliveries.add({
      id: context.newId(),
      outboxId: notification.outboxId,
      accountId: recipient.account.id,
      channel,
      topic: occasion.about === 'reminder' ? `reminder.${occasion.kind}` : occasion.about,
      outcome,
      detail: channel === 'chat' ? notification.outboxId : null,
      at: context.clock.now(),
    }),
  );
}
