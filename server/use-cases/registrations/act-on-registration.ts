import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import type { Changed } from './change-registration';
import type { Context } from '../context';
import type { Account } from '../ports/accounts';
import type { SessionStore } from '../ports/sessions';
import { undone, type Repositories, type Undone } from '../ports/storage';
import type { SavedAnswers } from './save-answers';
import { runWithSessions } from '../accounts/sessions-after-commit';
import { viewRegistration, type RegistrationView } from './view-registration';

/** One registration as its owner names it; an id of somebody else is as absent as one that never was. */
export interface OwnedTarget {
  account: Account;
  registrationId: string;
  /** The version the person saw; null where the act guards itself. */
  expectedVersion: number | null;
  channel: Actor['channel'];
}

export interface OwnedRegistration {
  registration: Registration;
  season: Season;
  actor: Actor;
}

export type ActFailure =
  | Exclude<Changed, { ok: true }>
  | Exclude<SavedAnswers, { ok: true }>
  | { ok: false; why: 'notices_missing'; notices: string[] };

export type Acted<Done> =
  | { ok: true; done: Done; view: RegistrationView }
  | { ok: false; why: 'not_found' }
  | { ok: false; why: 'failed'; failure: ActFailure; view: RegistrationView };

export type OwnerContext = Context & { sessions: SessionStore };

interface Act<Done extends { registration: Registration }> {
  target: OwnedTarget;
  /** Does it in the unit of work; anything but success leaves nothing behind. */
  work(
    tx: Repositories,
    found: OwnedRegistration,
    inUnit: OwnerContext,
  ): Promise<({ ok: true } & Done) | ActFailure>;
  /** Commits together with a success, for example the answer that a repeat gets. */
  alongside?(tx: Repositories, view: RegistrationView, done: Done): Promise<void>;
}

/** Does one act of a candidate on their own registration, addressed by its id, in one unit of work. */
export async function actOnRegistration<Done extends { registration: Registration }>(
  context: OwnerContext,
  { target, work, alongside }: Act<Done>,
): Promise<Acted<Done>> {
  return runWithSessions(context, async (tx, inUnit): Promise<Acted<Done> | Undone<Acted<Done>>> => {
    const { account, expectedVersion } = target;
    // What the view shows at the end, and what the chat is looked at for, travels along with the first question.
    const [found] = await Promise.all([
      findOwned(tx, target),
      tx.consents.listOf(account.id),
      tx.proposals.latestOf(account.id),
      tx.chats.findByAccount(account.id),
    ]);
    if (!found) return { ok: false, why: 'not_found' };
    const viewOf = (registration: Registration) =>
      viewRegistration(tx, inUnit, { registration, season: found.season, account });
    const moved = expectedVersion !== null && found.registration.version !== expectedVersion;
    const result = moved ? ({ ok: false, why: 'version_conflict' } as const) : await work(tx, found, inUnit);
    if (!result.ok) {
      const view = await viewOf(found.registration);
      return undone<Acted<Done>>({ ok: false, why: 'failed', failure: result, view });
    }
    const view = await viewOf(result.registration);
    await alongside?.(tx, view, result);
    return { ok: true, done: result, view };
  });
}

/** Reads one own registration; null when it is nobody's or somebody else's. */
export async function findOwned(
  tx: Repositories,
  { account, registrationId, channel }: Pick<OwnedTarget, 'account' | 'registrationId' | 'channel'>,
): Promise<OwnedRegistration | null> {
  const [registration, season] = await Promise.all([
    tx.registrations.find(registrationId),
    tx.seasons.findOfRegistration(registrationId),
  ]);
  if (!registration || registration.accountId !== account.id) return null;
  return season && { registration, season, actor: { role: 'candidate', id: account.id, channel } };
}

export function viewOwned(
  context: OwnerContext,
  target: Pick<OwnedTarget, 'account' | 'registrationId' | 'channel'>,
): Promise<RegistrationView | null> {
  return context.unitOfWork.read(async (tx) => {
    const [found] = await Promise.all([
      findOwned(tx, target),
      tx.consents.listOf(target.account.id),
      tx.proposals.latestOf(target.account.id),
    ]);
    return found && viewRegistration(tx, context, { ...found, account: target.account });
  });
}
