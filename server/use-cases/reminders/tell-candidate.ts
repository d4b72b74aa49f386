import { callForStuck } from '../support/call-for-stuck';
import type { Context } from '../context';
import {
  noticeSubject,
  noticeText,
  templateOf,
  templateValues,
  type NoticeFacts,
  type Occasion,
} from './notice-text';
import type { Channel, NoticeContent, NoticeContext, Recipient } from './send-notice';
import { tellOnce, type Told } from './tell-once';

export type NotifyContext = NoticeContext;

export interface Notification {
  /** Row that causes this message; its deliveries tell what was tried already. */
  outboxId: string;
  registrationId: string;
  refundId: string | null;
  /** Subjects that one payment paid, when the message is about it. */
  paidCodes: readonly string[] | null;
  occasion: Occasion;
}

const ORDER: readonly Channel[] = ['subscription', 'chat', 'mail'];

/**
 * Tells a candidate once of what happened to a registration: a subscription message where a permission is held, else the
 * chat while its window and budget allow, else mail.
 */
export function tellCandidate(context: NotifyContext, notification: Notification): Promise<Told> {
  const { occasion, outboxId } = notification;
  const topic = occasion.about === 'reminder' ? `reminder.${occasion.kind}` : occasion.about;
  return tellOnce(context, {
    cause: { outboxId, topic },
    ways: ORDER,
    find: () => findRecipient(context, notification),
  });
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
    const { locale } = account;
    return {
      account,
      openid: identities.find((identity) => identity.kind === 'openid')?.value ?? null,
      chat,
      content: contentOf({ occasion, registration, season, refund, paidCodes, calledFor, locale, now }),
    };
  });
}

function contentOf(facts: NoticeFacts): NoticeContent {
  const template = templateOf(facts.season, facts.occasion);
  return {
    subject: noticeSubject(facts),
    text: noticeText(facts),
    template: template && {
      templateId: template.templateId,
      page: template.page,
      values: templateValues(template, facts),
    },
  };
}
