import sharp from 'sharp';
import { createPhotoDesk } from '../../../../server/photos/desk';
import type { PhotoExamination } from '../../../../server/use-cases/ports/photos';
import type { PhotoRule } from '../../../../shared/domain/rules/photo';
import { standardPhotoRule } from '../../../support/photo-rule';
import {
  blankPicture,
  bombJpeg,
  bombPng,
  hasHeicEncoder,
  heicFixture,
  heicPicture,
  idPicture,
} from '../../../support/pictures';

const desk = createPhotoDesk();
const examine = (bytes: Uint8Array, rule: PhotoRule = standardPhotoRule) => desk.examine(bytes, rule);

async function accepted(bytes: Uint8Array, rule?: PhotoRule) {
  const examination = await examine(bytes, rule);
  if (!examination.ok) throw new Error(JSON.stringify(examination));
  return examination;
}

function outcomeOf(examination: PhotoExamination): string {
  const codes = examination.findings.map(({ code }) => code).join(' ');
  return examination.ok ? `ok ${codes}`.trim() : `${examination.code} ${codes}`;
}

async function headerOf(jpeg: Uint8Array) {
  const { format, width, height, space, exif, icc, xmp, orientation } = await sharp(jpeg).metadata();
  return { format, width, height, space, hasMetadata: Boolean(exif ?? icc ?? xmp ?? orientation) };
}

/** A HEIC fixture whose stated size is larger. */
function heicBomb(): Buffer {
  const bytes = Buffer.from(heicFixture());
  const box = bytes.indexOf('ispe');
  bytes.writeUInt32BE(30_000, box + 8);
  bytes.writeUInt32BE(30_000, box + 12);
  return bytes;
}

const heicRule = { ...standardPhotoRule, minBytes: 5_000 };

describe('createPhotoDesk', () => {
  it('accepts a good JPEG and keeps it as sRGB in range, without metadata (S26)', async () => {
    const tagged = await sharp(await idPicture())
      .withExif({ IFD0: { Artist: 'somebody' }, IFD3: { GPSLatitude: '26/1 4/1 0/1' } })
      .withIccProfile('p3')
      .toBuffer();
    const { jpeg, findings, measurements } = await accepted(tagged);
    expect(findings).toEqual([]);
    expect(await headerOf(jpeg)).toEqual({
      format: 'jpeg',
      width: 480,
      height: 640,
      space: 'srgb',
      hasMetadata: false,
    });
    expect(jpeg.length).toBe(measurements.keptBytes);
    expect(jpeg.length).toBeGreaterThanOrEqual(20_000);
    expect(jpeg.length).toBeLessThanOrEqual(204_800);
  });

  it.each([3, 6, 8] as const)('turns orientation %i upright before measuring', async (orientation) => {
    const upright = await accepted(await idPicture());
    const { jpeg, measurements } = await accepted(await idPicture({ orientation }));
    expect([measurements.widthPx, measurements.heightPx]).toEqual([480, 640]);
    expect(await headerOf(jpeg)).toMatchObject({ width: 480, height: 640, hasMetadata: false });
    expect(bitsApart(measurements.perceptualHash, upright.measurements.perceptualHash)).toBeLessThanOrEqual(
      10,
    );
  });

  it('reduces a phone picture of several megabytes into the range, keeping its ratio', async () => {
    const { jpeg, measurements } = await accepted(
      await idPicture({ width: 1500, height: 2000, grain: 60, quality: 97 }),
    );
    expect(measurements.sourceBytes).toBeGreaterThan(2_000_000);
    expect(jpeg.length).toBeLessThanOrEqual(204_800);
    expect(measurements.keptWidthPx / measurements.keptHeightPx).toBeCloseTo(0.75, 2);
    expect(measurements.keptWidthPx).toBeGreaterThanOrEqual(144);
  });

  it('converts PNG, making transparent parts white', async () => {
    const opaque = await idPicture({ format: 'png' });
    const frame = Buffer.from(
      '<svg width="480" height="640"><ellipse cx="240" cy="400" rx="200" ry="380"/></svg>',
    );
    const cutOut = await sharp(opaque)
      .composite([{ input: frame, blend: 'dest-in' }])
      .png()
      .toBuffer();
    const { measurements } = await accepted(cutOut);
    expect(measurements).toMatchObject({ sourceFormat: 'png', bitsPerPixel: null });
    expect(measurements.backgroundLevel).toBeGreaterThan(245);
  });

  it('converts the HEIC fixture', async () => {
    const { jpeg, measurements } = await accepted(heicFixture(), heicRule);
    expect(measurements).toMatchObject({ sourceFormat: 'heic', widthPx: 300, heightPx: 400 });
    expect(await headerOf(jpeg)).toMatchObject({
      format: 'jpeg',
      width: 300,
      height: 400,
      hasMetadata: false,
    });
  });

  const freshHeic = async () => {
    const { measurements } = await accepted(await heicPicture({ width: 450, height: 600 }));
    expect(measurements).toMatchObject({ sourceFormat: 'heic', widthPx: 450, heightPx: 600 });
  };
  // Encoding takes seconds on a busy machine.
  (hasHeicEncoder() ? it : it.skip)('converts a fresh HEIC (needs heif-enc)', freshHeic, 30_000);

  it('never enlarges a picture below the minimum', async () => {
    expect(
      outcomeOf(await examine(await idPicture({ width: 120, height: 168, quality: 100, grain: 60 }))),
    ).toContain('PHOTO_REFUSED photo.too_small');
  });

  it('keeps what blocks apart from what only informs (PR18)', async () => {
    const picture = await idPicture({ width: 640, height: 480, background: '#8fc7f0' });
    expect(await examine(picture)).toMatchObject({
      findings: [{ code: 'photo.too_wide' }],
      warnings: [{ code: 'photo.background_not_white' }],
    });
  });

  it.each<[string, () => Promise<Buffer>, string]>([
    ['landscape', () => idPicture({ width: 640, height: 480 }), 'PHOTO_REFUSED photo.too_wide'],
    ['greyscale', () => idPicture({ colour: 'grey' }), 'PHOTO_REFUSED photo.greyscale'],
    ['CMYK', () => idPicture({ colour: 'cmyk' }), 'PHOTO_REFUSED photo.cmyk'],
    ['blank', () => blankPicture(), 'PHOTO_REFUSED photo.blank'],
    ['blue wall', () => idPicture({ background: '#8fc7f0' }), 'ok photo.background_not_white'],
    ['cream wall', () => idPicture({ background: '#ddd8c8' }), 'ok photo.background_light'],
    [
      'dark',
      () => idPicture({ brightness: 0.3 }),
      'ok photo.background_not_white photo.too_dark photo.low_contrast',
    ],
    [
      'blurred and enlarged',
      () => idPicture({ width: 960, height: 1280, blur: 12 }),
      'ok photo.blurred photo.enlarged',
    ],
  ])('judges a drawn picture: %s', async (_, draw, expected) => {
    expect(outcomeOf(await examine(await draw()))).toBe(expected);
  });

  const foreign = (tail: string) => async () =>
    Buffer.concat([await idPicture(), Buffer.from(tail, 'latin1')]);
  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['nothing', () => new Uint8Array(), 'PHOTO_EMPTY photo.empty'],
    ['text', () => Buffer.from('hello'), 'PHOTO_UNSUPPORTED_TYPE photo.unsupported_type'],
    [
      'SVG',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'PHOTO_UNSUPPORTED_TYPE photo.unsupported_type',
    ],
    [
      'GIF',
      async () =>
        sharp(await idPicture())
          .gif()
          .toBuffer(),
      'PHOTO_UNSUPPORTED_TYPE photo.unsupported_type',
    ],
    [
      'WebP',
      async () =>
        sharp(await idPicture())
          .webp()
          .toBuffer(),
      'PHOTO_UNSUPPORTED_TYPE photo.unsupported_type',
    ],
    ['three bytes of JPEG', () => Buffer.from('ffd8ff', 'hex'), 'PHOTO_BROKEN photo.broken'],
    [
      'a JPEG cut in the middle',
      async () => (await idPicture()).subarray(0, 40_000),
      'PHOTO_BROKEN photo.broken',
    ],
    [
      'a cut JPEG with a new end',
      async () => Buffer.concat([(await idPicture()).subarray(0, 40_000), Buffer.from('ffd9', 'hex')]),
      'PHOTO_BROKEN photo.broken',
    ],
    [
      'a cut PNG',
      async () => (await idPicture({ format: 'png' })).subarray(0, 90_000),
      'PHOTO_BROKEN photo.broken',
    ],
    [
      'a PNG with changed data',
      async () => (await idPicture({ format: 'png' })).fill(0, 50_000, 50_100),
      'PHOTO_BROKEN photo.broken',
    ],
    ['a cut HEIC', () => heicFixture().subarray(0, 900), 'PHOTO_BROKEN photo.broken'],
    ['a HEIC with changed data', () => heicFixture().fill(0x55, 700), 'PHOTO_BROKEN photo.broken'],
    ['a HEIC head alone', () => heicFixture().subarray(0, 24), 'PHOTO_BROKEN photo.broken'],
    ['a ZIP behind', foreign('PK\x03\x04rest'), 'PHOTO_FOREIGN_DATA photo.foreign_data'],
    ['a page behind', foreign('\n<Script >alert(1)</script>'), 'PHOTO_FOREIGN_DATA photo.foreign_data'],
    ['a program behind', foreign('MZ\x90\0'), 'PHOTO_FOREIGN_DATA photo.foreign_data'],
    ['a JPEG bomb', () => bombJpeg(30_000, 30_000), 'PHOTO_TOO_MANY_PIXELS photo.too_many_pixels'],
    ['a PNG bomb', () => bombPng(30_000, 30_000), 'PHOTO_TOO_MANY_PIXELS photo.too_many_pixels'],
    ['a HEIC bomb', heicBomb, 'PHOTO_TOO_MANY_PIXELS photo.too_many_pixels'],
    ['a header larger than its data', () => bombJpeg(5_000, 6_000), 'PHOTO_BROKEN photo.broken'],
    ['too many bytes', () => Buffer.alloc(20_000_001, 'x'), 'PHOTO_TOO_LARGE photo.too_large'],
  ])('refuses %s', async (_, make, expected) => {
    expect(outcomeOf(await examine(await make()))).toBe(expected);
  });

  it.each([
    ['zeros', Buffer.alloc(64)],
    ['a second picture', Buffer.from('ffd8ffd9', 'hex')],
    ['a film', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0')],
  ])('cuts off %s that a phone adds', async (_, tail) => {
    const picture = await idPicture();
    const { jpeg } = await accepted(Buffer.concat([picture, tail]));
    expect(Buffer.from(jpeg)).toEqual(Buffer.from((await accepted(picture)).jpeg));
  });

  it('ends a HEIC that takes too long and asks to send it again', async () => {
    const hasty = createPhotoDesk({ heicTimeoutMs: 1 });
    expect(outcomeOf(await hasty.examine(heicFixture(), heicRule))).toBe('PHOTO_BUSY photo.busy');
  });

  it('turns away what neither fits at work nor in the queue', async () => {
    const small = createPhotoDesk({ running: 1, waiting: 1 });
    const picture = await idPicture();
    const answers = await Promise.all([1, 2, 3].map(() => small.examine(picture, standardPhotoRule)));
    expect(answers.map(outcomeOf)).toEqual(['ok', 'ok', 'PHOTO_BUSY photo.busy']);
    expect(outcomeOf(await small.examine(picture, standardPhotoRule))).toBe('ok');
  });
});

/** In how many of their bits two perceptual hashes of equal length differ. */
function bitsApart(left: string, right: string): number {
  const bits = (BigInt(`0x${left}`) ^ BigInt(`0x${right}`)).toString(2);
  return bits.replaceAll('0', '').length;
}
