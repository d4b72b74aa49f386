import type { PictureResult } from '../../../bot/ports';
import type { PhotoFinding } from '../../../shared/domain/rules/photo';
import type { Season } from '../../../shared/domain/season';
import type { Context } from '../context';
import type { Logger } from '../ports/logger';
import { PhotoStoreError, type PhotoDesk, type PhotoExamination, type PhotoStore } from '../ports/photos';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { PhotoRecord } from '../ports/registrations';
import type { WecomPort } from '../ports/wecom';

export type PhotoContext = Context & { photoDesk: PhotoDesk; photoStore: PhotoStore };
export type PictureContext = PhotoContext & { wecom: WecomPort; logger: Logger };

/** The largest picture that is fetched from the chat; phones send photos of several megabytes. */
const MAX_PICTURE_BYTES = 15 * 1024 * 1024;

export interface Examined {
  result: PictureResult;
  /** Stored and ready to be kept by the caller, who deletes the file again when it is not. */
  photo: PhotoRecord | null;
}

/**
 * Fetches a picture that a customer sent, judges it by their season's rule and stores it sealed under `photoId`. One that
 * is gone, too large or cannot be stored now is an answer to the customer, not a failure: their next messages wait for it.
 */
export async function examinePicture(
  context: PictureContext,
  input: { mediaId: string; externalUserId: string; photoId: string },
): Promise<Examined> {
  const owner = await ownerOf(context, input.externalUserId);
  if (!owner) return refused('photo.not_expected');
  try {
    const file = await context.wecom.mediaGet({ mediaId: input.mediaId, maxBytes: MAX_PICTURE_BYTES });
    return await examineBytes(context, { ...owner, bytes: file.bytes, photoId: input.photoId });
  } catch (error) {
    if (error instanceof TransportError && error.reason === 'too_large') return refused('photo.too_large');
    if (error instanceof PlatformError && GONE.has(error.class)) return refused('photo.broken');
    if (!(error instanceof PhotoStoreError)) throw error;
    context.logger.error('photo.not_stored', { code: error.code, registrationId: owner.registrationId });
    return refused('photo.busy');
  }
}

/** Media live three days; an id that is over or unknown never comes back. */
const GONE: ReadonlySet<PlatformError['class']> = new Set(['CHANNEL', 'TARGET', 'PERMANENT']);

function refused(code: string): Examined {
  return { result: { ok: false, problems: [{ code }], advice: [] }, photo: null };
}

/** The same for bytes that came otherwise, for example uploaded from the mini program. */
export async function examineBytes(
  context: PhotoContext,
  input: { bytes: Uint8Array; season: Season; accountId: string; registrationId: string; photoId?: string },
): Promise<Examined> {
  const examined = await context.photoDesk.examine(input.bytes, input.season.photoRule);
  if (!examined.ok) return { result: refusalOf(examined), photo: null };
  const { measurements, findings, jpeg } = examined;
  const id = input.photoId ?? context.newId();
  await context.photoStore.save(id, jpeg);
  const photo: PhotoRecord = {
    id,
    registrationId: input.registrationId,
    accountId: input.accountId,
    fileName: id,
    bytes: measurements.keptBytes,
    measurements,
    findings,
    perceptualHash: measurements.perceptualHash,
    createdAt: context.clock.now(),
  };
  const size = {
    width: measurements.keptWidthPx,
    height: measurements.keptHeightPx,
    bytes: measurements.keptBytes,
  };
  return { result: { ok: true, photoId: id, ...size, warnings: findings.map(codeOf) }, photo };
}

async function ownerOf(
  context: PictureContext,
  externalUserId: string,
): Promise<{ season: Season; accountId: string; registrationId: string } | null> {
  return context.unitOfWork.read(async (tx) => {
    const identity = await tx.identities.find('external_userid', externalUserId);
    if (!identity) return null;
    const seasons = await tx.seasons.listCurrent(context.clock.now());
    for (const season of seasons) {
      const registration = await tx.registrations.currentOf(identity.accountId, season.id);
      if (registration) return { season, accountId: identity.accountId, registrationId: registration.id };
    }
    return null;
  });
}

function refusalOf({ findings, warnings }: Extract<PhotoExamination, { ok: false }>): PictureResult {
  return { ok: false, problems: findings.map(codeOf), advice: warnings.map(codeOf) };
}

function codeOf(finding: PhotoFinding) {
  return { code: finding.code, params: { ...finding.params } };
}
