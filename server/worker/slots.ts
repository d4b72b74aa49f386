/** A number of places, taken one at a time and given back in any number; whoever waits is served in order. */
export interface Slots {
  readonly free: number;
  take(): Promise<void>;
  give(count?: number): void;
  /** Resolves once a place is free, without taking it. */
  someFree(): Promise<void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const take = (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  };
  const give = (given = 1): void => {
    for (let left = given; left > 0; left -= 1) {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
  return {
    get free() {
      return free;
    },
    take,
    give,
    someFree: async () => {
      await take();
      give();
    },
  };
}
