import sharp from 'sharp';
import { judgePhoto, type PhotoMeasurements, type PhotoRule } from '../../shared/domain/rules/photo';
import type { PhotoDesk, PhotoExamination } from '../use-cases/ports/photos';
import { measurePixels } from './check';
import { encodePhoto } from './convert';
import { decodePhoto, refuse, type HeicReader, type PhotoLimits } from './decode';
import { sniffFormat } from './format';
import { createGate } from './gate';
import { decodeHeic } from './heic-decoder';

export interface PhotoDeskOptions {
  limits?: Partial<PhotoLimits>;
  /** How long one HEIC picture may take. */
  heicTimeoutMs?: number;
  /** Pictures examined at once, and those that may wait. */
  running?: number;
  waiting?: number;
}

/** No phone's picture is larger; the HTTP layer may set less. */
export const standardPhotoLimits: PhotoLimits = {
  maxSourceBytes: 20_000_000,
  maxPixels: 52_000_000,
  maxKeptWidth: 1200,
  maxKeptHeight: 1600,
};

/** Examines a few pictures at a time; HEIC singly, because one may hold 400 MB while it is decoded. */
export function createPhotoDesk(options: PhotoDeskOptions = {}): PhotoDesk {
  // Decoded pictures of other people do not stay in memory (PR19).
  sharp.cache(false);
  const limits = { ...standardPhotoLimits, ...options.limits };
  const { heicTimeoutMs = 10_000, running = 3, waiting = 60 } = options;
  const desk = createGate({ running, waiting });
  const heicDesk = createGate({ running: 1, waiting: 8 });
  const readHeic: HeicReader = (bytes) =>
    decodeHeic(bytes, { maxPixels: limits.maxPixels, timeoutMs: heicTimeoutMs });

  return {
    examine: async (bytes, rule) => {
      const gate = sniffFormat(bytes).format === 'heic' ? heicDesk : desk;
      const examination = await gate.run(() => examine({ bytes, rule, limits, readHeic }));
      return examination ?? refuse('PHOTO_BUSY');
    },
  };
}

interface ExamineInput {
  bytes: Uint8Array;
  rule: PhotoRule;
  limits: PhotoLimits;
  readHeic: HeicReader;
}

async function examine({ bytes, rule, limits, readHeic }: ExamineInput): Promise<PhotoExamination> {
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
