import { render } from '../../bot/replies/render';
import { instantText } from '../../shared/i18n/instants';
import { chatIsOpen } from './chat-budget';
import type { Context } from './context';
import type { KfPort } from './ports/kf';
import type { Mailer } from './ports/notify';
import { PlatformError } from './ports/platform-errors';

export type RebindingContext = Context & { mailer: Mailer; kf: KfPort };

/** Tells the account's own address, and the WeChat that was bound before, that another WeChat uses the account now. */
export async function tellRebinding(
  context: RebindingContext,
  input: { outboxId: string; accountId: string; formerAccountId: string | null; at: number },
): Promise<void> {
  const { outboxId, accountId, formerAccountId, at } = input;
  const { account, formerChat } = await context.unitOfWork.read(async (tx) => ({
    account: await tx.accounts.find(accountId),
    formerChat: formerAccountId === null ? null : await tx.chats.findByAccount(formerAccountId),
  }));
  if (!account) return;
  const { locale } = account;
  const text = render(locale, 'mail.account_rebound.text', { at: instantText(at, locale) });
  if (account.email !== null && account.emailVerifiedAt !== null) {
    const subject = render(locale, 'mail.account_rebound.subject');
    await context.mailer.sendMail({ to: account.email, subject, text, id: outboxId });
  }
  if (!formerChat || !chatIsOpen(formerChat, context.clock.now())) return;
  const { externalUserId: toUser, openKfId } = formerChat;
  const message = { msgtype: 'text' as const, text: { content: text } };
  try {
    await context.kf.sendMsg({ toUser, openKfId, msgId: outboxId, message });
  } catch (error) {
    // The mail has told it; a chat that is closed meanwhile is no reason to send the mail again.
    if (!(error instanceof PlatformError)) throw error;
  }
}
