import fc from 'fast-check';
import { playMoney, steps } from '../../../../support/money-property';

describe('payments of two people in any order, with lost answers, repeats and late money', () => {
  it('keep promises 1, 2, 5 and 6 after every step, and settle by themselves', async () => {
    await fc.assert(fc.asyncProperty(steps, playMoney), { numRuns: 15, seed: 2027, endOnFailure: false });
  }, 60_000);
});
