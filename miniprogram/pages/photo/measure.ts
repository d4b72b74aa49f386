import type { Season } from '../../services/seasons';

export type PhotoRule = Season['photoRule'];

/** A picture on this phone, not sent yet. */
export interface PickedPhoto {
  path: string;
  /** Zero where the phone cannot read the picture, as with HEIC on some: the server measures it then. */
  width: number;
  height: number;
  bytes: number;
}

/** One thing to say, with the key and values of its text. */
export interface PhotoProblem {
  code: 'photo.too_small' | 'photo.too_wide' | 'photo.too_narrow' | 'photo.too_few_bytes';
  params: Record<string, number>;
}

/** What the phone itself can tell about a picture by the season's rule; the server has the last word. */
export function problemsOf(photo: PickedPhoto, rule: PhotoRule): PhotoProblem[] {
  const { width, height, bytes } = photo;
  if (width === 0 || height === 0) return [];
  const { minWidth, minHeight } = rule;
  const ratio = width / height;
  const found: PhotoProblem[] = [];
  if (width < minWidth || height < minHeight)
    found.push({ code: 'photo.too_small', params: { width, height, minWidth, minHeight } });
  if (ratio > rule.maxRatio) found.push({ code: 'photo.too_wide', params: {} });
  if (ratio < rule.minRatio) found.push({ code: 'photo.too_narrow', params: {} });
  if (bytes > 0 && bytes < rule.minBytes)
    found.push({ code: 'photo.too_few_bytes', params: kilobytesOf(rule) });
  return found;
}

/** Cutting edges helps where only the shape is wrong and enough is left of it. */
export function cropHelps(photo: PickedPhoto, rule: PhotoRule): boolean {
  const { width, height } = photo;
  const shaped = problemsOf(photo, rule).some(
    ({ code }) => code === 'photo.too_wide' || code === 'photo.too_narrow',
  );
  const scale = Math.min(width / CROP.across, height / CROP.down);
  return shaped && scale * CROP.across >= rule.minWidth && scale * CROP.down >= rule.minHeight;
}

/** The shape WeChat's own cropping offers that fits the rule of every season so far. */
export const CROP = { scale: '3:4', across: 3, down: 4 } as const;

/** Files far above the limit are made smaller before they are sent; nothing else about them changes. */
export function isHeavy({ bytes }: PickedPhoto, { maxBytes }: PhotoRule): boolean {
  return bytes > maxBytes * 4;
}

export function kilobytesOf(rule: PhotoRule): { minKilobytes: number; maxKilobytes: number } {
  return { minKilobytes: Math.round(rule.minBytes / 1000), maxKilobytes: Math.round(rule.maxBytes / 1024) };
}
