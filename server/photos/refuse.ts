import type { PhotoFinding } from '../../shared/domain/rules/photo';
import type { PhotoRefusalCode } from '../use-cases/ports/photos';

export interface Refusal {
  ok: false;
  code: PhotoRefusalCode;
  findings: PhotoFinding[];
  warnings: PhotoFinding[];
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
