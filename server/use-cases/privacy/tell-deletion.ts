import { render } from '../../../bot/replies/render';
import { instantText } from '../../../shared/i18n/instants';
import type { Context } from '../context';
import type { Farewell } from './delete-account';
import type { Delivery } from '../ports/messaging';
import type { Mailer, SmsSender } from '../ports/notify';
import { PlatformError, TransportError } from '../ports/platform-errors';

/** Tells both addresses that the account is gone, so that nobody is deleted unseen. Each gets it once. */
export async function tellDeletion(
  context: Context & { mailer: Mailer; sms: SmsSender },
  { outboxId, accountId, farewell }: { outboxId: string; accountId: string; farewell: Farewell },
): Promise<void> {
  const { email, mobile, locale, keptUntil } = farewell;
  const told = await context.unitOfWork.read((tx) => tx.deliveries.listOf(outboxId));
  const once = async (channel: 'mail' | 'sms', send: () => Promise<unknown>): Promise<void> => {
    if (told.some((delivery) => delivery.channel === channel)) return;
    const outcome = await send().then(() => 'sent' as const, finalOutcome);
    const delivery = { outboxId, accountId, channel, topic: 'account.deleted', outcome, detail: null };
    await context.unitOfWork.run((tx) =>
      tx.deliveries.add({ ...delivery, id: context.newId(), at: context.clock.now() }),
    );
  };
  if (email !== null) {
    const subject = render(locale, 'mail.account_deleted.subject');
    const kept =
      keptUntil === null
        ? ''
        : render(locale, 'mail.account_deleted.kept', { at: instantText(keptUntil, locale) });
    const text = render(locale, 'mail.account_deleted.text', { kept });
    await once('mail', () => context.mailer.sendMail({ to: email, subject, text, id: outboxId }));
  }
  if (mobile === null) return;
  const template = `account_deleted.${locale}`;
  await once('sms', () => context.sms.sendSms({ to: mobile, template, params: {}, id: outboxId }));
}

const FINAL: readonly PlatformError['class'][] = ['CHANNEL', 'TARGET', 'PERMANENT'];

/** Refused, or of unknown fate: on record. Everything else is tried again. */
function finalOutcome(error: unknown): Delivery['outcome'] {
  if (error instanceof PlatformError && FINAL.includes(error.class)) return 'refused';
  if (error instanceof TransportError && error.sent === 'maybe') return 'unknown';
  throw error;
}
