import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { addDays, DAY_MS, instantOf } from '../../../shared/domain/time';
import { disputesEndOf } from './account-deletion';
import type { Context } from '../context';
import { dropPhoto } from './erase-registration';
import type { AgedRegistration } from '../ports/registrations';
import { undone, type Repositories, type Undone } from '../ports/storage';

/** A deleted or expired registration is of use for so long: a payment on its way, a question, a new registration (PR12). */
const ENDED_MS = 30 * DAY_MS;

/**
 * Erases what registrations hold of people once it has served (PR12): answers, photo and words of deleted and expired ones 30
 * days after, of drafts likewise, of paid ones when scores and disputes have ended. The row, its subjects, orders, payments
 * and history stay without a personal value: counters, money and audit. Looks at one batch; those that change or owe money
 * meanwhile are looked at the next night.
 */
export async function eraseAged(
  context: Context,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ removed: number; next: string | null }> {
  const { batch, seasons } = await context.unitOfWork.read(async (tx) => {
    const rows = await tx.registrations.listUnerased(limit, after ?? '');
    const ids = [...new Set(rows.map(({ seasonId }) => seasonId))];
    const found = await Promise.all(ids.map(async (id) => [id, await tx.seasons.find(id)] as const));
    return { batch: rows, seasons: new Map(found) };
  });
  let removed = 0;
  for (const one of batch) {
    const season = seasons.get(one.seasonId);
    if (!season || endOf(one, season) > context.clock.now()) continue;
    if (await erase(context, one.id, season)) removed += 1;
  }
  return { removed, next: batch.length < limit ? null : (batch.at(-1)?.id ?? null) };
}

/** From when nothing personal is kept. What is live and unpaid ends by itself first, a draft at the latest with the exam. */
function endOf({ state, updatedAt }: AgedRegistration, season: Season): number {
  switch (state) {
    case 'deleted':
    case 'expired':
      return updatedAt + ENDED_MS;
    case 'draft':
      return instantOf(addDays(season.examTo, 1)) + ENDED_MS;
    case 'paid':
    case 'part_paid':
      return disputesEndOf(season);
    default:
      return Number.POSITIVE_INFINITY;
  }
}

async function erase(context: Context, id: string, season: Season): Promise<boolean> {
  return context.unitOfWork.run(async (tx): Promise<boolean | Undone<boolean>> => {
    const now = context.clock.now();
    const registration = await tx.registrations.find(id);
    if (!registration || endOf(registration, season) > now) return false;
    if (registration.openOrderId !== null || (await owesMoney(tx, id))) return false;
    await dropPhoto(tx, context, registration.photoId);
    await tx.tickets.removeAllOf(id);
    // The time of the last change tells when it ended, and stays.
    if ((await tx.registrations.save(blanked(registration))) !== 'saved') return undone(false);
    await tx.registrations.markErased(id, now);
    await tx.audit.append({
      id: context.newId(),
      action: 'retention.ended',
      actor: { role: 'system', id: 'retention', channel: 'job' },
      registrationId: id,
      from: null,
      to: null,
      revision: null,
      reason: null,
      at: now,
    });
    return true;
  });
}

async function owesMoney(tx: Repositories, registrationId: string): Promise<boolean> {
  const refunds = await tx.refunds.listOf(registrationId);
  return refunds.some(({ state }) => state === 'due' || state === 'processing');
}

/** Words that people wrote may name somebody: they go with the answers. */
function blanked(registration: Registration): Registration {
  const { decision } = registration;
  return {
    ...registration,
    answers: {},
    changeSet: null,
    photoId: null,
    deleteReason: null,
    decision: decision && { ...decision, reasonWords: null, decidedOn: undefined, before: undefined },
  };
}
