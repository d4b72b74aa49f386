import type { Season } from '../../../shared/domain/season';
import type { Context } from '../context';
import type { Account } from '../ports/accounts';
import type { Order, Refund } from '../ports/payments';
import type { Repositories } from '../ports/storage';

/** An order with what became of it. */
export interface OwnOrder {
  order: Order;
  season: Season | null;
  refunds: Refund[];
  /** No WeChat of the account pays it. */
  bySomeoneElse: boolean;
}

/** Orders of an account, newest first. */
export function listOwnOrders(context: Pick<Context, 'unitOfWork'>, account: Account): Promise<OwnOrder[]> {
  return context.unitOfWork.read(async (tx) => {
    const orders = await tx.orders.listOfAccount(account.id);
    return Promise.all(orders.toReversed().map((order) => withOutcome(tx, { order, account })));
  });
}

/** One order by its number; null when it is nobody's or somebody else's, whoever paid it. */
export function findAccountOrder(
  context: Pick<Context, 'unitOfWork'>,
  { account, orderId }: { account: Account; orderId: string },
): Promise<OwnOrder | null> {
  return context.unitOfWork.read(async (tx) => {
    const order = await tx.orders.find(orderId);
    return order?.accountId === account.id ? withOutcome(tx, { order, account }) : null;
  });
}

async function withOutcome(
  tx: Repositories,
  { order, account }: { order: Order; account: Account },
): Promise<OwnOrder> {
  const [season, refunds, identities] = await Promise.all([
    tx.seasons.find(order.seasonId),
    tx.refunds.listOf(order.registrationId),
    tx.identities.listOf(account.id),
  ]);
  const own = identities.some((one) => one.kind === 'openid' && one.value === order.payerOpenid);
  return {
    order,
    season,
    refunds: refunds.filter((refund) => refund.orderId === order.id),
    bySomeoneElse: !own,
  };
}
