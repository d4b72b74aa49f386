export interface Mutex {
  /** Runs `work` when everybody who asked before is done. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Lets one piece of work run at a time, in the order of asking. */
export function fairMutex(): Mutex {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      const mine = tail.then(work);
      tail = mine.catch(() => undefined);
      return mine;
    },
  };
}
