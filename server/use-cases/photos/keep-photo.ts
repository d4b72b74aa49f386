import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { changeRegistration, type Changed } from '../registrations/change-registration';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { PhotoRecord } from '../ports/registrations';
import type { Repositories } from '../ports/storage';

/**
 * Puts an examined and stored photo in force (S26, S43). The former photo's file is removed by a job after the commit, so
 * that a failed unit never loses it.
 */
export async function keepPhoto(
  tx: Repositories,
  context: Context,
  input: { registration: Registration; season: Season; actor: Actor; photo: PhotoRecord },
): Promise<Changed> {
  const { registration, season, actor, photo } = input;
  const changed = await changeRegistration(tx, context, {
    registration,
    season,
    actor,
    action: 'upload_photo',
    patch: { photoId: photo.id },
  });
  if (!changed.ok) return changed;
  await tx.photos.insert(photo);
  if (registration.photoId) {
    const payload = { photoId: registration.photoId };
    await tx.outbox.add([
      outboxRow(context, { topic: 'photo.replaced', key: `photo.replaced:${registration.photoId}`, payload }),
    ]);
  }
  return changed;
}
