import type { CandidateTopic } from '../../../shared/domain/transition';
import { notDelivered } from '../../use-cases/support/deliver-words';
import { endByTime } from '../../use-cases/registrations/end-by-time';
import type { ClaimedMessage } from '../../use-cases/ports/messaging';
import { remind, type RemindContext } from '../../use-cases/reminders/remind';
import { reminderOf } from '../../use-cases/reminders/reminder-rows';
import { tellCandidate } from '../../use-cases/reminders/tell-candidate';
import { DONE, paced, type Handled, type Handlers } from '../handler';

const SOON_MS = 200;

/** Messages to candidates, reminders, and what time alone ends. */
export function timeHandlers(context: RemindContext): Handlers {
  return {
    'candidate.told': (message) => tell(context, message),
    'reminder.due': (message) => remindNow(context, message),
    'registration.due': (message) => end(context, message),
    'notice.failed': (message) => tellByNextWay(context, message),
  };
}

async function tell(context: RemindContext, { id, payload }: ClaimedMessage): Promise<Handled> {
  await tellCandidate(context, {
    outboxId: id,
    registrationId: String(payload.registrationId),
    refundId: payload.refundId ? String(payload.refundId) : null,
    paidCodes: payload.subjectCodes ? String(payload.subjectCodes).split(',') : null,
    occasion: { about: String(payload.about) as CandidateTopic },
  });
  return DONE;
}

async function remindNow(context: RemindContext, { id, payload }: ClaimedMessage): Promise<Handled> {
  const { registrationId, seasonId, siteCode } = payload;
  const reminded = await remind(context, {
    outboxId: id,
    registrationId: String(registrationId),
    site: seasonId ? { seasonId: String(seasonId), siteCode: String(siteCode) } : null,
    reminder: reminderOf(payload),
  });
  return typeof reminded === 'object' ? paced('reminder.paced', context.clock.now() + reminded.waitMs) : DONE;
}

/** A notice that the chat took and did not deliver is told again under its own row, which knows what was tried. */
async function tellByNextWay(context: RemindContext, message: ClaimedMessage): Promise<Handled> {
  const outboxId = String(message.payload.outboxId);
  const notice = await context.unitOfWork.read((tx) => tx.outbox.find(outboxId));
  if (notice?.topic === 'candidate.told') return tell(context, { ...message, ...notice });
  if (notice?.topic === 'reminder.due') return remindNow(context, { ...message, ...notice });
  if (notice?.topic === 'support.written') await owed(context, notice.payload);
  return DONE;
}

/** Words of the desk that the chat took and did not deliver: their writer chooses another way. */
async function owed(context: RemindContext, { mark, handoffId }: ClaimedMessage['payload']): Promise<void> {
  const words = { mark: String(mark), handoffId: String(handoffId) };
  await context.unitOfWork.run((tx) => tx.outbox.add([notDelivered(context, words)]));
}

async function end(context: RemindContext, { payload }: ClaimedMessage): Promise<Handled> {
  const ended = await endByTime(context, String(payload.registrationId));
  if (ended !== 'conflict') return DONE;
  return { kind: 'later', code: 'registration.conflict', dueAt: context.clock.now() + SOON_MS, keep: true };
}
