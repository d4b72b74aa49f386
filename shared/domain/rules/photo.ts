import type { Params } from './check';

/**
 * Judges a measured photo (S27; domain.md 7, checks 1 to 11). Checks 1 to 5 and 10 block; every other finding only
 * informs the candidate and the reviewer, because a machine refuses nobody on personal grounds (PR18).
 */

/**
 * What a season says about photos. Lengths in pixels, sizes in bytes, ratios as width divided by height. A season
 * that is silent about background or thresholds gets the standard ones.
 */
export interface PhotoRule {
  minWidth: number;
  minHeight: number;
  minBytes: number;
  maxBytes: number;
  minRatio: number;
  maxRatio: number;
  background?: PhotoBackground;
  thresholds?: Partial<PhotoThresholds>;
}

/** Which background the notice asks for; `any` turns the background checks off. */
export type PhotoBackground = 'white' | 'white_or_light' | 'any';

/** Limits of the picture checks. Brightness, chroma and spread are on the scale of 0 to 255. */
export interface PhotoThresholds {
  /** Below this mean difference between a pixel's highest and lowest channel the picture counts as greyscale. */
  minChroma: number;
  /** Below this standard deviation of brightness the picture shows nothing. */
  minSpread: number;
  /** Lowest channel of a background that counts as white, and of one that counts as light. */
  whiteLevel: number;
  lightLevel: number;
  maxBackgroundSpread: number;
  minBrightness: number;
  maxBrightness: number;
  minContrast: number;
  minSharpness: number;
  /** A source JPEG with fewer bits per pixel and less detail than these was probably enlarged. */
  minBitsPerPixel: number;
  minDetail: number;
}

/** What the picture checks found. Colour values are of the upright picture in sRGB. */
export interface PhotoMeasurements {
  /** Format of the picture that was sent, by its content. */
  sourceFormat: 'jpeg' | 'png' | 'heic';
  sourceBytes: number;
  /** Size of the picture that was sent, turned upright. */
  widthPx: number;
  heightPx: number;
  /** The JPEG that will be kept; its size differs from the picture sent when that was reduced. */
  keptBytes: number;
  keptWidthPx: number;
  keptHeightPx: number;
  colour: 'rgb' | 'grey' | 'cmyk';
  chroma: number;
  spread: number;
  /** The darkest of the four background areas: its lowest mean channel; and the largest spread among them. */
  backgroundLevel: number;
  backgroundSpread: number;
  /** Mean brightness and standard deviation of the middle, where the face is. */
  brightness: number;
  contrast: number;
  /** Variance of the Laplacian at a fixed size. */
  sharpness: number;
  /** Bits per pixel of a JPEG that was sent; null for the other formats. */
  bitsPerPixel: number | null;
  /** Mean loss of brightness when halved and enlarged again. */
  detail: number;
  /** 256 bits as 64 hex digits. */
  perceptualHash: string;
}

/** Findings that refuse a picture before or instead of being measured. */
export type PhotoRefusalFinding =
  | 'photo.empty'
  | 'photo.too_large'
  | 'photo.unsupported_type'
  | 'photo.foreign_data'
  | 'photo.broken'
  | 'photo.too_many_pixels'
  | 'photo.busy';

/** What keeps a photo from being taken (domain.md 7). */
export type PhotoBlockingFinding =
  | 'photo.too_small'
  | 'photo.too_few_bytes'
  | 'photo.too_many_bytes'
  | 'photo.too_wide'
  | 'photo.too_narrow'
  | 'photo.cmyk'
  | 'photo.greyscale'
  | 'photo.blank';

/** What candidate and reviewer are told; the photo is taken. */
export type PhotoWarningFinding =
  | 'photo.background_light'
  | 'photo.background_not_white'
  | 'photo.background_uneven'
  | 'photo.too_dark'
  | 'photo.too_bright'
  | 'photo.low_contrast'
  | 'photo.blurred'
  | 'photo.enlarged'
  | 'photo.same_as_another';

/** Everything that can be said about a photo. */
export type PhotoFindingCode = PhotoRefusalFinding | PhotoBlockingFinding | PhotoWarningFinding;

/** One thing to say about a photo; `params` fill the placeholders of the text with the same key. */
export interface PhotoFinding<Code extends PhotoFindingCode = PhotoFindingCode> {
  code: Code;
  params: Params;
}

/** All findings of one photo by the season's rule. */
export interface PhotoJudgement {
  blocking: PhotoFinding<PhotoBlockingFinding>[];
  warnings: PhotoFinding<PhotoWarningFinding>[];
}

/** Thresholds for a season that states none; set on drawn and photographed ID pictures, on the lenient side. */
export const standardPhotoThresholds: PhotoThresholds = {
  minChroma: 4,
  minSpread: 8,
  whiteLevel: 215,
  lightLevel: 175,
  maxBackgroundSpread: 22,
  minBrightness: 60,
  maxBrightness: 235,
  minContrast: 16,
  minSharpness: 40,
  minBitsPerPixel: 0.6,
  minDetail: 0.8,
};

/** Every finding about a decoded picture; blocking ones mean that it cannot be kept (S27; check 10 comes first). */
export function judgePhoto(measured: PhotoMeasurements, rule: PhotoRule): PhotoJudgement {
  // Whatever else could be said about a picture of nothing is noise.
  if (measured.spread < thresholdsOf(rule).minSpread) {
    return { blocking: [{ code: 'photo.blank', params: {} }], warnings: [] };
  }
  return {
    blocking: [...judgeSize(measured, rule), ...judgeColour(measured, rule), ...judgeBytes(measured, rule)],
    warnings: [
      ...judgeBackground(measured, rule),
      ...judgeLight(measured, rule),
      ...judgeFocus(measured, rule),
    ],
  };
}

/** Checks 2 and 4. A landscape picture is told about its shape even when it is also too small. */
function judgeSize(measured: PhotoMeasurements, rule: PhotoRule): PhotoFinding<PhotoBlockingFinding>[] {
  const { widthPx: width, heightPx: height } = measured;
  const { minWidth, minHeight, minRatio, maxRatio } = rule;
  const ratio = width / height;
  const found: PhotoFinding<PhotoBlockingFinding>[] = [];
  if (width < minWidth || height < minHeight) {
    found.push({ code: 'photo.too_small', params: { width, height, minWidth, minHeight } });
  }
  const params = { width, height, ratio: round(ratio), minRatio, maxRatio };
  if (ratio > maxRatio) found.push({ code: 'photo.too_wide', params });
  if (ratio < minRatio) found.push({ code: 'photo.too_narrow', params });
  return found;
}

/**
 * Check 3. A JPEG below the minimum stays below it: saving it again at a higher quality adds bytes and no
 * picture. Too many bytes are no fault of the sender as long as the kept JPEG fits.
 */
function judgeBytes(measured: PhotoMeasurements, rule: PhotoRule): PhotoFinding<PhotoBlockingFinding>[] {
  const { minBytes, maxBytes } = rule;
  const isJpeg = measured.sourceFormat === 'jpeg';
  const least = isJpeg ? Math.min(measured.sourceBytes, measured.keptBytes) : measured.keptBytes;
  if (least < minBytes) return [{ code: 'photo.too_few_bytes', params: inKilobytes(least, rule) }];
  if (measured.keptBytes > maxBytes) {
    return [{ code: 'photo.too_many_bytes', params: inKilobytes(measured.keptBytes, rule) }];
  }
  return [];
}

/** Check 5. */
function judgeColour(measured: PhotoMeasurements, rule: PhotoRule): PhotoFinding<PhotoBlockingFinding>[] {
  if (measured.colour === 'cmyk') return [{ code: 'photo.cmyk', params: {} }];
  const isGrey = measured.colour === 'grey' || measured.chroma < thresholdsOf(rule).minChroma;
  return isGrey ? [{ code: 'photo.greyscale', params: {} }] : [];
}

/** Check 6. */
function judgeBackground(measured: PhotoMeasurements, rule: PhotoRule): PhotoFinding<PhotoWarningFinding>[] {
  const background = rule.background ?? 'white';
  if (background === 'any') return [];
  const { whiteLevel, lightLevel, maxBackgroundSpread } = thresholdsOf(rule);
  const level = Math.round(measured.backgroundLevel);
  const found: PhotoFinding<PhotoWarningFinding>[] = [];
  if (level < lightLevel) {
    found.push({ code: 'photo.background_not_white', params: { level, whiteLevel } });
  } else if (level < whiteLevel && background === 'white') {
    found.push({ code: 'photo.background_light', params: { level, whiteLevel } });
  }
  if (measured.backgroundSpread > maxBackgroundSpread) {
    found.push({
      code: 'photo.background_uneven',
      params: { spread: Math.round(measured.backgroundSpread) },
    });
  }
  return found;
}

/** Check 7. */
function judgeLight(measured: PhotoMeasurements, rule: PhotoRule): PhotoFinding<PhotoWarningFinding>[] {
  const { minBrightness, maxBrightness, minContrast } = thresholdsOf(rule);
  const params = { brightness: Math.round(measured.brightness), contrast: Math.round(measured.contrast) };
  const found: PhotoFinding<PhotoWarningFinding>[] = [];
  if (measured.brightness < minBrightness) found.push({ code: 'photo.too_dark', params });
  if (measured.brightness > maxBrightness) found.push({ code: 'photo.too_bright', params });
  if (measured.contrast < minContrast) found.push({ code: 'photo.low_contrast', params });
  return found;
}

/** Checks 8 and 9. */
function judgeFocus(measured: PhotoMeasurements, rule: PhotoRule): PhotoFinding<PhotoWarningFinding>[] {
  const { minSharpness, minBitsPerPixel, minDetail } = thresholdsOf(rule);
  const found: PhotoFinding<PhotoWarningFinding>[] = [];
  if (measured.sharpness < minSharpness) {
    found.push({ code: 'photo.blurred', params: { sharpness: Math.round(measured.sharpness) } });
  }
  const isThin = measured.bitsPerPixel !== null && measured.bitsPerPixel < minBitsPerPixel;
  if (isThin && measured.detail < minDetail) found.push({ code: 'photo.enlarged', params: {} });
  return found;
}

function thresholdsOf(rule: PhotoRule): PhotoThresholds {
  return { ...standardPhotoThresholds, ...rule.thresholds };
}

function inKilobytes(bytes: number, rule: PhotoRule): Record<string, number> {
  return {
    bytes,
    minBytes: rule.minBytes,
    maxBytes: rule.maxBytes,
    kilobytes: Math.round(bytes / 100) / 10,
    minKilobytes: Math.round(rule.minBytes / 1000),
    maxKilobytes: Math.round(rule.maxBytes / 1024),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
