import type { Clock } from '../../shared/domain/time';
import type { SessionStore, StoredSession } from '../use-cases/ports/sessions';
import { BoundedMap } from './bounded-map';

export interface MemorySessionStoreOptions {
  clock: Clock;
  /** More sessions push out the longest unused ones, which costs their owners a repeated question. */
  limit?: number;
}

/** Sessions of the one process of an embedded installation; gone with it. */
export function memorySessionStore({ clock, limit = 50_000 }: MemorySessionStoreOptions): SessionStore {
  const stored = new BoundedMap<StoredSession & { expiresAt: number }>(limit);
  const find = (key: string): StoredSession | null => {
    const found = stored.get(key);
    if (!found) return null;
    if (found.expiresAt > clock.now()) return { version: found.version, body: found.body };
    stored.delete(key);
    return null;
  };
  return {
    load: async (key) => find(key),
    save: async (key, body, expected, ttlMs) => {
      if ((find(key)?.version ?? 0) !== expected) return false;
      stored.set(key, { version: expected + 1, body, expiresAt: clock.now() + ttlMs });
      return true;
    },
    remove: async (key) => {
      stored.delete(key);
      return true;
    },
  };
}
