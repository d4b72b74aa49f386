import { expectedWaitMinutes } from '../../../shared/domain/queue-wait';
import { HOUR_MS } from '../../../shared/domain/time';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';

/** How far back takes tell how fast the queue moves, and how many of them. */
const LATELY_MS = 2 * HOUR_MS;
const TAKES = 20;

/** Where somebody stands who waits in the queue, and the minutes expected; null for everybody else. */
export async function placeInQueue(
  tx: Repositories,
  handoff: Handoff | null,
  now: number,
): Promise<{ ahead: number; minutes: number | null } | null> {
  if (handoff?.state !== 'queued') return null;
  const [ahead, takes] = await Promise.all([
    tx.handoffs.countAhead(handoff),
    tx.handoffs.lastTakes({ since: now - LATELY_MS, limit: TAKES }),
  ]);
  return { ahead, minutes: expectedWaitMinutes({ ahead, takes, now, answerBy: handoff.answerBy }) };
}
