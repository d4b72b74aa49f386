import { exitCodeOf } from '../../../../scripts/demo/script';
import { SCENARIOS } from '../../../../scripts/demo/scenarios/all';

describe('exitCodeOf', () => {
  it('is 0 when everything expected holds', () => {
    expect(exitCodeOf({ held: 3, broken: [] })).toBe(0);
  });

  it('is 1 when one expectation is broken', () => {
    expect(exitCodeOf({ held: 3, broken: ['付款成功'] })).toBe(1);
  });

  it('is 1 when nothing was expected', () => {
    expect(exitCodeOf({ held: 0, broken: [] })).toBe(1);
  });
});

describe('SCENARIOS', () => {
  it('have names of their own', () => {
    expect(new Set(SCENARIOS.map(({ key }) => key)).size).toBe(SCENARIOS.length);
  });
});
