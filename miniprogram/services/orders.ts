import type * as contract from '../../shared/contract/orders';
import { route, type AnswerOf } from './route';
export type OwnOrder = AnswerOf<typeof contract.showOrder>['order'];

/** All orders of the account, newest first. */
export const listOrders = route<typeof contract.listOrders>({
  method: 'GET',
  path: '/orders',
  access: 'signed-in',
});

/** One order of the account by its number; somebody else finds nothing. */
export const showOrder = route<typeof contract.showOrder>({
  method: 'GET',
  path: '/orders/{orderId}',
  access: 'signed-in',
});
