import { callSupport, remindSupport, type SupportContext } from '../../use-cases/support/call-support';
import type { Farewell } from '../../use-cases/privacy/delete-account';
import { endSessions } from '../../use-cases/accounts/end-sessions';
import { endRetention } from '../../use-cases/privacy/end-retention';
import type { Locale, VerificationPurpose } from '../../use-cases/ports/accounts';
import type { SessionStore } from '../../use-cases/ports/sessions';
import type { Logger } from '../../use-cases/ports/logger';
import type { ClaimedMessage } from '../../use-cases/ports/messaging';
import type { PhotoStore } from '../../use-cases/ports/photos';
import { nextReminder, renewPromise } from '../../use-cases/support/renew-promise';
import { sendVerification, type VerificationContext } from '../../use-cases/accounts/send-verification';
import { tellDeletion } from '../../use-cases/privacy/tell-deletion';
import { tellRebinding, type RebindingContext } from '../../use-cases/accounts/tell-rebinding';
import { MINUTE_MS } from '../../../shared/domain/time';
import { DONE, paced, type Handled, type Handlers } from '../handler';

export type PeopleContext = VerificationContext &
  RebindingContext &
  SupportContext & { photoStore: PhotoStore; sessions: SessionStore; logger: Logger };

const SOON_MS = 100;
const NOBODY_AGAIN_MS = 10 * 60_000;

/** Jobs about accounts, photos and the support desk. */
export function peopleHandlers(context: PeopleContext): Handlers {
  return {
    'verification.requested': (message) => verify(context, message),
    'account.rebound': (message) => rebound(context, message),
    'account.deleted': (message) => deleted(context, message),
    'session.ended': (message) => endSession(context, message),
    'retention.ended': (message) => retention(context, message),
    'handoff.opened': (message) => call(context, message),
    'handoff.due': (message) => overdue(context, message),
    // The platform's own end leads the chat on; nothing is left to send.
    'handoff.closed': () => Promise.resolve(DONE),
    'photo.replaced': (message) => removePhoto(context, message),
  };
}

async function verify(
  context: PeopleContext,
  { id, payload, secret, dueAt }: ClaimedMessage,
): Promise<Handled> {
  const expiresAt = Number(payload.expiresAt);
  if (secret === null || context.clock.now() >= expiresAt) return DONE;
  const sealed = JSON.parse(secret) as { target: string; code: string; token: string };
  await sendVerification(context, {
    ...sealed,
    outboxId: id,
    accountId: String(payload.accountId),
    purpose: String(payload.purpose) as VerificationPurpose,
    via: payload.via === 'email' ? 'email' : 'mobile',
    locale: String(payload.locale) as Locale,
    expiresAt: Math.max(expiresAt, dueAt),
  });
  return DONE;
}

async function rebound(context: PeopleContext, { id, payload, createdAt }: ClaimedMessage): Promise<Handled> {
  const formerAccountId = payload.formerAccountId === null ? null : String(payload.formerAccountId);
  const accountId = String(payload.accountId);
  await tellRebinding(context, { outboxId: id, accountId, formerAccountId, at: createdAt });
  return DONE;
}

async function deleted(context: PeopleContext, { id, payload, secret }: ClaimedMessage): Promise<Handled> {
  if (secret === null) return DONE;
  const farewell = JSON.parse(secret) as Farewell;
  await tellDeletion(context, { outboxId: id, accountId: String(payload.accountId), farewell });
  return DONE;
}

async function endSession(context: PeopleContext, { secret }: ClaimedMessage): Promise<Handled> {
  if (secret === null || (await endSessions(context, JSON.parse(secret) as string[]))) return DONE;
  return paced('sessions.away', context.clock.now() + MINUTE_MS);
}

async function retention(context: PeopleContext, { payload }: ClaimedMessage): Promise<Handled> {
  const registrationId = payload.registrationId === null ? null : String(payload.registrationId);
  const ended = await endRetention(context, { accountId: String(payload.accountId), registrationId });
  if (ended === 'ended') return DONE;
  return { kind: 'later', code: 'retention.conflict', dueAt: context.clock.now() + SOON_MS, keep: true };
}

async function call(context: PeopleContext, { id, payload }: ClaimedMessage): Promise<Handled> {
  const handoffId = String(payload.handoffId);
  const told = payload.told === true;
  const called = await callSupport(context, { outboxId: id, handoffId, told });
  if (typeof called === 'object') return paced('handoff.paced', context.clock.now() + called.waitMs);
  if (called !== 'nobody') return DONE;
  // The staff file may name somebody by then; until then the log has to.
  context.logger.error('handoff.nobody', { ticketId: handoffId });
  return { kind: 'later', code: 'handoff.nobody', dueAt: context.clock.now() + NOBODY_AGAIN_MS, keep: true };
}

async function overdue(context: PeopleContext, { id, payload, attempts }: ClaimedMessage): Promise<Handled> {
  const handoffId = String(payload.handoffId);
  await renewPromise(context, handoffId);
  const reminded = await remindSupport(context, { outboxId: id, handoffId, round: attempts });
  if (reminded === 'nothing') return DONE;
  if (reminded === 'nobody') context.logger.error('handoff.nobody', { ticketId: handoffId });
  context.logger.warn('handoff.overdue', { ticketId: handoffId });
  const dueAt = await nextReminder(context, handoffId);
  return { kind: 'later', code: 'handoff.overdue', dueAt, keep: true };
}

async function removePhoto(context: PeopleContext, { payload }: ClaimedMessage): Promise<Handled> {
  const photoId = String(payload.photoId);
  await context.photoStore.delete(photoId);
  await context.unitOfWork.run((tx) => tx.photos.remove(photoId));
  return DONE;
}
