import { createDemoClock, stepsBetween } from '../../../../scripts/demo/clock';

const HOUR = 3_600_000;

describe('createDemoClock', () => {
  it('runs with real time and is pushed ahead, never back', () => {
    const clock = createDemoClock();
    const before = Date.now();
    clock.push(HOUR);
    clock.push(-5 * HOUR);
    expect(clock.offset()).toBe(HOUR);
    expect(clock.now()).toBeGreaterThanOrEqual(before + HOUR);
  });

  it('goes on where it was', () => {
    expect(createDemoClock(2 * HOUR).offset()).toBe(2 * HOUR);
  });
});

describe('stepsBetween', () => {
  it('stops each hour on the way and ends at the wished instant', () => {
    expect(stepsBetween(0, 2.5 * HOUR)).toEqual([HOUR, 2 * HOUR, 2.5 * HOUR]);
  });

  it('takes longer steps on a long way', () => {
    const steps = stepsBetween(0, 20 * 24 * HOUR);
    expect(steps).toHaveLength(160);
    expect(steps.at(-1)).toBe(20 * 24 * HOUR);
  });

  it('has no step when there is no way', () => {
    expect(stepsBetween(HOUR, HOUR)).toEqual([]);
    expect(stepsBetween(HOUR, 0)).toEqual([]);
  });
});
