import type { PictureResult } from '../../bot/ports';
import type { PhotoFinding } from '../../shared/domain/rules/photo';
import type { Season } from '../../shared/domain/season';
import type { Context } from './context';
import type { PhotoDesk, PhotoExamination, PhotoStore } from './ports/photos';
import type { PhotoRecord } from './ports/registrations';
import type { WecomPort } from './ports/wecom';

export type PhotoContext = Context & { photoDesk: PhotoDesk; photoStore: PhotoStore };
export type PictureContext = PhotoContext & { wecom: WecomPort };

/** The largest picture that is fetched from the chat; phones send photos of several megabytes. */
const MAX_PICTURE_BYTES = 15 * 1024 * 1024;

export interface Examined {
  result: PictureResult;
  /** Stored and ready to be kept by a turn; a photo nobody keeps is swept later. */
  photo: PhotoRecord | null;
}

const NOT_EXPECTED: Examined = {
  result: { ok: false, problems: [{ code: 'photo.not_expected' }] },
  photo: null,
};

/** Fetches a picture that a customer sent, judges it by their season's rule and stores it sealed. */
export async function examinePicture(
  context: PictureContext,
  { mediaId, externalUserId }: { mediaId: string; externalUserId: string },
): Promise<Examined> {
  const owner = await ownerOf(context, externalUserId);
  if (!owner) return NOT_EXPECTED;
  const file = await context.wecom.mediaGet({ mediaId, maxBytes: MAX_PICTURE_BYTES });
  return examineBytes(context, { ...owner, bytes: file.bytes });
}

/** The same for bytes that came otherwise, for example uploaded from the mini program. */
export async function examineBytes(
  context: PhotoContext,
  input: { bytes: Uint8Array; season: Season; accountId: string; registrationId: string },
): Promise<Examined> {
  const examined = await context.photoDesk.examine(input.bytes, input.season.photoRule);
  if (!examined.ok) return { result: { ok: false, problems: refusalCodes(examined) }, photo: null };
  const { measurements, findings, jpeg } = examined;
  const id = context.newId();
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

function refusalCodes(examined: Extract<PhotoExamination, { ok: false }>) {
  return examined.findings.map(codeOf);
}

function codeOf(finding: PhotoFinding) {
  return { code: finding.code, params: { ...finding.params } };
}
