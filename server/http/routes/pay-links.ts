import * as contract from '../../../shared/contract/pay-links';
import { maskName } from '../../../shared/domain/masks';
import {
  checkPayLink,
  mintPayLink,
  payByLink,
  readPayLink,
  type FoundPayLink,
  type PayLinkProblem,
} from '../../use-cases/payments/pay-for';
import { AppError } from '../../use-cases/ports/app-error';
import type { StartedPayment } from '../../use-cases/payments/start-payment';
import type { On } from '../api/call';
import type { HttpDeps } from '../deps';
import { refused } from '../presenters/failures';
import { subjectNameOf } from '../presenters/registration';

/** Somebody else pays: a link for one payment that tells its holder whom it is for, in masks, and how much. */
export function payLinkRoutes(on: On, deps: HttpDeps): void {
  const { context } = deps;

  on(contract.mintPayLink, async ({ account, params, body }) => {
    const minted = await mintPayLink(context, {
      account,
      registrationId: params.registrationId,
      subjectCodes: [...new Set(body.subjectCodes)],
    });
    if (!minted.ok) throw minted.why === 'not_found' ? new AppError('NOT_FOUND') : refused(minted.reasons);
    const { token, amountFen, expiresAt } = minted;
    return { token, amountFen, expiresAt };
  });

  on(contract.readPayLink, async ({ login, body }) => {
    const { state, registration, season, subjects, amountFen, expiresAt } = usable(
      await readPayLink(context, { login, token: body.token }),
    );
    return {
      state,
      name: maskName(registration.answers.name ?? ''),
      sitting: season.sitting.name,
      subjects: subjects.map(({ code, feeFen }) => ({ code, name: subjectNameOf(season, code), feeFen })),
      amountFen,
      expiresAt,
      serverTime: context.clock.now(),
    };
  });

  on(contract.openPayLink, async ({ login, body }) => {
    const started = await payByLink(context, { login, token: body.token });
    if (!started.ok) throw notPayable(started);
    const { order, payParams } = started;
    deps.wake();
    return { order: { id: order.id, amountFen: order.amountFen, expiresAt: order.expiresAt }, payParams };
  });

  on(contract.checkPayLink, async ({ login, body }) => {
    const { state } = usable(await checkPayLink(context, { login, token: body.token }));
    deps.wake();
    return { state };
  });
}

function usable(found: FoundPayLink): Extract<FoundPayLink, { ok: true }> {
  if (!found.ok) throw linkProblem(found.code);
  return found;
}

function linkProblem(code: PayLinkProblem): AppError {
  const reasons = [{ field: null, code }];
  return new AppError(code === 'pay_link.unknown' ? 'NOT_FOUND' : 'STATE_CONFLICT', { reasons });
}

type NotPayable = Exclude<Awaited<ReturnType<typeof payByLink>>, Extract<StartedPayment, { ok: true }>>;

/** Why the candidate's registration cannot be paid is not the holder's business. */
function notPayable(started: NotPayable): AppError {
  switch (started.why) {
    case 'link':
      return linkProblem(started.code);
    case 'unknown':
      return new AppError('RESULT_UNKNOWN', { reasons: [{ field: null, code: 'payment.checking' }] });
    case 'platform_refused':
      return new AppError('PLATFORM_BUSY', { reasons: [{ field: null, code: 'payment.platform_refused' }] });
    case 'version_conflict':
      return linkProblem('pay_link.busy');
    case 'refused':
    case 'not_found':
      return linkProblem('pay_link.stale');
  }
}
