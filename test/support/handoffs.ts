import type { Handoff } from '../../server/use-cases/ports/chat';

/** A conversation that waits in the queue, opened at `now`, changed as a test needs it. */
export function handoffAt(now: number, changes: Partial<Handoff> = {}): Handoff {
  return {
    id: 'handoff-1',
    accountId: 'account-1',
    externalUserId: null,
    trigger: 'asked',
    state: 'queued',
    servicerUserid: null,
    ownerStaffId: null,
    servedFrom: null,
    takenAt: null,
    ownerActiveAt: null,
    waitingSince: null,
    harm: 'other',
    deadlineAt: null,
    openedAt: now,
    answerBy: now + 1,
    closedAt: null,
    outcome: null,
    ratingAskedAt: null,
    rating: null,
    answersThen: null,
    promisesBroken: 0,
    poolCode: null,
    version: 1,
    ...changes,
  };
}
