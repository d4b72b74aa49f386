import { z } from 'zod';
import { endpoint, id, instant, localText, orderId, seasonId, subjectCode } from './api';
import { refund } from './payments';

/** An order with what became of it, for whoever it belongs to. */
const ownOrder = z.strictObject({
  /** Also stands in WeChat's own list as the merchant's number. */
  id: orderId,
  registrationId: id,
  seasonId,
  province: localText.nullable(),
  sitting: localText.nullable(),
  state: z.enum(['opening', 'open', 'closing', 'closed', 'paid']),
  subjects: z.array(z.strictObject({ code: subjectCode, name: localText, feeFen: z.int() })),
  amountFen: z.int(),
  createdAt: instant,
  expiresAt: instant,
  paidAt: instant.nullable(),
  /** Another person's WeChat pays or paid it. */
  bySomeoneElse: z.boolean(),
  refunds: z.array(refund),
});

export const listOrders = endpoint({
  method: 'GET',
  path: '/orders',
  summary: 'All orders of the account, newest first',
  access: 'account',
  answer: z.strictObject({ orders: z.array(ownOrder), serverTime: instant }),
});

/** Opened from WeChat's list of payments; whoever is not the owner finds nothing, as under a number that never was. */
export const showOrder = endpoint({
  method: 'GET',
  path: '/orders/{orderId}',
  summary: 'One order of the account by its number',
  access: 'account',
  params: z.strictObject({ orderId }),
  answer: z.strictObject({ order: ownOrder, serverTime: instant }),
});
