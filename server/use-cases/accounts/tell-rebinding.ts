import { render } from '../../../bot/replies/render';
import { instantText } from '../../../shared/i18n/instants';
import { chatIsOpen } from '../chat/chat-budget';
import type { Context } from '../context';
import type { KfPort } from '../ports/kf';
import type { Mailer } from '../ports/notify';
import { PlatformError, TransportError } from '../ports/platform-errors';

export type RebindingContext = Context & { mailer: Mailer; kf: KfPort };

/** Tells the account's own address, and the WeChat that was bound before, that another WeChat uses the account now. */
export async function tellRebinding(
  context: RebindingContext,
  input: { outboxId: string; accountId: string; formerAccountId: string | null; at: number },
): Promise<void> {
  const { outboxId, accountId, formerAccountId, at } = input;
  const { account, formerChat, told } = await context.unitOfWork.read(async (tx) => ({
    account: await tx.accounts.find(accountId),
    formerChat: formerAccountId === null ? null : await tx.chats.findByAccount(formerAccountId),
    told: await tx.deliveries.listOf(outboxId),
  }));
  if (!account) return;
  const { locale } = account;
  const text = render(locale, 'mail.account_rebound.text', { at: instantText(at, locale) });
  const once = async (channel: 'mail' | 'chat', send: () => Promise<unknown>): Promise<void> => {
    if (told.some((delivery) => delivery.channel === channel)) return;
    const outcome = await send().then(() => 'sent' as const, finalOutcome);
    const detail = channel === 'chat' ? outboxId : null;
    const delivery = { outboxId, accountId, channel, topic: 'account.rebound', outcome, detail };
    await context.unitOfWork.run((tx) =>
      tx.deliveries.add({ ...delivery, id: context.newId(), at: context.clock.now() }),
    );
  };
  const { email } = account;
  if (email !== null && account.emailVerifiedAt !== null) {
    const subject = render(locale, 'mail.account_rebound.subject');
    await once('mail', () => context.mailer.sendMail({ to: email, subject, text, id: outboxId }));
  }
  if (!formerChat || !chatIsOpen(formerChat, context.clock.now())) return;
  const { externalUserId: toUser, openKfId } = formerChat;
  const message = { msgtype: 'text' as const, text: { content: text } };
  await once('chat', () => context.kf.sendMsg({ toUser, openKfId, msgId: outboxId, message }));
}

const FINAL: readonly PlatformError['class'][] = ['CHANNEL', 'TARGET', 'PERMANENT'];

/** Refused, or of unknown fate: on record, and no reason to tell it twice elsewhere. Everything else is tried again. */
function finalOutcome(error: unknown): 'refused' | 'unknown' {
  if (error instanceof PlatformError && FINAL.includes(error.class)) return 'refused';
  if (error instanceof TransportError && error.sent === 'maybe') return 'unknown';
  throw error;
}
