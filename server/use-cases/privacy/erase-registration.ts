import { isFinal } from '../../../shared/domain/lifecycle';
import type { Actor, AnswerField, Answers, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { changeRegistration } from '../registrations/change-registration';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { Repositories } from '../ports/storage';

export interface Erasure {
  registration: Registration;
  season: Season;
  actor: Actor;
  /** The answers that go; null is all of them. */
  covered: readonly AnswerField[] | null;
  /** Coded reason for the history. */
  reason: string;
}

/**
 * Blanks answers and photo of a registration (PR14): a draft and an ended one keep their row, while a submitted one cannot
 * stand without them and is deleted. False = somebody was faster, or the state forbids it; the caller undoes its unit.
 */
export async function eraseRegistration(
  tx: Repositories,
  context: Context,
  { registration, season, actor, covered, reason }: Erasure,
): Promise<boolean> {
  const blank = { answers: without(registration.answers, covered), changeSet: null, photoId: null };
  await dropPhoto(tx, context, registration.photoId);
  if (registration.state === 'draft' || isFinal(registration.state)) {
    // Nothing is left that the seat, taken over from an earlier registration, would be kept for.
    const seat = covered === null ? await returnSeat(tx, registration) : registration.seat;
    const erased = { ...registration, ...blank, seat, updatedAt: context.clock.now() };
    return (await tx.registrations.save(erased)) === 'saved';
  }
  const deleted = await changeRegistration(tx, context, {
    registration,
    season,
    actor,
    action: 'delete',
    request: { reasonGiven: true },
    patch: blank,
    reason,
  });
  return deleted.ok;
}

/** The file goes by a job after the commit, as that of a replaced photo does. */
export async function dropPhoto(tx: Repositories, context: Context, photoId: string | null): Promise<void> {
  if (photoId === null) return;
  const key = `photo.replaced:${photoId}`;
  await tx.outbox.add([outboxRow(context, { topic: 'photo.replaced', key, payload: { photoId } })]);
}

async function returnSeat(tx: Repositories, { seat, seasonId }: Registration): Promise<null> {
  if (seat) await tx.seats.release(seasonId, { ...seat, siteTotal: true });
  return null;
}

function without(answers: Answers, covered: readonly AnswerField[] | null): Answers {
  if (covered === null) return {};
  const kept = Object.entries(answers).filter(([field]) => !covered.includes(field as AnswerField));
  return Object.fromEntries(kept);
}
