import sharp from 'sharp';
import type { PhotoRule } from '../../shared/domain/rules/photo';
import type { RawPicture } from './heic-decoder';

export interface KeptPhoto {
  jpeg: Buffer;
  width: number;
  height: number;
}

const usualQuality = 92;
const lowerQualities = [86, 80, 74, 68];
const higherQualities = [97, 100];
const shrinkBy = 0.8;

/**
 * Writes the JPEG that is kept: best quality whose size lies in the rule's range, reduced in pixels only when no
 * quality fits, never enlarged, never cropped. A fresh encoding carries no metadata (check 12).
 */
export async function encodePhoto(picture: RawPicture, rule: PhotoRule): Promise<KeptPhoto> {
  let kept = await encode({ picture, width: picture.width, quality: usualQuality });
  if (kept.jpeg.length < rule.minBytes) {
    for (const quality of higherQualities) {
      kept = await encode({ picture, width: kept.width, quality });
      if (kept.jpeg.length >= rule.minBytes) break;
    }
    return kept;
  }
  while (kept.jpeg.length > rule.maxBytes) {
    const fitting = await encodeLower({ picture, width: kept.width, rule });
    if (fitting) return fitting;
    const width = Math.floor(kept.width * shrinkBy);
    const heightAfter = (picture.height / picture.width) * width;
    if (width < rule.minWidth || heightAfter < rule.minHeight) break;
    kept = await encode({ picture, width, quality: usualQuality });
  }
  return kept;
}

async function encodeLower(input: {
  picture: RawPicture;
  width: number;
  rule: PhotoRule;
}): Promise<KeptPhoto | null> {
  for (const quality of lowerQualities) {
    const kept = await encode({ ...input, quality });
    if (kept.jpeg.length <= input.rule.maxBytes) return kept;
  }
  return null;
}

async function encode(input: { picture: RawPicture; width: number; quality: number }): Promise<KeptPhoto> {
  const { data, width, height, channels } = input.picture;
  const result = await sharp(data, { raw: { width, height, channels } })
    .resize({ width: input.width, withoutEnlargement: true })
    .jpeg({ quality: input.quality, chromaSubsampling: input.quality > usualQuality ? '4:4:4' : '4:2:0' })
    .toBuffer({ resolveWithObject: true });
  return { jpeg: result.data, width: result.info.width, height: result.info.height };
}
