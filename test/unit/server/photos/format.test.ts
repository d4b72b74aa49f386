import fc from 'fast-check';
import { heicSizes, isForeignTail, measureExtent, sniffFormat } from '../../../../server/photos/format';
import { heicFixture, idPicture } from '../../../support/pictures';

describe('sniffFormat', () => {
  it.each([
    ['GIF89a', 'GIF'],
    ['RIFF\0\0\0\0WEBP', 'WebP'],
    ['BM123', 'BMP'],
    ['%PDF-1.7', 'PDF'],
    ['<?xml version="1.0"?><SVG >', 'SVG'],
    ['\0\0\0\x1cftypavif', 'AVIF'],
    ['\0\0\0\x1cftypmp42', 'MP4'],
    ['', 'unknown'],
  ])('names %j by its content', (text, type) => {
    expect(sniffFormat(Buffer.from(text, 'latin1'))).toEqual({ format: null, type });
  });
});

describe('measureExtent', () => {
  it('finds the exact end of each format', async () => {
    const pictures = {
      jpeg: await idPicture(),
      png: await idPicture({ format: 'png' }),
      heic: heicFixture(),
    };
    for (const [format, bytes] of Object.entries(pictures) as ['jpeg', Buffer][]) {
      const longer = Buffer.concat([bytes, Buffer.from([0, 1, 2])]);
      expect(measureExtent(longer, format)).toEqual({ ok: true, end: bytes.length });
    }
  });

  it('ends on any bytes', () => {
    const heads = { jpeg: 'ffd8ff', png: '89504e470d0a1a0a', heic: '0000001866747970' } as const;
    fc.assert(
      fc.property(
        fc.constantFrom('jpeg', 'png', 'heic'),
        fc.uint8Array({ maxLength: 400 }),
        (format, tail) => {
          const bytes = Buffer.concat([Buffer.from(heads[format], 'hex'), tail]);
          const extent = measureExtent(bytes, format);
          if (extent.ok) expect(extent.end).toBeLessThanOrEqual(bytes.length);
          expect(heicSizes(bytes).every(({ width }) => Number.isInteger(width))).toBe(true);
        },
      ),
    );
  });
});

describe('isForeignTail', () => {
  it.each(['PK\x05\x06', '\0\0<svg onload=x>', '  #!/bin/sh', '%PDF-1.4', '<?php ', '\x7fELF'])(
    'knows %j',
    (tail) => {
      expect(isForeignTail(Buffer.from(tail, 'latin1'))).toBe(true);
    },
  );

  it.each(['', '\0\0\0', 'vivo{"cameraModule":1}', 'SEFT'])('lets %j pass', (tail) => {
    expect(isForeignTail(Buffer.from(tail, 'latin1'))).toBe(false);
  });
});
