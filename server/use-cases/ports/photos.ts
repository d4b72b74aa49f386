import type { PhotoFinding, PhotoMeasurements, PhotoRule } from '../../../shared/domain/rules/photo';

/**
 * Why a picture was not accepted. `PHOTO_REFUSED` means that it could be read and breaks a rule; `PHOTO_BUSY` that
 * it was not looked at and the same picture may be sent again later.
 */
export type PhotoRefusalCode =
  | 'PHOTO_EMPTY'
  | 'PHOTO_TOO_LARGE'
  | 'PHOTO_UNSUPPORTED_TYPE'
  | 'PHOTO_FOREIGN_DATA'
  | 'PHOTO_BROKEN'
  | 'PHOTO_TOO_MANY_PIXELS'
  | 'PHOTO_BUSY'
  | 'PHOTO_REFUSED';

export type PhotoExamination =
  | {
      ok: true;
      /** What to keep: an upright sRGB JPEG in the rule's range of bytes, without metadata. */
      jpeg: Uint8Array;
      measurements: PhotoMeasurements;
      /** Warnings; they inform the candidate and the reviewer. */
      findings: PhotoFinding[];
    }
  | {
      ok: false;
      code: PhotoRefusalCode;
      /** What blocks: at least one, the most telling first. */
      findings: PhotoFinding[];
      /** What does not block; worth knowing before the next picture is taken. */
      warnings: PhotoFinding[];
    };

/** Reads, measures, judges and converts a picture (S27, domain.md 7). Writes nothing and fetches nothing. */
export interface PhotoDesk {
  /** Never throws because of the bytes; whatever they are, the answer is an examination. */
  examine(bytes: Uint8Array, rule: PhotoRule): Promise<PhotoExamination>;
}

/** Keeps accepted photos sealed (PR5). An id is 8 to 64 letters, digits, `_` or `-`, never used for two pictures. */
export interface PhotoStore {
  /** Whole and durable when it returns, or nothing is left. Repeating it is harmless. Throws `PhotoStoreError`. */
  save(id: string, jpeg: Uint8Array): Promise<void>;
  /** Null when there is no such photo. Throws `PhotoStoreError`, or `SealError` for a damaged file. */
  read(id: string): Promise<Uint8Array | null>;
  /** Done when the photo is gone, also when it never was there. */
  delete(id: string): Promise<void>;
  /** Every stored id with the time of writing in epoch ms, for the job that deletes what no row names (PR12). */
  list(): AsyncIterable<{ id: string; savedAt: number }>;
  /** Removes what an interrupted write left behind, when older than the given epoch ms; returns how many. */
  sweep(olderThan: number): Promise<number>;
}

/** The photo folder refused: full, or out of order for another reason. */
export class PhotoStoreError extends Error {
  override readonly name = 'PhotoStoreError';
  constructor(
    readonly code: 'STORAGE_FULL' | 'DEPENDENCY_UNAVAILABLE',
    options?: ErrorOptions,
  ) {
    super(
      code === 'STORAGE_FULL' ? 'The photo folder is full.' : 'The photo folder cannot be used.',
      options,
    );
  }
}
