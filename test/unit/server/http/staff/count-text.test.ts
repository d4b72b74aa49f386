import { countText } from '../../../../../server/http/staff/count-text';

describe('countText', () => {
  it.each([
    [0, '0'],
    [1_000, '1000'],
    [1_001, '1000+'],
  ])('says %i as %s', (count, text) => {
    expect(countText(count)).toBe(text);
  });
});
