// Stands in for the package of this name that TDesign ships whole: the two functions of it that its components call.

type Decorator = (target: unknown) => unknown;

/** Applies the decorators of a class; TDesign decorates nothing else. */
export function __decorate(decorators: readonly Decorator[], target: unknown): unknown {
  return decorators.reduceRight<unknown>((decorated, decorate) => decorate(decorated) ?? decorated, target);
}

/** Runs a generator as an async function. */
export function __awaiter(
  self: unknown,
  given: unknown,
  _promise: unknown,
  generator: (...given: unknown[]) => Generator<unknown, unknown>,
): Promise<unknown> {
  const steps = generator.apply(self, (given ?? []) as unknown[]);
  const settle = async (): Promise<unknown> => {
    let step = steps.next();
    while (!step.done) {
      try {
        step = steps.next(await step.value);
      } catch (error) {
        step = steps.throw(error);
      }
    }
    return step.value;
  };
  return settle();
}
