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

/** Shapes that WeChat's own cropping offers, the most usual of ID photos first. */
const SHAPES = [
  { scale: '3:4', across: 3, down: 4 },
  { scale: '4:5', across: 4, down: 5 },
] as const;

export type Shape = (typeof SHAPES)[number];

/** The shape to cut a picture to by the season's rule; null where the rule fits none. */
export function shapeOf({ minRatio, maxRatio }: PhotoRule): Shape | null {
  const fits = ({ across, down }: Shape): boolean => across / down >= minRatio && across / down <= maxRatio;
  return SHAPES.find(fits) ?? null;
}

/** Cutting edges helps where only the shape is wrong and enough is left of it. */
export function cropHelps(photo: PickedPhoto, rule: PhotoRule): boolean {
  const { width, height } = photo;
  const shape = shapeOf(rule);
  const shaped = problemsOf(photo, rule).some(
    ({ code }) => code === 'photo.too_wide' || code === 'photo.too_narrow',
  );
  if (!shaped || !shape) return false;
  const { across, down } = shape;
  const scale = Math.min(width / across, height / down);
  return scale * across >= rule.minWidth && scale * down >= rule.minHeight;
}

/** Files far above the limit are made smaller before they are sent; nothing else about them changes. */
export function isHeavy({ bytes }: PickedPhoto, { maxBytes }: PhotoRule): boolean {
  return bytes > maxBytes * 4;
}

export function kilobytesOf(rule: PhotoRule): { minKilobytes: number; maxKilobytes: number } {
  return { minKilobytes: Math.round(rule.minBytes / 1000), maxKilobytes: Math.round(rule.maxBytes / 1024) };
}
