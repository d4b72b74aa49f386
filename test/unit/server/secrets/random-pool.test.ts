import { randomPool } from '../../../../server/secrets/random-pool';

describe('randomPool', () => {
  it('gives out every byte once, as many as were asked for', () => {
    const random = randomPool();
    const given = Array.from({ length: 2_000 }, () => random(12));
    expect(given.every((one) => one.length === 12)).toBe(true);
    expect(new Set(given.map((one) => one.toString('hex'))).size).toBe(2_000);
    // Two views of one stock that overlapped would share bytes.
    const places = given.map((one) => ({ stock: one.buffer, from: one.byteOffset }));
    const apart = places.every(
      ({ stock, from }, at) =>
        at === 0 || stock !== places[at - 1]?.stock || from >= places[at - 1]!.from + 12,
    );
    expect(apart).toBe(true);
  });

  it('gives more at once than it holds in stock', () => {
    expect(new Set(randomPool()(10_000)).size).toBe(256);
  });

  it('draws its own stock for each user', () => {
    expect(randomPool()(16).equals(randomPool()(16))).toBe(false);
  });
});
