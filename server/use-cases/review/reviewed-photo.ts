import type { Registration } from '../../../shared/domain/registration';
import type { PhotoFinding, PhotoMeasurements } from '../../../shared/domain/rules/photo';
import type { Repositories } from '../ports/storage';

/** A photo as reviewers see it, on the page of one registration and on the wall. */
export interface ReviewedPhoto {
  id: string;
  findings: PhotoFinding[];
  measurements: PhotoMeasurements;
}

/** Whether the same photo came for somebody else is asked now: it may have come later. */
export async function reviewedPhoto(
  tx: Repositories,
  { photoId, accountId }: Registration,
): Promise<ReviewedPhoto | null> {
  const photo = photoId === null ? null : await tx.photos.find(photoId);
  if (!photo) return null;
  const same = await tx.photos.countSameElsewhere(photo.perceptualHash, accountId);
  const doubled: PhotoFinding[] = same > 0 ? [{ code: 'photo.same_as_another', params: {} }] : [];
  const own = photo.findings.filter(({ code }) => code !== 'photo.same_as_another');
  return { id: photo.id, findings: [...own, ...doubled], measurements: photo.measurements };
}
