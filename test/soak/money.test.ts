import fc from 'fast-check';
import { playMoney, steps } from '../support/money-property';

describe('payments in any order', () => {
  it('keep the promises of money over a thousand histories', async () => {
    await fc.assert(fc.asyncProperty(steps, playMoney), { numRuns: 1000 });
  });
});
