import sharp from 'sharp';
import { judgePhoto, type PhotoMeasurements, type PhotoRule } from '../../shared/domain/rules/photo';
import type { PhotoExamination } from '../use-cases/ports/photos';
import { measurePixels } from './check';
import { encodePhoto } from './convert';
import { decodePhoto, type HeicReader, type PhotoLimits } from './decode';

// Decoded pictures of other people do not stay in memory (PR19).
sharp.cache(false);

export interface ExamineInput {
  bytes: Uint8Array;
  rule: PhotoRule;
  limits: PhotoLimits;
  readHeic: HeicReader;
}

/** Decodes, measures, judges and encodes one picture. */
export async function examinePhoto({
  bytes,
  rule,
  limits,
  readHeic,
}: ExamineInput): Promise<PhotoExamination> {
  const decoded = await decodePhoto({ bytes, limits, readHeic });
  if (!decoded.ok) return decoded;
  const { picture, source } = decoded.photo;
  const [pixels, kept] = await Promise.all([measurePixels(picture), encodePhoto(picture, rule)]);
  const isJpeg = source.sourceFormat === 'jpeg';
  const measurements: PhotoMeasurements = {
    ...source,
    ...pixels,
    keptBytes: kept.jpeg.length,
    keptWidthPx: kept.width,
    keptHeightPx: kept.height,
    bitsPerPixel: isJpeg ? (source.sourceBytes * 8) / (source.widthPx * source.heightPx) : null,
  };
  const { blocking, warnings } = judgePhoto(measurements, rule);
  if (blocking.length > 0) return { ok: false, code: 'PHOTO_REFUSED', findings: blocking, warnings };
  return { ok: true, jpeg: kept.jpeg, measurements, findings: warnings };
}
