import type { Outcome } from '../../../bot/ports';
import type { Actor, Registration } from '../../../shared/domain/registration';
import type { NoticeId, Season } from '../../../shared/domain/season';
import type { Refusal } from '../../../shared/domain/refusal';
import type { Context } from '../context';
import { eraseRegistration } from './erase-registration';
import { endSessions, planEnd, sessionKeysOf } from '../accounts/end-sessions';
import { dropHeldAnswers, IDENTITY } from './held-answers';
import type { Account } from '../ports/accounts';
import type { SessionStore } from '../ports/sessions';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { runWithSessions } from '../accounts/sessions-after-commit';

/** Consents to how we treat data; agreement and notices are terms of the sitting and cannot be taken back. */
const CONSENTS: readonly NoticeId[] = ['general_consent', 'sensitive_consent', 'guardian_consent'];

interface Withdrawal {
  account: Account;
  noticeId: NoticeId;
  actor: Actor;
}

/** The same from a page: the chat, which may wait for a yes to what was typed, forgets it too (PR14). */
export async function withdrawOnPage(
  context: Context & { sessions: SessionStore },
  { alongside, ...withdrawal }: Withdrawal & { alongside(tx: Repositories): Promise<void> },
): Promise<Outcome> {
  const accountId = withdrawal.account.id;
  let keys: string[] = [];
  const outcome = await runWithSessions(context, async (tx, inUnit): Promise<Outcome | Undone<Outcome>> => {
    const withdrawn = await withdrawConsent(tx, inUnit, withdrawal);
    if (!withdrawn.ok) return undone(withdrawn);
    keys = await sessionKeysOf(tx, context, accountId);
    await planEnd(tx, context, { accountId, cause: `withdrawn:${context.newId()}`, keys });
    await alongside(tx);
    return withdrawn;
  });
  if (outcome.ok) await endSessions(context, keys);
  return outcome;
}

/**
 * Takes a consent back (PR1); the row stays as proof. What it covered is erased at once where nothing is paid or under
 * review (PR14): from a draft, while a submitted registration cannot stand without it and is deleted. Where it is locked,
 * nothing is done and the way out is named: delete, or ask the site.
 */
export async function withdrawConsent(
  tx: Repositories,
  context: Context & { sessions: SessionStore },
  { account, noticeId, actor }: Withdrawal,
): Promise<Outcome> {
  if (!CONSENTS.includes(noticeId)) return refused({ code: 'state.not_possible', remedy: 'none' });
  const found = await registrationsOf(tx, context, account.id);
  const locks = found.map(({ registration }) => lockOf(registration)).filter((lock) => lock !== null);
  const [first, ...others] = locks;
  if (first) return refused(first, ...others);

  const now = context.clock.now();
  if ((await tx.consents.withdraw(account.id, noticeId, now)) === 0) return { ok: true };
  await tx.audit.append({
    id: context.newId(),
    action: 'consent.withdrawn',
    actor,
    registrationId: null,
    from: null,
    to: null,
    revision: null,
    reason: noticeId,
    at: now,
  });
  for (const { registration, season } of found) {
    const covered = noticeId === 'sensitive_consent' ? IDENTITY : null;
    const erasure = { registration, season, actor, covered, reason: 'delete.consent_withdrawn' };
    if (!(await eraseRegistration(tx, context, erasure))) return { ok: false, why: 'unavailable' };
  }
  // What waits for a guardian rests on the same consents; losing it costs one question.
  await dropHeldAnswers(context, account.id);
  return { ok: true };
}

interface Found {
  registration: Registration;
  season: Season;
}

/**
 * Registrations the withdrawal reaches. A paid one of a sitting that is over is kept as the law demands until its retention
 * ends; it holds nobody back.
 */
async function registrationsOf(tx: Repositories, context: Context, accountId: string): Promise<Found[]> {
  const current = await tx.seasons.listCurrent(context.clock.now());
  const found: Found[] = [];
  for (const registration of await tx.registrations.listOf(accountId)) {
    const present = current.find((season) => season.id === registration.seasonId);
    const season = present ?? (await tx.seasons.find(registration.seasonId));
    const over =
      present === undefined && (registration.state === 'paid' || registration.state === 'part_paid');
    if (season && !over) found.push({ registration, season });
  }
  return found;
}

function lockOf({ state }: Registration): Refusal | null {
  switch (state) {
    case 'pending':
      return { code: 'state.pending_locked', remedy: 'delete_and_register_again' };
    case 'approved':
      return { code: 'state.approved_locked', remedy: 'delete_and_register_again' };
    case 'paying':
      return { code: 'state.paying_locked', remedy: 'close_order' };
    case 'part_paid':
    case 'paid':
      return { code: 'state.paid_locked', remedy: 'contact_site' };
    default:
      return null;
  }
}

function refused(first: Refusal, ...others: Refusal[]): Outcome {
  return { ok: false, why: 'refused', reasons: [first, ...others] };
}
