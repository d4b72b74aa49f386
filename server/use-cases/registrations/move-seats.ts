import type { HeldSeat, Registration } from '../../../shared/domain/registration';
import type { Effect } from '../../../shared/domain/transition';
import type { Change, Changed } from './change-registration';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { Places } from '../ports/registrations';
import type { Repositories } from '../ports/storage';

/** Takes new seats before old ones are returned, so that nobody loses a seat by a change that fails (race rule 5). */
export async function moveSeats(
  tx: Repositories,
  context: Context,
  { change, next, effects }: { change: Change; next: Registration; effects: Effect[] },
): Promise<{ ok: true; registration: Registration } | Extract<Changed, { why: 'seats_full' }>> {
  const held = change.registration.seat;
  const wanted = wantedSeat(held, next, effects);
  if (wanted === undefined) return { ok: true, registration: next };
  const gained = difference(wanted, held);
  const lost = difference(held, wanted);
  if (gained) {
    const taken = await tx.seats.take(change.season.id, gained, change.force);
    if (!taken.ok) {
      return { ok: false, why: 'seats_full', siteCode: gained.siteCode, subjectCode: taken.full };
    }
    if (change.force) await alarmOverCapacity(tx, context, { registration: next, gained });
  }
  if (lost) await tx.seats.release(change.season.id, lost);
  return { ok: true, registration: { ...next, seat: wanted } };
}

/** The seat after the change; undefined = unchanged. */
function wantedSeat(
  held: HeldSeat | null,
  next: Registration,
  effects: Effect[],
): HeldSeat | null | undefined {
  if (effects.some((effect) => effect.kind === 'release_seats')) return null;
  const lapsed = effects.find((effect) => effect.kind === 'lapse_subjects');
  if (lapsed && held) {
    return { ...held, subjectCodes: held.subjectCodes.filter((code) => !lapsed.subjectCodes.includes(code)) };
  }
  const { siteCode } = next.answers;
  if (!siteCode) return undefined;
  if (effects.some((effect) => effect.kind === 'hold_seats')) {
    return { siteCode, subjectCodes: next.subjects.map((subject) => subject.code) };
  }
  const paid = effects.find((effect) => effect.kind === 'mark_paid');
  if (!paid) return undefined;
  // What is paid has a seat: an expired registration that is honoured after all takes those places again.
  const kept = held ?? { siteCode, subjectCodes: [] };
  return { ...kept, subjectCodes: [...new Set([...kept.subjectCodes, ...paid.subjectCodes])] };
}

/** Money that came in time is honoured even where the site is full; the office has to know (race rule 3). */
async function alarmOverCapacity(
  tx: Repositories,
  context: Context,
  { registration, gained }: { registration: Registration; gained: Places },
): Promise<void> {
  const counts = await tx.seats.counts(registration.seasonId, gained.siteCode);
  const over = counts.filter(
    ({ subjectCode, capacity, taken }) =>
      capacity !== null &&
      taken > capacity &&
      (subjectCode === null ? gained.siteTotal : gained.subjectCodes.includes(subjectCode)),
  );
  const rows = over.map(({ siteCode, subjectCode, capacity, taken }) =>
    outboxRow(context, {
      topic: 'seats.over_capacity',
      key: `seats.over_capacity:${registration.id}:${registration.version}:${subjectCode ?? ''}`,
      payload: { registrationId: registration.id, siteCode, subjectCode, capacity, taken },
    }),
  );
  if (rows.length > 0) await tx.outbox.add(rows);
}

/** What `a` holds and `b` does not; the site's own place counts when `b` is elsewhere. */
function difference(a: HeldSeat | null, b: HeldSeat | null): Places | null {
  if (!a) return null;
  const sameSite = b !== null && b.siteCode === a.siteCode;
  const subjectCodes = sameSite
    ? a.subjectCodes.filter((code) => !b.subjectCodes.includes(code))
    : a.subjectCodes;
  if (sameSite && subjectCodes.length === 0) return null;
  return { siteCode: a.siteCode, subjectCodes, siteTotal: !sameSite };
}
