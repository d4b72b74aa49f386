import type { PhotoDesk } from '../use-cases/ports/photos';
import type { HeicReader, PhotoLimits } from './decode';
import { sniffFormat } from './format';
import type * as Examine from './examine';
import { createGate } from './gate';
import { decodeHeic } from './heic-decoder';
import { refuse } from './refuse';

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
  const limits = { ...standardPhotoLimits, ...options.limits };
  const { heicTimeoutMs = 10_000, running = 3, waiting = 60 } = options;
  const desk = createGate({ running, waiting });
  const heicDesk = createGate({ running: 1, waiting: 8 });
  const readHeic: HeicReader = (bytes) =>
    decodeHeic(bytes, { maxPixels: limits.maxPixels, timeoutMs: heicTimeoutMs });

  return {
    examine: async (bytes, rule) => {
      const gate = sniffFormat(bytes).format === 'heic' ? heicDesk : desk;
      // The picture library is loaded with the first picture: most processes never see one.
      const examination = await gate.run(() => {
        const { examinePhoto } = require('./examine') as typeof Examine;
        return examinePhoto({ bytes, rule, limits, readHeic });
      });
      return examination ?? refuse('PHOTO_BUSY');
    },
  };
}
