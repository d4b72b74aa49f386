/** Runs one piece of work after the other where they share a key, and side by side where they do not. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Turns inside one process: two answers to one person leave in the order in which their rows were claimed. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    // Whether the one before failed is its own affair.
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
