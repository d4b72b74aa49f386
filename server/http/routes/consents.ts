import * as contract from '../../../shared/contract/consents';
import { noticeOf } from '../../../shared/domain/season';
import { askGuardian } from '../../use-cases/privacy/ask-guardian';
import { answerGuardianCode } from '../../use-cases/privacy/confirm-guardian';
import { continueInChat } from '../../use-cases/chat/continue-in-chat';
import { AppError } from '../../use-cases/ports/app-error';
import { undone, type Repositories, type Undone } from '../../use-cases/ports/storage';
import { tickNotice, ticksInForce } from '../../use-cases/privacy/ticks';
import { guardianOf } from '../../use-cases/registrations/view-registration';
import { withdrawOnPage } from '../../use-cases/privacy/withdraw-consent';
import { DONE, type On } from '../api/call';
import type { HttpDeps } from '../deps';
import { failedOutcome, failedProof, type Outcome } from '../presenters/failures';

/** Ticks and consents of the signed-in account (S14-S16, PR1, PR2). */
export function consentRoutes(on: On, deps: HttpDeps): void {
  const { context } = deps;
  const { clock, unitOfWork } = context;

  on(contract.listConsents, ({ account, params }) =>
    unitOfWork.read(async (tx) => {
      const season = await tx.seasons.find(params.seasonId);
      if (!season) throw new AppError('NOT_FOUND');
      const given = await tx.consents.listOf(account.id);
      const ticked = ticksInForce(given, season);
      const consents = season.notices.map((notice) => {
        const row = given.find((one) => one.noticeId === notice.id && one.textVersion === notice.version);
        return {
          noticeId: notice.id,
          version: notice.version,
          inForce: ticked.includes(notice.id),
          givenAt: row?.givenAt ?? null,
          channel: row?.channel ?? null,
        };
      });
      return { consents, guardian: await guardianOf(tx, context, account.id) };
    }),
  );

  on(contract.tickNotice, async ({ account, params, body }) => {
    // Only the guardian gives this one, over the guardian's own phone (PR2).
    if (params.noticeId === 'guardian_consent') throw new AppError('FORBIDDEN');
    const actor = { role: 'candidate', id: account.id, channel: 'mini_program' } as const;
    const ticked = await unitOfWork.run(async (tx) => {
      const season = await tx.seasons.find(params.seasonId);
      if (!season || !noticeOf(season, params.noticeId)) throw new AppError('NOT_FOUND');
      const { noticeId } = params;
      const accountId = account.id;
      const { version: textVersion } = body;
      const result = await tickNotice(tx, context, { accountId, season, noticeId, textVersion, actor });
      const cause = `${accountId}:${season.id}:${noticeId}:${textVersion}`;
      if (result === 'ticked') await continueInChat(tx, context, { accountId, cause, filled: [] });
      return result;
    });
    if (ticked === 'old_version') throw failedProof({ code: 'notice.changed' }, clock.now());
    return DONE;
  });

  on(contract.withdrawConsent, async ({ account, params, keepAnswer }) => {
    const { noticeId } = params;
    const actor = { role: 'candidate', id: account.id, channel: 'mini_program' } as const;
    const alongside = (tx: Repositories) => keepAnswer(tx, DONE);
    const outcome = await withdrawOnPage(context, { account, noticeId, actor, alongside });
    if (!outcome.ok) throw failedOutcome(outcome, clock.now());
    return DONE;
  });

  on(contract.askGuardian, async ({ account, body }) => {
    const outcome = await unitOfWork.run(async (tx): Promise<Outcome | Undone<Outcome>> => {
      const asked = await askGuardian(tx, context, { account, ...body });
      return asked.ok ? asked : undone(asked);
    });
    if (!outcome.ok) throw failedOutcome(outcome, clock.now());
    deps.wake();
    return DONE;
  });

  on(contract.answerGuardian, async ({ account, body }) => {
    const { code, agrees, version } = body;
    const answered = await answerGuardianCode(context, { account, code, agrees, textVersion: version });
    if (!answered.ok) throw failedProof(answered, clock.now());
    return { agreed: answered.agreed, saved: answered.saved };
  });
}
