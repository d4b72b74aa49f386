import * as contract from '../../../shared/contract/orders';
import { AppError } from '../../use-cases/ports/app-error';
import { findAccountOrder, listOwnOrders, type OwnOrder } from '../../use-cases/payments/view-orders';
import type { On } from '../api/call';
import type { HttpDeps } from '../deps';
import { subjectNameOf } from '../presenters/registration';

/** Orders of the account, as WeChat's own list of payments leads to them. */
export function orderRoutes(on: On, { context }: HttpDeps): void {
  on(contract.listOrders, async ({ account }) => ({
    orders: (await listOwnOrders(context, account)).map(presentOwnOrder),
    serverTime: context.clock.now(),
  }));

  on(contract.showOrder, async ({ account, params }) => {
    const found = await findAccountOrder(context, { account, ...params });
    if (!found) throw new AppError('NOT_FOUND');
    return { order: presentOwnOrder(found), serverTime: context.clock.now() };
  });
}

function presentOwnOrder({ order, season, refunds, bySomeoneElse }: OwnOrder) {
  const { id, registrationId, seasonId, state, amountFen, createdAt, expiresAt, succeededAt } = order;
  return {
    id,
    registrationId,
    seasonId,
    province: season?.province.name ?? null,
    sitting: season?.sitting.name ?? null,
    state,
    subjects: order.subjects.map(({ code, feeFen }) => ({
      code,
      name: season ? subjectNameOf(season, code) : { zh: code, en: code },
      feeFen,
    })),
    amountFen,
    createdAt,
    expiresAt,
    paidAt: succeededAt,
    bySomeoneElse,
    refunds: refunds.map((refund) => ({
      amountFen: refund.amountFen,
      state: refund.state,
      cause: refund.cause,
    })),
  };
}
