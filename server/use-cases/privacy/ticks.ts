import type { Actor } from '../../../shared/domain/registration';
import { noticeOf, type NoticeId, type Season } from '../../../shared/domain/season';
import type { Context } from '../context';
import type { Consent } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

/** Consents to how we treat data hold for every sitting; the other ticks belong to one sitting (S14-S16, PR1). */
const FOR_EVERY_SITTING: readonly NoticeId[] = ['general_consent', 'sensitive_consent', 'guardian_consent'];

/** Notices ticked in the very version the season has now. */
export function ticksInForce(consents: Consent[], season: Season): NoticeId[] {
  return season.notices
    .filter((notice) =>
      consents.some(
        (consent) =>
          consent.noticeId === notice.id &&
          consent.withdrawnAt === null &&
          consent.textVersion === notice.version &&
          (consent.seasonId === null || consent.seasonId === season.id),
      ),
    )
    .map((notice) => notice.id);
}

/** Stores who ticked which version when and where. A version that is not the present one is refused. */
export async function tickNotice(
  tx: Repositories,
  context: Context,
  input: { accountId: string; season: Season; noticeId: NoticeId; textVersion: string; actor: Actor },
): Promise<'ticked' | 'old_version'> {
  const { accountId, season, noticeId, textVersion, actor } = input;
  const notice = noticeOf(season, noticeId);
  if (!notice || notice.version !== textVersion) return 'old_version';
  const consents = await tx.consents.listOf(accountId);
  if (ticksInForce(consents, season).includes(noticeId)) return 'ticked';
  await tx.consents.add({
    id: context.newId(),
    accountId,
    seasonId: FOR_EVERY_SITTING.includes(noticeId) ? null : season.id,
    noticeId,
    textVersion,
    channel: actor.channel,
    givenAt: context.clock.now(),
    withdrawnAt: null,
    guardian: null,
  });
  return 'ticked';
}
