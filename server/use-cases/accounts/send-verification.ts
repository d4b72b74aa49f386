import { render } from '../../../bot/replies/render';
import { instantText } from '../../../shared/i18n/instants';
import type { Context } from '../context';
import type { Locale, VerificationPurpose } from '../ports/accounts';
import type { Delivery } from '../ports/messaging';
import type { Mailer, SmsSender } from '../ports/notify';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { Addresses } from '../chat/resolve-replies';

export type VerificationContext = Context & { mailer: Mailer; sms: SmsSender; addresses: Addresses };

/** What was decided when the verification was issued; the address, code and token were sealed until now. */
export interface LeavingVerification {
  outboxId: string;
  accountId: string;
  purpose: VerificationPurpose;
  via: 'email' | 'mobile';
  locale: Locale;
  expiresAt: number;
  target: string;
  code: string;
  token: string;
}

/** Sends the code and the link that prove an address (S10). A repeat under the same id reaches the person once. */
export async function sendVerification(
  context: VerificationContext,
  leaving: LeavingVerification,
): Promise<void> {
  const before = await context.unitOfWork.read((tx) => tx.deliveries.listOf(leaving.outboxId));
  if (before.length > 0) return;
  const outcome = await send(context, leaving);
  await context.unitOfWork.run((tx) =>
    tx.deliveries.add({
      id: context.newId(),
      outboxId: leaving.outboxId,
      accountId: leaving.accountId,
      channel: leaving.via === 'email' ? 'mail' : 'sms',
      topic: `verification.${leaving.purpose}`,
      outcome,
      detail: null,
      at: context.clock.now(),
    }),
  );
}

async function send(
  context: VerificationContext,
  leaving: LeavingVerification,
): Promise<Delivery['outcome']> {
  try {
    if (leaving.via === 'email') await byMail(context, leaving);
    else await bySms(context, leaving);
    return 'sent';
  } catch (error) {
    // The person can ask for another one at once; a doubled code only confuses.
    if (error instanceof TransportError && error.sent === 'maybe') return 'unknown';
    if (error instanceof PlatformError && error.class === 'TARGET') return 'refused';
    throw error;
  }
}

function linkOf(context: VerificationContext, token: string): string {
  return `${context.addresses.publicUrl}/pages/confirm?t=${token}`;
}

async function byMail(context: VerificationContext, leaving: LeavingVerification): Promise<void> {
  const { locale, code, token, target, outboxId, purpose, expiresAt } = leaving;
  const params = { code, link: linkOf(context, token), expiresAt: instantText(expiresAt, locale) };
  await context.mailer.sendMail({
    to: target,
    subject: render(locale, `mail.${purpose}.subject`),
    text: render(locale, `mail.${purpose}.text`, params),
    id: outboxId,
  });
}

/** The provider's templates are named after the purpose and the language; values only, no free text. */
async function bySms(context: VerificationContext, leaving: LeavingVerification): Promise<void> {
  const { locale, code, token, target, outboxId, purpose } = leaving;
  await context.sms.sendSms({
    to: target,
    template: `${purpose}.${locale}`,
    // Only who asked, on their own phone, may use this one: there is nothing to open.
    params: purpose === 'confirm_identity' ? { code } : { code, link: linkOf(context, token) },
    id: outboxId,
  });
}
