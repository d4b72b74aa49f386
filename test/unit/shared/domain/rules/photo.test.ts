import fc from 'fast-check';
import { judgePhoto, type PhotoMeasurements, type PhotoRule } from '../../../../../shared/domain/rules/photo';
import { standardPhotoRule } from '../../../../support/photo-rule';

const good: PhotoMeasurements = {
  sourceFormat: 'jpeg',
  sourceBytes: 80_000,
  widthPx: 480,
  heightPx: 640,
  keptBytes: 85_000,
  keptWidthPx: 480,
  keptHeightPx: 640,
  colour: 'rgb',
  chroma: 20,
  spread: 70,
  backgroundLevel: 245,
  backgroundSpread: 3,
  brightness: 150,
  contrast: 50,
  sharpness: 600,
  bitsPerPixel: 2,
  detail: 4,
  perceptualHash: '0'.repeat(64),
};

const codesOf = (changes: Partial<PhotoMeasurements>, rule: PhotoRule = standardPhotoRule): string[] => {
  const { blocking, warnings } = judgePhoto({ ...good, ...changes }, rule);
  return [...blocking.map(({ code }) => `${code} blocks`), ...warnings.map(({ code }) => code)];
};

describe('judgePhoto', () => {
  it('finds nothing wrong with a good photo', () => {
    expect(judgePhoto(good, standardPhotoRule)).toEqual({ blocking: [], warnings: [] });
  });

  it.each<[string, Partial<PhotoMeasurements>, string[]]>([
    ['exactly the smallest size', { widthPx: 144, heightPx: 192 }, []],
    ['one pixel too narrow', { widthPx: 143, heightPx: 192 }, ['photo.too_small blocks']],
    ['one pixel too low', { widthPx: 144, heightPx: 191 }, ['photo.too_small blocks']],
    ['33:48', { widthPx: 330, heightPx: 480 }, []],
    ['the widest ratio', { widthPx: 400, heightPx: 500 }, []],
    ['wider', { widthPx: 401, heightPx: 500 }, ['photo.too_wide blocks']],
    ['the narrowest ratio', { widthPx: 330, heightPx: 500 }, []],
    ['narrower', { widthPx: 329, heightPx: 500 }, ['photo.too_narrow blocks']],
    ['sideways', { widthPx: 640, heightPx: 480 }, ['photo.too_wide blocks']],
    ['20,000 bytes', { sourceBytes: 20_000 }, []],
    ['19,999 bytes', { sourceBytes: 19_999 }, ['photo.too_few_bytes blocks']],
    ['few bytes of a HEIC that makes a large JPEG', { sourceFormat: 'heic', sourceBytes: 9_000 }, []],
    ['a kept JPEG below the minimum', { keptBytes: 19_999 }, ['photo.too_few_bytes blocks']],
    ['a phone picture of 5 MB that was reduced', { sourceBytes: 5_000_000, keptBytes: 204_800 }, []],
    ['a kept JPEG above the maximum', { keptBytes: 204_801 }, ['photo.too_many_bytes blocks']],
    ['CMYK', { colour: 'cmyk' }, ['photo.cmyk blocks']],
    ['one grey channel', { colour: 'grey', chroma: 0 }, ['photo.greyscale blocks']],
    ['three equal channels', { chroma: 1 }, ['photo.greyscale blocks']],
    [
      'a blank picture, which is told nothing else',
      { spread: 1, chroma: 0, keptBytes: 900 },
      ['photo.blank blocks'],
    ],
    ['a light wall', { backgroundLevel: 200 }, ['photo.background_light']],
    ['a blue wall', { backgroundLevel: 120 }, ['photo.background_not_white']],
    ['an uneven wall', { backgroundSpread: 40 }, ['photo.background_uneven']],
    ['too dark', { brightness: 40 }, ['photo.too_dark']],
    ['too bright', { brightness: 250 }, ['photo.too_bright']],
    ['flat light', { contrast: 5 }, ['photo.low_contrast']],
    ['out of focus', { sharpness: 10 }, ['photo.blurred']],
    ['enlarged', { bitsPerPixel: 0.2, detail: 0.2 }, ['photo.enlarged']],
    ['strongly compressed but detailed', { bitsPerPixel: 0.2 }, []],
  ])('judges %s (S27)', (_, changes, expected) => {
    expect(codesOf(changes)).toEqual(expected);
  });

  it('states the measured and the needed values', () => {
    const { blocking } = judgePhoto(
      { ...good, widthPx: 120, heightPx: 168, sourceBytes: 7_250 },
      standardPhotoRule,
    );
    expect(blocking).toEqual([
      { code: 'photo.too_small', params: { width: 120, height: 168, minWidth: 144, minHeight: 192 } },
      {
        code: 'photo.too_few_bytes',
        params: {
          bytes: 7_250,
          minBytes: 20_000,
          maxBytes: 204_800,
          kilobytes: 7.3,
          minKilobytes: 20,
          maxKilobytes: 200,
        },
      },
    ]);
  });

  it('obeys the background policy and thresholds of the season', () => {
    expect(codesOf({ backgroundLevel: 200 }, { ...standardPhotoRule, background: 'white_or_light' })).toEqual(
      [],
    );
    expect(
      codesOf({ backgroundLevel: 120, backgroundSpread: 90 }, { ...standardPhotoRule, background: 'any' }),
    ).toEqual([]);
    expect(codesOf({ sharpness: 600 }, { ...standardPhotoRule, thresholds: { minSharpness: 700 } })).toEqual([
      'photo.blurred',
    ]);
  });

  it('never blocks for background, light or focus (PR18)', () => {
    const level = fc.double({ min: 0, max: 255, noNaN: true });
    fc.assert(
      fc.property(
        level,
        level,
        level,
        level,
        level,
        (backgroundLevel, backgroundSpread, brightness, contrast, sharpness) => {
          const looks = {
            backgroundLevel,
            backgroundSpread,
            brightness,
            contrast,
            sharpness,
            bitsPerPixel: 0.1,
            detail: 0,
          };
          expect(judgePhoto({ ...good, ...looks }, standardPhotoRule).blocking).toEqual([]);
        },
      ),
    );
  });
});
