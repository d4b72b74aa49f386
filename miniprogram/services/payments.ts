import type * as contract from '../../shared/contract/payments';
import { route, type AnswerOf } from './route';
export type PaymentSummary = AnswerOf<typeof contract.readPaymentSummary>;
export type Order = AnswerOf<typeof contract.openOrder>['order'];

/** Read-back before payment (W5), the open order, and proofs of what is paid. */
export const readPaymentSummary = route<typeof contract.readPaymentSummary>({
  method: 'GET',
  path: '/registrations/{registrationId}/payment',
  access: 'signed-in',
});

/** Open the payment of chosen subjects, or resume the open order. */
export const openOrder = route<typeof contract.openOrder>({
  method: 'POST',
  path: '/registrations/{registrationId}/orders',
  access: 'signed-in',
});

/** State of an order as we know it. */
export const readOrder = route<typeof contract.readOrder>({
  method: 'GET',
  path: '/registrations/{registrationId}/orders/{orderId}',
  access: 'signed-in',
});

/** After wx.requestPayment: ask the platform now. */
export const checkOrder = route<typeof contract.checkOrder>({
  method: 'POST',
  path: '/registrations/{registrationId}/orders/{orderId}/check',
  access: 'signed-in',
});

/** Give the open order up. */
export const closeOrder = route<typeof contract.closeOrder>({
  method: 'POST',
  path: '/registrations/{registrationId}/orders/{orderId}/close',
  access: 'signed-in',
});

/** Confirm subjects whose fees sum to zero, after the read-back. */
export const confirmZeroFee = route<typeof contract.confirmZeroFee>({
  method: 'POST',
  path: '/registrations/{registrationId}/zero-fee',
  access: 'signed-in',
});
