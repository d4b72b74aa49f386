import type { PhotoRule } from '../../shared/domain/rules/photo';

/**
 * The usual rule of the notices: 20 to 200 KB, at least 192 high and 144 wide. Both 3:4 and 33:48 are in use, so a
 * range of ratios is accepted; KB is undefined, so 20 KB begins at 20,000 and 200 KB ends at 204,800 bytes.
 */
export const standardPhotoRule: PhotoRule = {
  minWidth: 144,
  minHeight: 192,
  minBytes: 20_000,
  maxBytes: 204_800,
  minRatio: 0.66,
  maxRatio: 0.8,
};
