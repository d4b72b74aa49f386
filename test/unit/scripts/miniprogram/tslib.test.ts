import { __awaiter, __decorate } from '../../../../scripts/miniprogram/tslib';

describe('__decorate', () => {
  it('applies decorators from the last to the first, and keeps what one does not replace', () => {
    const order: string[] = [];
    const replaced = {};
    const decorated = __decorate(
      [
        () => void order.push('first'),
        () => {
          order.push('second');
          return replaced;
        },
      ],
      {},
    );
    expect(order).toEqual(['second', 'first']);
    expect(decorated).toBe(replaced);
  });
});

describe('__awaiter', () => {
  it('waits for each step, throws into the generator what failed, and gives what it returns', async () => {
    const run = __awaiter({ add: 1 }, [2], undefined, function* (this: { add: number }, given: number) {
      const two: unknown = yield Promise.resolve(given);
      try {
        yield Promise.reject(new Error('lost'));
      } catch (error) {
        return `${Number(two) + this.add} ${(error as Error).message}`;
      }
      return null;
    } as (...given: unknown[]) => Generator<unknown, unknown>);
    await expect(run).resolves.toBe('3 lost');
  });

  it('fails with what the generator throws', async () => {
    const run = __awaiter(undefined, undefined, undefined, function* () {
      yield 1;
      throw new Error('broken');
    });
    await expect(run).rejects.toThrow('broken');
  });
});
