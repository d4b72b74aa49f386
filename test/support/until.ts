/** Asks again until the condition holds; fails with the description after `withinMs`. Returns what held. */
export async function until<T>(
  what: string | (() => string),
  condition: () => T | Promise<T>,
  { withinMs = 30_000, everyMs = 25 }: { withinMs?: number; everyMs?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await condition();
    if (found) return found as NonNullable<Exclude<T, false>>;
    if (Date.now() >= end) {
      const described = typeof what === 'string' ? what : what();
      throw new Error(`within ${withinMs} ms this did not come true: ${described}`);
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** As `until`, but says false at the end of the time in place of failing. */
export async function becomes(
  condition: () => boolean | Promise<boolean>,
  options: { withinMs: number; everyMs?: number },
): Promise<boolean> {
  try {
    return await until('', condition, options);
  } catch {
    return condition();
  }
}

/** Until a process answers at the address of its health. */
export async function untilHealthy(url: string): Promise<void> {
  const answers = (): Promise<boolean> =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('the process is healthy', answers, { everyMs: 100 });
}
