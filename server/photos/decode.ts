import sharp, { type Sharp, type SharpOptions } from 'sharp';
import type { PhotoFinding, PhotoMeasurements } from '../../shared/domain/rules/photo';
import type { PhotoRefusalCode } from '../use-cases/ports/photos';
import { heicSizes, isForeignTail, measureExtent, sniffFormat, type PhotoFormat } from './format';
import type { HeicResult, RawPicture } from './heic-decoder';

/** Bounds of what is read at all; what is accepted is the season's rule. */
export interface PhotoLimits {
  maxSourceBytes: number;
  /** Above the 48 to 50 million of today's phones. */
  maxPixels: number;
  /** Pictures are reduced to fit into this box; the rule's minimum is far below. */
  maxKeptWidth: number;
  maxKeptHeight: number;
}

/** A decoded picture: upright, sRGB, no transparency, reduced to the box of the limits. */
export interface DecodedPhoto {
  picture: RawPicture;
  source: Pick<PhotoMeasurements, 'sourceFormat' | 'sourceBytes' | 'widthPx' | 'heightPx' | 'colour'>;
}

export interface Refusal {
  ok: false;
  code: PhotoRefusalCode;
  findings: PhotoFinding[];
  warnings: PhotoFinding[];
}

export type HeicReader = (bytes: Uint8Array) => Promise<HeicResult>;

export interface DecodeInput {
  bytes: Uint8Array;
  limits: PhotoLimits;
  readHeic: HeicReader;
}

type Opened = { ok: true; bytes: Buffer; format: PhotoFormat };

/** Signature, end of the picture, stated size, and only then the whole decoding (checks 1, 2 and 12). */
export async function decodePhoto(input: DecodeInput): Promise<{ ok: true; photo: DecodedPhoto } | Refusal> {
  const opened = openPicture(input.bytes, input.limits);
  if (!opened.ok) return opened;
  return opened.format === 'heic' ? decodeHeicPhoto(opened, input) : decodeDirectly(opened, input);
}

export function refuse(
  code: Exclude<PhotoRefusalCode, 'PHOTO_REFUSED'>,
  params: PhotoFinding['params'] = {},
): Refusal {
  const finding = {
    PHOTO_EMPTY: 'photo.empty',
    PHOTO_TOO_LARGE: 'photo.too_large',
    PHOTO_UNSUPPORTED_TYPE: 'photo.unsupported_type',
    PHOTO_FOREIGN_DATA: 'photo.foreign_data',
    PHOTO_BROKEN: 'photo.broken',
    PHOTO_TOO_MANY_PIXELS: 'photo.too_many_pixels',
    PHOTO_BUSY: 'photo.busy',
  } as const;
  return { ok: false, code, findings: [{ code: finding[code], params }], warnings: [] };
}

/** Cuts off what lies behind the picture, or refuses it. */
function openPicture(source: Uint8Array, limits: PhotoLimits): Opened | Refusal {
  if (source.length === 0) return refuse('PHOTO_EMPTY');
  if (source.length > limits.maxSourceBytes) {
    const megabytes = Math.ceil(source.length / 1e6);
    return refuse('PHOTO_TOO_LARGE', { megabytes, maxMegabytes: Math.floor(limits.maxSourceBytes / 1e6) });
  }
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const sniffed = sniffFormat(source);
  if (sniffed.format === null) return refuse('PHOTO_UNSUPPORTED_TYPE', { type: sniffed.type });
  const extent = measureExtent(bytes, sniffed.format);
  if (!extent.ok) return refuse('PHOTO_BROKEN');
  if (isForeignTail(bytes.subarray(extent.end))) return refuse('PHOTO_FOREIGN_DATA');
  return { ok: true, bytes: bytes.subarray(0, extent.end), format: sniffed.format };
}

async function decodeDirectly(
  { bytes, format }: Opened,
  { bytes: source, limits }: DecodeInput,
): Promise<{ ok: true; photo: DecodedPhoto } | Refusal> {
  // For JPEG libvips reports damaged data in the middle of a scan as a warning only.
  const failOn = format === 'jpeg' ? 'warning' : 'error';
  const options: SharpOptions = { failOn, limitInputPixels: false, sequentialRead: true };
  const header = await readHeader(bytes, options);
  if (!header || header.format !== format) return refuse('PHOTO_BROKEN');
  const { width, height } = header;
  if (width * height > limits.maxPixels) return refuse('PHOTO_TOO_MANY_PIXELS', { width, height });
  const picture = await normalise(sharp(bytes, options).autoOrient(), limits);
  if (!picture) return refuse('PHOTO_BROKEN');
  const { colour } = header;
  const upright = header.isSideways
    ? { widthPx: height, heightPx: width }
    : { widthPx: width, heightPx: height };
  return {
    ok: true,
    photo: { picture, source: { sourceFormat: format, sourceBytes: source.length, colour, ...upright } },
  };
}

interface Header {
  format: string;
  width: number;
  height: number;
  isSideways: boolean;
  colour: PhotoMeasurements['colour'];
}

/** Reads the header only; null when there is none. */
async function readHeader(bytes: Buffer, options: SharpOptions): Promise<Header | null> {
  const metadata = await sharp(bytes, options)
    .metadata()
    .catch(() => null);
  if (!metadata) return null;
  const { format, width, height, orientation = 1, space } = metadata;
  const isGrey = space === 'b-w' || space === 'grey16';
  const colour = space === 'cmyk' ? 'cmyk' : isGrey ? 'grey' : 'rgb';
  return { format, width, height, isSideways: orientation >= 5 && orientation <= 8, colour };
}

async function decodeHeicPhoto(
  { bytes }: Opened,
  { bytes: source, limits, readHeic }: DecodeInput,
): Promise<{ ok: true; photo: DecodedPhoto } | Refusal> {
  const sizes = heicSizes(bytes);
  if (sizes.length === 0) return refuse('PHOTO_BROKEN');
  const bomb = sizes.find(({ width, height }) => width * height > limits.maxPixels);
  if (bomb) return refuse('PHOTO_TOO_MANY_PIXELS', { width: bomb.width, height: bomb.height });
  const result = await readHeic(bytes);
  // A slow thread says more about the machine than about the picture, so it may be sent again.
  if (!result.ok) return refuse(result.reason === 'timeout' ? 'PHOTO_BUSY' : 'PHOTO_BROKEN');
  const { data, width, height, channels } = result.picture;
  const picture = await normalise(sharp(data, { raw: { width, height, channels } }), limits);
  if (!picture) return refuse('PHOTO_BROKEN');
  const size = { widthPx: width, heightPx: height };
  return {
    ok: true,
    photo: { picture, source: { sourceFormat: 'heic', sourceBytes: source.length, colour: 'rgb', ...size } },
  };
}

/** Decodes every row; null when a part of the picture is damaged. Transparent parts become white. */
async function normalise(pipeline: Sharp, limits: PhotoLimits): Promise<RawPicture | null> {
  const box = { width: limits.maxKeptWidth, height: limits.maxKeptHeight };
  const result = await pipeline
    .flatten({ background: '#ffffff' })
    .resize({ ...box, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(() => null);
  if (!result || result.info.channels !== 3) return null;
  const { width, height } = result.info;
  return { data: result.data, width, height, channels: 3 };
}
