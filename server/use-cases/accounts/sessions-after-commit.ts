import type { SessionStore } from '../ports/sessions';
import { isUndone, type Repositories, type Undone, type UnitOfWork } from '../ports/storage';

/**
 * Runs a unit of work whose changes of live sessions wait for the commit, while the unit itself sees them: a commit that
 * fails, or a unit that runs twice, drops and keeps nothing (ADR 0011). Lost after the commit, they cost a repeated question.
 */
export async function runWithSessions<C extends { unitOfWork: UnitOfWork; sessions: SessionStore }, T>(
  context: C,
  work: (tx: Repositories, inUnit: C) => Promise<T | Undone<T>>,
): Promise<T> {
  let committed: Waiting | null = null;
  const result = await context.unitOfWork.run(async (tx) => {
    const waiting = waitingSessions(context.sessions);
    const outcome = await work(tx, { ...context, sessions: waiting.sessions });
    committed = isUndone(outcome) ? null : waiting;
    return outcome;
  });
  await (committed as Waiting | null)?.write();
  return result;
}

interface Waiting {
  sessions: SessionStore;
  write(): Promise<void>;
}

interface Kept {
  body: string;
  ttlMs: number;
}

function waitingSessions(sessions: SessionStore): Waiting {
  const changes = new Map<string, Kept | null>();
  return {
    sessions: {
      load: async (key) => {
        const change = changes.get(key);
        if (change === undefined) return sessions.load(key);
        return change && { version: 0, body: change.body };
      },
      save: async (key, body, _expected, ttlMs) => {
        changes.set(key, { body, ttlMs });
        return true;
      },
      remove: async (key) => {
        changes.set(key, null);
        return true;
      },
    },
    write: async () => {
      for (const [key, change] of changes) {
        if (!change) await sessions.remove(key);
        else await sessions.save(key, change.body, (await sessions.load(key))?.version ?? 0, change.ttlMs);
      }
    },
  };
}
