import sharp, { type Region, type Sharp } from 'sharp';
import type { PhotoMeasurements } from '../../shared/domain/rules/photo';
import type { RawPicture } from './heic-decoder';

/** What is read off the pixels. */
export type PixelMeasurements = Pick<
  PhotoMeasurements,
  | 'chroma'
  | 'spread'
  | 'backgroundLevel'
  | 'backgroundSpread'
  | 'brightness'
  | 'contrast'
  | 'sharpness'
  | 'detail'
  | 'perceptualHash'
>;

/** Every picture is measured at this size, so that one set of thresholds serves all. */
const width = 192;
const height = 256;

const { abs, max, min } = Math;

interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Parts of the width and height: top corners and the strips beside the face (check 6), the face (check 7). */
const backgroundAreas: readonly Area[] = [
  { left: 0, top: 0, right: 0.15, bottom: 0.15 },
  { left: 0.85, top: 0, right: 1, bottom: 0.15 },
  { left: 0, top: 0.15, right: 0.06, bottom: 0.45 },
  { left: 0.94, top: 0.15, right: 1, bottom: 0.45 },
];
const faceArea: Area = { left: 0.3, top: 0.25, right: 0.7, bottom: 0.65 };
const hashArea: Area = { left: 0.2, top: 0.15, right: 0.8, bottom: 0.72 };
const wholeArea: Area = { left: 0, top: 0, right: 1, bottom: 1 };

/** Measures an upright sRGB picture of three channels (domain.md 7, checks 5 to 11). */
export async function measurePixels(picture: RawPicture): Promise<PixelMeasurements> {
  const [colour, fine, hash] = await Promise.all([
    open(picture).resize(width, height, { fit: 'fill' }).raw().toBuffer(),
    open(picture).greyscale().toColourspace('b-w').raw().toBuffer(),
    open(picture)
      .extract(faceOf(picture))
      .greyscale()
      .resize(17, 16, { fit: 'fill' })
      .toColourspace('b-w')
      .raw()
      .toBuffer(),
  ]);
  const luma = toLuma(colour);
  const backgrounds = backgroundAreas.map((area) => ({
    level: min(...channelMeans(colour, area)),
    spread: statistics(luma, area).deviation,
  }));
  const face = statistics(luma, faceArea);
  return {
    chroma: meanChroma(colour),
    spread: statistics(luma, wholeArea).deviation,
    backgroundLevel: min(...backgrounds.map(({ level }) => level)),
    backgroundSpread: max(...backgrounds.map(({ spread }) => spread)),
    brightness: face.mean,
    contrast: face.deviation,
    sharpness: laplacianVariance(luma),
    detail: meanDetail(fine, picture),
    perceptualHash: differenceHash(hash),
  };
}

function open({ data, width: rawWidth, height: rawHeight, channels }: RawPicture): Sharp {
  return sharp(data, { raw: { width: rawWidth, height: rawHeight, channels } });
}

/** ID photos resemble each other in wall, outline and collar; only the face tells two of them apart (check 11). */
function faceOf(picture: RawPicture): Region {
  return {
    left: Math.floor(picture.width * hashArea.left),
    top: Math.floor(picture.height * hashArea.top),
    width: Math.max(1, Math.floor(picture.width * (hashArea.right - hashArea.left))),
    height: Math.max(1, Math.floor(picture.height * (hashArea.bottom - hashArea.top))),
  };
}

function toLuma(rgb: Buffer): Float32Array {
  const luma = new Float32Array(rgb.length / 3);
  for (let at = 0; at < luma.length; at += 1) {
    const [red = 0, green = 0, blue = 0] = [rgb[at * 3], rgb[at * 3 + 1], rgb[at * 3 + 2]];
    luma[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return luma;
}

function* pixelsOf(area: Area): Iterable<number> {
  for (let y = Math.floor(area.top * height); y < Math.ceil(area.bottom * height); y += 1) {
    for (let x = Math.floor(area.left * width); x < Math.ceil(area.right * width); x += 1)
      yield y * width + x;
  }
}

function statistics(luma: Float32Array, area: Area): { mean: number; deviation: number } {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const at of pixelsOf(area)) {
    const value = luma[at] ?? 0;
    count += 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

function channelMeans(rgb: Buffer, area: Area): number[] {
  const sums = [0, 0, 0];
  let count = 0;
  for (const at of pixelsOf(area)) {
    count += 1;
    for (let channel = 0; channel < 3; channel += 1)
      sums[channel] = (sums[channel] ?? 0) + (rgb[at * 3 + channel] ?? 0);
  }
  return sums.map((sum) => sum / count);
}

/** Difference between the highest and lowest channel; white paper in a cold light stays below a few steps. */
function meanChroma(rgb: Buffer): number {
  let sum = 0;
  for (let at = 0; at < rgb.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = [rgb[at], rgb[at + 1], rgb[at + 2]];
    sum += max(red, green, blue) - min(red, green, blue);
  }
  return sum / (rgb.length / 3);
}

function laplacianVariance(luma: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const around =
        (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      const value = around - 4 * (luma[at] ?? 0);
      sum += value;
      squares += value * value;
    }
  }
  const count = (width - 2) * (height - 2);
  return squares / count - (sum / count) ** 2;
}

/** Mean distance of a pixel from the mean of its block of four, at the picture's own size: what halving would lose. */
function meanDetail(grey: Buffer, { width: columns, height: rows }: RawPicture): number {
  let sum = 0;
  let blocks = 0;
  for (let y = 0; y + 1 < rows; y += 2) {
    for (let x = 0; x + 1 < columns; x += 2) {
      const at = y * columns + x;
      const [a = 0, b = 0, c = 0, d = 0] = [
        grey[at],
        grey[at + 1],
        grey[at + columns],
        grey[at + columns + 1],
      ];
      const mean = (a + b + c + d) / 4;
      sum += abs(a - mean) + abs(b - mean) + abs(c - mean) + abs(d - mean);
      blocks += 4;
    }
  }
  return blocks === 0 ? 0 : sum / blocks;
}

/** One bit per pair of neighbours in a 17 x 16 picture: is the left one brighter? */
function differenceHash(grey: Buffer): string {
  let hex = '';
  for (let y = 0; y < 16; y += 1) {
    for (let x = 0; x < 16; x += 4) {
      let digit = 0;
      for (let bit = 0; bit < 4; bit += 1) {
        const at = y * 17 + x + bit;
        digit = digit * 2 + ((grey[at] ?? 0) > (grey[at + 1] ?? 0) ? 1 : 0);
      }
      hex += digit.toString(16);
    }
  }
  return hex;
}
