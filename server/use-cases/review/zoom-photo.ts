import { standardPhotoThresholds } from '../../../shared/domain/rules/photo';
import type { Context } from '../context';
import type { StaffMember } from '../ports/review';
import { reviewedPhoto } from './reviewed-photo';
import { findReviewed, UNDER_REVIEW, type ReviewContent } from './show-review';

export type Zoomed =
  | { kind: 'photo'; revision: number; photo: NonNullable<ReviewContent['photo']> }
  | { kind: 'absent' }
  | { kind: 'own' };

/**
 * The photo alone, with what the machine found. It is no view of the registration: bulk approval asks for one that has the
 * facts beside it. The look is on record when the picture itself is asked for.
 */
export function zoomPhoto(
  context: Context,
  { registrationId, member }: { registrationId: string; member: StaffMember },
): Promise<Zoomed> {
  return context.unitOfWork.read(async (tx): Promise<Zoomed> => {
    const found = await findReviewed(tx, context, { registrationId, member });
    if (found.kind !== 'visible') return found;
    const { registration } = found;
    const photo = UNDER_REVIEW.includes(registration.state) ? await reviewedPhoto(tx, registration) : null;
    if (!photo) return { kind: 'absent' };
    return {
      kind: 'photo',
      revision: registration.revision,
      photo: { ...photo, thresholds: standardPhotoThresholds },
    };
  });
}
