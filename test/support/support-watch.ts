import path from 'node:path';
import Database from 'libsql';
import { isUnasked } from '../../server/use-cases/support/own-handoff';
import type { Handoff } from '../../server/use-cases/ports/chat';
import { MOST_RENEWALS } from '../../server/use-cases/support/renew-promise';
import { SUPPORT_RULES, type SupportRules } from '../../shared/domain/support-desk';
import { MINUTE_MS } from '../../shared/domain/time';
import { workMinutesBetween, type WorkTime } from '../../shared/domain/work-hours';
import type { Candidate } from '../platform/hands/candidate';
import type { Servicer } from '../platform/hands/servicer';
import type { Stage } from './stage';

/** Between two looks at all open conversations. */
export const TICK_MS = 5 * MINUTE_MS;

/** What a simulated time of the desk came to. */
export interface Week {
  conversations: number;
  closed: number;
  /** Conversations that the desk had a whole day of its hours for, and how many of them are still open at the end. */
  due: number;
  dueOpen: number;
  /** Minutes that a conversation was without an owner who is there and without a place in the queue, at most; and whose. */
  longestUnowned: { minutes: number; handoffId: string; why: string } | null;
  /** Conversations that were ever so. */
  everUnowned: number;
  /** Who asked for a person and is in nobody's list. */
  lost: number;
  /** Open conversations that no stored job looks after. */
  jobless: number;
  /** Minutes past the promise that somebody waited in the queue, at most. */
  longestOverdue: number;
  /** Of those, minutes during which another time might have been promised and was not, at most. */
  longestUntold: number;
  spokenInThree: number;
  happened: Record<string, number>;
}

/** Somebody who called, as far as the watch needs it. */
export interface Watched {
  candidate: Candidate;
  called: boolean;
}

/** Somebody of the desk, likewise. */
export interface Staffed {
  servicer: Servicer;
  employed: boolean;
  onDuty: boolean;
}

/** Keeps what the looks saw. */
export interface Watch {
  dataDir: string;
  look(handoffId: string, why: string | null, at: number): void;
  /** When each conversation was opened. */
  seen: Map<string, number>;
  open: Set<string>;
  overdue(handoff: Handoff, now: number): void;
  /** Each open conversation as it was at the look before. */
  owners: Map<string, Handoff>;
  jobless: Set<string>;
  lost: Set<string>;
  end(at: number): Promise<Omit<Week, 'conversations' | 'spokenInThree' | 'happened'> & { handoffs: number }>;
}

export function newWatch(dataDir: string, hours: WorkTime): Watch {
  const since = new Map<string, { at: number; why: string }>();
  const ever = new Set<string>();
  let longest: Week['longestUnowned'] = null;
  let [overdue, untold] = [0, 0];
  const watch: Watch = {
    dataDir,
    seen: new Map(),
    open: new Set(),
    owners: new Map(),
    jobless: new Set(),
    lost: new Set(),
    overdue({ answerBy, promisesBroken }, now) {
      overdue = Math.max(overdue, now - answerBy);
      if (promisesBroken < MOST_RENEWALS) untold = Math.max(untold, now - answerBy);
    },
    look(handoffId, why, at) {
      if (why === null) {
        since.delete(handoffId);
        return;
      }
      // It was still well at the look before.
      const begun = since.get(handoffId) ?? { at: at - TICK_MS, why };
      since.set(handoffId, begun);
      ever.add(handoffId);
      const minutes = (at - begun.at) / MINUTE_MS;
      if (minutes > (longest?.minutes ?? 0)) longest = { minutes, handoffId, why: begun.why };
    },
    end: async (at) => ({
      handoffs: watch.seen.size,
      ...dueAt(watch, hours, at),
      closed: watch.seen.size - watch.open.size,
      longestUnowned: longest,
      everUnowned: ever.size,
      lost: watch.lost.size,
      jobless: watch.jobless.size,
      longestOverdue: Math.round(overdue / MINUTE_MS),
      longestUntold: Math.round(untold / MINUTE_MS),
    }),
  };
  return watch;
}

/** What was opened so early that a whole day of the desk's hours has passed since. */
function dueAt({ seen, open }: Watch, time: WorkTime, at: number): Pick<Week, 'due' | 'dueOpen'> {
  const day = time.hours.toMinute - time.hours.fromMinute;
  const due = [...seen].filter(([, openedAt]) => workMinutesBetween(time, openedAt, at) >= day);
  return { due: due.length, dueOpen: due.filter(([id]) => open.has(id)).length };
}

/** One look at every open conversation, and at everybody who called. */
export async function measure(
  stage: Stage,
  {
    watch,
    team,
    people,
    count,
  }: { watch: Watch; team: readonly Staffed[]; people: readonly Watched[]; count: (what: string) => void },
): Promise<void> {
  const now = stage.clock.at;
  const { context } = stage.app;
  const rules: SupportRules = SUPPORT_RULES;
  const { open, away } = await context.unitOfWork.read(async (tx) => ({
    open: await tx.handoffs.listOpen({ kind: 'all', staffId: '', after: null, limit: 10_000 }),
    away: new Set((await tx.leaves.standingAt(now)).map(({ staffId }) => staffId)),
  }));
  const jobs = groupsWithJobs(watch.dataDir);
  watch.open = new Set(open.map(({ id }) => id));
  for (const handoff of open) {
    const change = changeOf(watch.owners.get(handoff.id), handoff);
    if (change) count(change);
    watch.owners.set(handoff.id, handoff);
    watch.seen.set(handoff.id, handoff.openedAt);
    watch.look(handoff.id, whyUnowned(handoff, { now, team, away, rules }), now);
    if (handoff.state !== 'served' && !isUnasked(handoff)) watch.overdue(handoff, now);
    if (!jobs.has(`handoff:${handoff.id}`)) watch.jobless.add(handoff.id);
  }
  const listed = new Set(open.map(({ externalUserId }) => externalUserId));
  for (const { candidate, called } of people) {
    const { state } = candidate.chat;
    if (!called) continue;
    if (listed.has(candidate.externalUserid)) {
      watch.lost.delete(candidate.nickname);
      watch.look(`chat:${candidate.nickname}`, null, now);
      continue;
    }
    // On the platform a person has them, or they wait for one, and nobody here knows.
    const isUnlisted = state === 2 || state === 3;
    const isLost = !isUnlisted && !(await wasOpen(stage, candidate));
    if (isLost) watch.lost.add(candidate.nickname);
    else watch.lost.delete(candidate.nickname);
    const why = isUnlisted ? `unlisted in state ${state}` : isLost ? 'called and in no list' : null;
    watch.look(`chat:${candidate.nickname}`, why, now);
  }
}

/** What the product did with an owner between two looks, by itself or by the platform's word. */
function changeOf(before: Handoff | undefined, { state, ownerStaffId }: Handoff): string | null {
  if (before?.state === 'ticket' && state === 'queued') return 'tickets queued';
  if (before?.state !== 'served') return null;
  if (state !== 'served') return `let go to ${state}`;
  return before.ownerStaffId === ownerStaffId ? null : 'transferred';
}

function whyUnowned(
  handoff: Handoff,
  world: { now: number; team: readonly Staffed[]; away: ReadonlySet<string>; rules: SupportRules },
): string | null {
  const { now, team, away, rules } = world;
  if (handoff.state !== 'served') return null;
  const { ownerStaffId, servicerUserid, waitingSince, ownerActiveAt } = handoff;
  const owner = team.find(({ servicer: { userid } }) => userid === servicerUserid?.toLowerCase());
  if (!owner) return 'owner unknown';
  if (!owner.employed) return 'owner removed';
  if (!owner.onDuty) return 'owner off duty';
  if (ownerStaffId !== null && away.has(ownerStaffId)) return 'owner on leave';
  const idle = waitingSince === null ? 0 : now - Math.max(waitingSince, ownerActiveAt ?? 0);
  return idle > (rules.idleMinutes + rules.graceMinutes) * MINUTE_MS ? 'owner idle' : null;
}

/** Groups that something stored looks after by itself (promise 6). */
function groupsWithJobs(dataDir: string): Set<string> {
  const database = new Database(path.join(dataDir, 'ncre.sqlite'));
  try {
    const rows = database
      .prepare(
        'SELECT DISTINCT group_key FROM outbox WHERE open_due_at IS NOT NULL AND group_key IS NOT NULL',
      )
      .all() as { group_key: string }[];
    return new Set(rows.map(({ group_key }) => group_key));
  } finally {
    database.close();
  }
}

async function wasOpen(stage: Stage, { externalUserid }: Candidate): Promise<boolean> {
  return stage.app.context.unitOfWork.read(async (tx) => {
    const chat = await tx.chats.find(externalUserid);
    return chat !== null && (await tx.handoffs.latestOf(chat.accountId)) !== null;
  });
}
