import * as contract from '../../../shared/contract/payments';
import { maskDocumentNumber, maskName } from '../../../shared/domain/masks';
import type { Registration } from '../../../shared/domain/registration';
import { siteOf } from '../../../shared/domain/season';
import { actOnRegistration, viewOwned } from '../../use-cases/registrations/act-on-registration';
import { checkOrder, requestClose } from '../../use-cases/payments/close-order';
import { confirmZeroFee } from '../../use-cases/payments/confirm-zero-fee';
import type { Account, Login } from '../../use-cases/ports/accounts';
import { AppError } from '../../use-cases/ports/app-error';
import type { Order } from '../../use-cases/ports/payments';
import { startPayment, type StartedPayment } from '../../use-cases/payments/start-payment';
import { findOwnOrder, viewPayment } from '../../use-cases/payments/view-payment';
import type { RegistrationView } from '../../use-cases/registrations/view-registration';
import type { On } from '../api/call';
import type { HttpDeps } from '../deps';
import { refused, refusedAct } from '../presenters/failures';
import { presentRegistration, subjectNameOf } from '../presenters/registration';

const CHANNEL = 'mini_program' as const;

/** Read-back, order, result. Sums and numbers come from us and from the platform, never from the phone. */
export function paymentRoutes(on: On, deps: HttpDeps): void {
  const { context } = deps;

  async function view(account: Account, registrationId: string): Promise<RegistrationView> {
    const found = await viewOwned(context, { account, registrationId, channel: CHANNEL });
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }

  async function ownOrder(
    account: Account,
    ids: { registrationId: string; orderId: string },
  ): Promise<Order> {
    const order = await context.unitOfWork.read((tx) => findOwnOrder(tx, { account, ...ids }));
    if (!order) throw new AppError('NOT_FOUND');
    return order;
  }

  on(contract.readPaymentSummary, async ({ account, login, params, locale }) => {
    const found = await viewPayment(context, { account, channel: CHANNEL, ...params });
    if (!found) throw new AppError('NOT_FOUND');
    const { registration, season } = found.view;
    const { name = '', documentNumber = '', siteCode } = registration.answers;
    const unpaid = registration.subjects.filter((subject) => subject.state === 'chosen');
    return {
      readBack: {
        name: maskName(name),
        documentNumber: maskDocumentNumber(documentNumber),
        site: siteOf(season, siteCode)?.name ?? null,
        subjects: unpaid.map(({ code, feeFen }) => ({ code, name: subjectNameOf(season, code), feeFen })),
        amountFen: unpaid.reduce((sum, subject) => sum + subject.feeFen, 0),
      },
      order: found.order && presentOrder(found.order, login),
      proofs: found.proofs,
      refunds: found.refunds.map(({ amountFen, state, cause }) => ({ amountFen, state, cause })),
      registration: presentRegistration(found.view, locale),
    };
  });

  on(contract.openOrder, async ({ account, login, params, body }) => {
    const started = await startPayment(context, {
      accountId: account.id,
      registrationId: params.registrationId,
      subjectCodes: [...new Set(body.subjectCodes)],
      payerOpenid: login.openid,
      actor: { role: 'candidate', id: account.id, channel: CHANNEL },
    });
    if (!started.ok) throw await notStarted(started, () => view(account, params.registrationId));
    return { order: presentOrder(started.order, login), payParams: started.payParams };
  });

  on(contract.readOrder, async ({ account, login, params }) => ({
    order: presentOrder(await ownOrder(account, params), login),
  }));

  on(contract.checkOrder, async ({ account, login, params, locale }) => {
    const before = await ownOrder(account, params);
    await checkOrder(context, before.id);
    deps.wake();
    const order = presentOrder(await ownOrder(account, params), login);
    return { order, registration: presentRegistration(await view(account, params.registrationId), locale) };
  });

  on(contract.closeOrder, async ({ account, login, params, locale }) => {
    const { id } = await ownOrder(account, params);
    const acted = await actOnRegistration<{ registration: Registration }>(context, {
      target: { account, registrationId: params.registrationId, channel: CHANNEL, expectedVersion: null },
      work: async (tx, found) => {
        const open = await tx.orders.openOf(found.registration.id);
        // Giving up an order that has ended meanwhile is no news.
        if (open?.id !== id) return { ok: true, registration: found.registration };
        return requestClose(tx, context, found);
      },
    });
    if (!acted.ok)
      throw acted.why === 'not_found' ? new AppError('NOT_FOUND') : refusedAct(acted.failure, acted.view);
    deps.wake();
    const order = presentOrder(await ownOrder(account, params), login);
    return { order, registration: presentRegistration(acted.view, locale) };
  });

  on(contract.confirmZeroFee, async ({ account, params, body, locale, keepAnswer }) => {
    const acted = await actOnRegistration<{ registration: Registration }>(context, {
      target: { account, registrationId: params.registrationId, channel: CHANNEL, expectedVersion: null },
      work: (tx, found) =>
        confirmZeroFee(tx, context, { ...found, subjectCodes: [...new Set(body.subjectCodes)] }),
      alongside: (tx, after) => keepAnswer(tx, { registration: presentRegistration(after, locale) }),
    });
    if (!acted.ok)
      throw acted.why === 'not_found' ? new AppError('NOT_FOUND') : refusedAct(acted.failure, acted.view);
    deps.wake();
    return { registration: presentRegistration(acted.view, locale) };
  });
}

async function notStarted(
  started: Exclude<StartedPayment, { ok: true }>,
  view: () => Promise<RegistrationView>,
): Promise<AppError> {
  switch (started.why) {
    case 'not_found':
      return new AppError('NOT_FOUND');
    case 'unknown':
      // The same number is asked for again, never another (promise 2).
      return new AppError('RESULT_UNKNOWN', { reasons: [{ field: null, code: 'payment.checking' }] });
    case 'platform_refused':
      return new AppError('PLATFORM_BUSY', { reasons: [{ field: null, code: 'payment.platform_refused' }] });
    case 'version_conflict':
      return refusedAct({ ok: false, why: 'version_conflict' }, await view());
    case 'refused': {
      const { state, version } = (await view()).registration;
      return refused(started.reasons, { present: { state, version } });
    }
  }
}

function presentOrder(order: Order, { openid }: Login) {
  return {
    id: order.id,
    state: order.state,
    subjectCodes: order.subjects.map((subject) => subject.code),
    amountFen: order.amountFen,
    expiresAt: order.expiresAt,
    bySomeoneElse: order.payerOpenid !== openid,
  };
}
