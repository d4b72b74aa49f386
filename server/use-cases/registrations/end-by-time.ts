import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { changeRegistration } from './change-registration';
import type { Context } from '../context';
import { planDueWorkAnew } from '../reminders/due-work';
import { orderClosing } from '../payments/end-order';
import { outboxRow } from '../outbox-rows';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { expiryOf, lapsesAt } from '../../../shared/domain/calendar';
import { registrationFacts } from './registration-facts';

export type EndedByTime = 'ended' | 'order_first' | 'not_due' | 'nothing' | 'conflict';

const CLOCK: Actor = { role: 'system', id: 'time', channel: 'job' };

/**
 * Ends what time ended: expires a registration, or lets its unpaid subjects lapse (domain.md 2, "Expiry"). With an open
 * order the platform's word comes first: the order's own end leads to the same outcome (race rule 3).
 */
export async function endByTime(context: Context, registrationId: string): Promise<EndedByTime> {
  return context.unitOfWork.run(async (tx): Promise<EndedByTime | Undone<EndedByTime>> => {
    const registration = await tx.registrations.find(registrationId);
    const season = registration && (await tx.seasons.find(registration.seasonId));
    if (!registration || !season) return 'nothing';
    const now = context.clock.now();
    const facts = registrationFacts(registration, season, now);
    const lapses = lapsesAt(registration.state, facts.deadlines);
    const endsAt = expiryOf(registration.state, facts) ?? lapses;
    if (endsAt === null) return 'nothing';
    if (now < endsAt) return planAgain(tx, context, { registration, season });
    if (registration.openOrderId !== null) return closeFirst(tx, context, registration);
    const action = lapses === null ? 'expire' : 'lapse_unpaid';
    const changed = await changeRegistration(tx, context, { registration, season, action, actor: CLOCK });
    return changed.ok ? 'ended' : undone<EndedByTime>('conflict');
  });
}

/** The season moved the end since this row was planned: the new plan replaces the old one. */
async function planAgain(
  tx: Repositories,
  context: Context,
  { registration, season }: { registration: Registration; season: Season },
): Promise<EndedByTime | Undone<EndedByTime>> {
  const rows = await planDueWorkAnew(tx, context, [{ registration, season }]);
  if (!rows) return undone<EndedByTime>('conflict');
  if (rows.length > 0) await tx.outbox.add(rows);
  return 'not_due';
}

async function closeFirst(
  tx: Repositories,
  context: Context,
  registration: Registration,
): Promise<EndedByTime> {
  const { openOrderId } = registration;
  if (openOrderId) await tx.outbox.add([outboxRow(context, orderClosing(openOrderId, 'overdue'))]);
  return 'order_first';
}
