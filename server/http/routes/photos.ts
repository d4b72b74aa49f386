import * as contract from '../../../shared/contract/registrations';
import type { ErrorCode } from '../../../shared/domain/codes';
import type { Registration } from '../../../shared/domain/registration';
import { judge } from '../../../shared/domain/transition';
import { actOnRegistration, viewOwned } from '../../use-cases/registrations/act-on-registration';
import { continueInChat } from '../../use-cases/chat/continue-in-chat';
import { examineBytes } from '../../use-cases/photos/examine-picture';
import { keepPhoto } from '../../use-cases/photos/keep-photo';
import { AppError } from '../../use-cases/ports/app-error';
import type { On } from '../api/call';
import type { HttpDeps } from '../deps';
import { readPicture } from '../middleware/read-picture';
import { refused, refusedAct } from '../presenters/failures';
import { presentRegistration } from '../presenters/registration';

const CHANNEL = 'mini_program' as const;

/** The photo of one's own registration (S26, S27, S43). */
export function photoRoutes(on: On, deps: HttpDeps): void {
  const { context } = deps;

  /** The database failed: a file without a row goes at once; while nobody can tell, the nightly sweep has the last word. */
  async function dropUnkept(photoId: string): Promise<void> {
    const drop = async (): Promise<void> => {
      const kept = await context.unitOfWork.read((tx) => tx.photos.find(photoId));
      if (!kept) await context.photoStore.delete(photoId);
    };
    await drop().catch((error: unknown) => context.logger.warn('photos.not_dropped', { error }));
  }

  on(contract.uploadPhoto, async ({ account, params, query, request, locale }) => {
    const { registrationId } = params;
    const before = await viewOwned(context, { account, registrationId, channel: CHANNEL });
    if (!before) throw new AppError('NOT_FOUND');
    // The rules are asked before megabytes are read and examined for nothing.
    const verdict = judge('upload_photo', before.facts, { role: 'candidate' });
    if (!verdict.ok) {
      const { state, version } = before.registration;
      throw refused(verdict.reasons, { present: { state, version } });
    }
    if (before.missingNotices.includes('sensitive_consent')) {
      throw new AppError('CONSENT_REQUIRED', {
        reasons: [{ field: 'sensitive_consent', code: 'notice.not_ticked' }],
      });
    }
    const bytes = await readPicture(request);
    const { season } = before;
    const examined = await examineBytes(context, { bytes, season, accountId: account.id, registrationId });
    const { result, photo } = examined;
    if (!result.ok || !photo) {
      const problems = result.ok ? [] : result.problems;
      throw new AppError(photoError(problems), {
        fields: problems.map((problem) => ({ field: 'photo', ...problem })),
      });
    }
    const acted = await actOnRegistration<{ registration: Registration }>(context, {
      target: { account, registrationId, channel: CHANNEL, expectedVersion: Number(query.expectedVersion) },
      work: (tx, found) => keepPhoto(tx, context, { ...found, photo }),
      alongside: (tx) =>
        continueInChat(tx, context, { accountId: account.id, cause: photo.id, filled: ['photo'] }),
    }).catch(async (error: unknown) => {
      await dropUnkept(photo.id);
      throw error;
    });
    if (!acted.ok) {
      await context.photoStore.delete(photo.id);
      throw acted.why === 'not_found' ? new AppError('NOT_FOUND') : refusedAct(acted.failure, acted.view);
    }
    deps.wake();
    return { registration: presentRegistration(acted.view, locale) };
  });

  on(contract.readPhoto, async ({ account, params }) => {
    const found = await viewOwned(context, { account, channel: CHANNEL, ...params });
    const jpeg = found?.photo ? await context.photoStore.read(found.photo.fileName) : null;
    if (!jpeg) throw new AppError('NOT_FOUND');
    return { raw: Buffer.from(jpeg), type: 'image/jpeg' };
  });
}

/** A picture that cannot be read at all is told apart from one that breaks the rule. */
function photoError(problems: readonly { code: string }[]): ErrorCode {
  const codes = problems.map((problem) => problem.code);
  if (codes.includes('photo.busy')) return 'DEPENDENCY_UNAVAILABLE';
  if (codes.some((code) => UNREADABLE.includes(code))) return 'PHOTO_UNREADABLE';
  return 'PHOTO_REFUSED';
}

const UNREADABLE = ['photo.empty', 'photo.unsupported_type', 'photo.broken', 'photo.foreign_data'];
