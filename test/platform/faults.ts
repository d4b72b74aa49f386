/** What can be made to go wrong with one call to the stand-in. */
export type FaultHow =
  | 'slow'
  | 'busy'
  | 'wrong-json'
  | 'http-500'
  | 'answer-lost'
  | 'refuse-connection'
  | { errcode: number; errmsg?: string }
  | { status: number; code: string; message?: string }
  | { signature: SignatureFault };

/** Faults of a WeChat Pay signature, for answers and for notices. */
export type SignatureFault = 'tampered' | 'stale' | 'unknown-serial' | 'signtest' | 'missing';

export interface FaultOptions {
  /** The called path, a path's beginning up to a slash, `*` for all, `smtp` for mail, or a pattern. */
  path: string | RegExp;
  how: FaultHow;
  /** How many calls it hits; default 1, `Infinity` until stopped. */
  times?: number;
  /** How long a slow answer is held back, in real milliseconds; default 15 000. */
  ms?: number;
}

export interface FaultHandle {
  hits(): number;
  stop(): void;
}

export interface Faults {
  fail(options: FaultOptions): FaultHandle;
  take(path: string): { how: FaultHow; ms: number } | undefined;
  clear(): void;
}

const SLOW_MS = 15_000;

export function createFaults(): Faults {
  const active: { options: FaultOptions; left: number; hits: number }[] = [];

  return {
    fail(options) {
      const entry = { options, left: options.times ?? 1, hits: 0 };
      active.push(entry);
      return {
        hits: () => entry.hits,
        stop: () => {
          entry.left = 0;
        },
      };
    },
    take(path) {
      const entry = active.find(({ options, left }) => left > 0 && matches(options.path, path));
      if (!entry) return undefined;
      entry.left -= 1;
      entry.hits += 1;
      return { how: entry.options.how, ms: entry.options.ms ?? SLOW_MS };
    },
    clear: () => void active.splice(0),
  };
}

function matches(pattern: string | RegExp, path: string): boolean {
  if (pattern instanceof RegExp) return pattern.test(path);
  return pattern === '*' || pattern === path || path.startsWith(`${pattern}/`);
}
