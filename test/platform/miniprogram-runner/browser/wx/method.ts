/** Options that every method of `wx` takes beside its own. */
export interface Callbacks {
  success?(result: unknown): void;
  fail?(failure: unknown): void;
  complete?(result: unknown): void;
}

/** A failure with the number that WeChat gives it. */
export class WxFailure extends Error {
  constructor(
    reason: string,
    readonly numbers: { errno?: number; errCode?: number } = {},
  ) {
    super(reason);
  }
}

export type WxMethod = (options?: Callbacks & Record<string, unknown>) => Promise<unknown> | undefined;

/**
 * A method of `wx`: answers by callbacks when some are given, else by a promise. Failures read `name:fail reason`.
 */
export function method(name: string, work: (options: Record<string, unknown>) => unknown): WxMethod {
  return (options = {}) => {
    const done = Promise.resolve()
      .then(() => work(options))
      .then(
        (result) => ({
          ok: true as const,
          value: { errMsg: `${name}:ok`, ...(result as object | undefined) },
        }),
        (thrown: unknown) => ({ ok: false as const, value: failureOf(name, thrown) }),
      );
    const { success, fail, complete } = options;
    if (success || fail || complete) {
      void done.then(({ ok, value }) => {
        (ok ? success : fail)?.(value);
        complete?.(value);
      });
      return undefined;
    }
    return done.then(({ ok, value }) => (ok ? value : Promise.reject(value)));
  };
}

function failureOf(name: string, thrown: unknown): Record<string, unknown> {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const numbers = thrown instanceof WxFailure ? thrown.numbers : {};
  return { errMsg: `${name}:fail ${reason}`, ...numbers };
}
