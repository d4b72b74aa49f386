/** Things that happen later. Nothing here uses a timer: what is due is asked for by the clock's time. */
export interface Schedule {
  /** Returns a function that calls it off. */
  at(dueAt: number, run: () => Promise<void> | void): () => void;
  /** Takes out everything due at `now`, oldest first. */
  takeDue(now: number): (() => Promise<void> | void)[];
  nextDueAt(): number | undefined;
}

interface Entry {
  dueAt: number;
  order: number;
  run: () => Promise<void> | void;
}

export function createSchedule(): Schedule {
  const entries = new Set<Entry>();
  let order = 0;
  const sorted = (): Entry[] => [...entries].sort((a, b) => a.dueAt - b.dueAt || a.order - b.order);

  return {
    at(dueAt, run) {
      const entry = { dueAt, order: order++, run };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    takeDue(now) {
      const due = sorted().filter((entry) => entry.dueAt <= now);
      for (const entry of due) entries.delete(entry);
      return due.map((entry) => entry.run);
    },
    nextDueAt: () => sorted()[0]?.dueAt,
  };
}
