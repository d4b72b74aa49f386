import { isFinal } from '../../../shared/domain/lifecycle';
import { windowStateAt, windowsOf } from '../../../shared/domain/calendar';
import type { Actor, Answers, HeldSeat, Registration } from '../../../shared/domain/registration';
import { siteOf, type Season } from '../../../shared/domain/season';
import type { Refusal } from '../../../shared/domain/refusal';
import type { Context } from '../context';
import { planDueWork } from '../reminders/due-work';
import type { Repositories } from '../ports/storage';

export type Started =
  | { ok: true; registration: Registration; resumed: boolean }
  | { ok: false; why: 'refused'; reasons: [Refusal, ...Refusal[]] };

/**
 * Begins a registration, or resumes the live one of the account in this season (domain.md 3). A new one takes over the
 * answers of an ended one of the season, or else of the newest earlier registration; subjects and site are chosen anew
 * where the season does not have them or the site is not open now: a draft ends with the window of its site.
 */
export async function startRegistration(
  tx: Repositories,
  context: Context,
  input: {
    accountId: string;
    season: Season;
    actor: Actor;
    /** Of the registration that this one replaces in the same unit of work: held until a new one is (race rule 5). */
    seat?: HeldSeat | null;
  },
): Promise<Started> {
  const { accountId, season, actor, seat = null } = input;
  const current = await tx.registrations.currentOf(accountId, season.id);
  if (current && !isFinal(current.state)) return { ok: true, registration: current, resumed: true };

  const now = context.clock.now();
  const closed = windowRefusal(season, now);
  if (closed) return { ok: false, why: 'refused', reasons: [closed] };

  const earlier = current ?? newest(await tx.registrations.listOf(accountId));
  const registration: Registration = {
    id: context.newId(),
    accountId,
    seasonId: season.id,
    state: 'draft',
    version: 1,
    revision: 0,
    answers: {},
    changeSet: null,
    photoId: null,
    seat,
    subjects: [],
    decision: null,
    informationSubmittedAt: null,
    submittedForReviewAt: null,
    openOrderId: null,
    deleteRequestedAt: null,
    deleteReason: null,
    createdAt: now,
    updatedAt: now,
  };
  await tx.registrations.insert(registration);
  const started = earlier
    ? await takeOver(tx, registration, answersTakenOver(earlier.answers, season, now))
    : registration;
  const entry = { registrationId: registration.id, actor, revision: 0, reason: null, at: now };
  await tx.history.append({
    ...entry,
    id: context.newId(),
    event: 'registration.started',
    from: null,
    to: 'draft',
  });
  const rows = await planDueWork(tx, context, { registration: started, season });
  if (rows.length > 0) await tx.outbox.add(rows);
  return { ok: true, registration: started, resumed: false };
}

/** A document that another account registered with meanwhile is left out: it is asked for, and refused, like a new one. */
async function takeOver(
  tx: Repositories,
  registration: Registration,
  answers: Answers,
): Promise<Registration> {
  const { documentNumber: _number, ...others } = answers;
  const whole = { ...registration, answers };
  const saved = await tx.registrations.save(whole);
  const kept = saved === 'duplicate_document' ? { ...registration, answers: others } : whole;
  if (saved === 'duplicate_document') await tx.registrations.save(kept);
  return { ...kept, version: kept.version + 1 };
}

/** Creating is possible until the close of the province's last window, inside a window (time axis). */
function windowRefusal(season: Season, now: number): Refusal | null {
  const window = windowStateAt(season.windows, now);
  switch (window.kind) {
    case 'open':
      return null;
    case 'before':
      return { code: 'window.not_open_yet', remedy: 'wait_for_window', params: { opensAt: window.opensAt } };
    case 'between':
      return { code: 'window.between', remedy: 'wait_for_window', params: { opensAt: window.opensAt } };
    case 'closed':
      return { code: 'window.closed', remedy: 'none', params: { closedAt: window.closedAt } };
  }
}

function newest(registrations: Registration[]): Registration | null {
  return registrations.reduce<Registration | null>(
    (best, one) => (best && best.createdAt >= one.createdAt ? best : one),
    null,
  );
}

function answersTakenOver(answers: Answers, season: Season, now: number): Answers {
  const site = siteOf(season, answers.siteCode);
  const open = site && windowStateAt(windowsOf(season, site.code), now).kind === 'open';
  if (open) return { ...answers, subjects: answers.subjects?.filter((code) => code in site.subjects) };
  const { siteCode: _site, subjects: _subjects, ...rest } = answers;
  return rest;
}
