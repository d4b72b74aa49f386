/** Lets a limited number of jobs run and a limited number wait; the others are turned away at once. */
export interface Gate {
  /** The job's result, or null when too many are waiting. */
  run<Result>(job: () => Promise<Result>): Promise<Result | null>;
}

export function createGate({ running, waiting }: { running: number; waiting: number }): Gate {
  let free = running;
  const queue: (() => void)[] = [];

  const enter = async (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  };
  // A leaving job hands its place to the next in the queue instead of freeing it.
  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  };

  return {
    run: async (job) => {
      if (free === 0 && queue.length >= waiting) return null;
      await enter();
      try {
        return await job();
      } finally {
        leave();
      }
    },
  };
}
