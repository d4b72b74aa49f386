/** Numbers that look random and are the same for the same seed on every machine. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  /** Waiting time with this mean; most are shorter. */
  exponential(mean: number): number;
  /** Half of them below the median, a few far above it. */
  logNormal(median: number, spread: number): number;
  oneOf<T>(choices: readonly { value: T; weight: number }[]): T;
}

/** The generator known as mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    exponential: (mean) => -mean * Math.log(1 - next()),
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
    oneOf: (choices) => {
      let left = next() * choices.reduce((sum, { weight }) => sum + weight, 0);
      for (const { value, weight } of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      return choices[choices.length - 1]!.value;
    },
  };
}
