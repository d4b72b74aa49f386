import {
  cropHelps,
  isHeavy,
  problemsOf,
  type PhotoRule,
} from '../../../../../miniprogram/pages/photo/measure';
import { standardPhotoRule } from '../../../../support/photo-rule';

const rule: PhotoRule = { ...standardPhotoRule };
const photo = (width: number, height: number, bytes = 60_000) => ({ path: 'a', width, height, bytes });
const codes = (...given: Parameters<typeof photo>): string[] =>
  problemsOf(photo(...given), rule).map(({ code }) => code);

describe('problemsOf', () => {
  it.each([
    [480, 640, []],
    [144, 192, []],
    [143, 192, ['photo.too_small']],
    [168, 120, ['photo.too_small', 'photo.too_wide']],
    [300, 600, ['photo.too_narrow']],
    [0, 0, []],
  ])('measures %d×%d by the rule of the season (S27)', (width, height, expected) => {
    expect(codes(width, height)).toEqual(expected);
  });

  it('tells too few bytes, but leaves too many to the server', () => {
    expect(codes(480, 640, 19_999)).toEqual(['photo.too_few_bytes']);
    expect(codes(480, 640, 5_000_000)).toEqual([]);
  });
});

describe('cropHelps', () => {
  it('only where the shape is wrong and enough is left', () => {
    expect(cropHelps(photo(1000, 1000), rule)).toBe(true);
    expect(cropHelps(photo(480, 640), rule)).toBe(false);
    expect(cropHelps(photo(168, 120), rule)).toBe(false);
  });
});

describe('isHeavy', () => {
  it('makes only files far above the limit smaller', () => {
    expect(isHeavy(photo(480, 640, 300_000), rule)).toBe(false);
    expect(isHeavy(photo(3000, 4000, 5_000_000), rule)).toBe(true);
  });
});
