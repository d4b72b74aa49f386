import type * as contract from '../../shared/contract/pay-links';
import { route, type AnswerOf } from './route';
export type PayLink = AnswerOf<typeof contract.readPayLink>;

/** Make a single-use link by which somebody else pays for chosen subjects. */
export const mintPayLink = route<typeof contract.mintPayLink>({
  method: 'POST',
  path: '/registrations/{registrationId}/pay-links',
  access: 'signed-in',
});

/** What a payment link is for: masked name, subjects and sum, nothing else. */
export const readPayLink = route<typeof contract.readPayLink>({
  method: 'POST',
  path: '/pay-links/read',
  access: 'signed-in',
});

/** Open the payment of a link, or resume the one begun with it by the same person. */
export const openPayLink = route<typeof contract.openPayLink>({
  method: 'POST',
  path: '/pay-links/order',
  access: 'signed-in',
});

/** After wx.requestPayment: ask the platform now. */
export const checkPayLink = route<typeof contract.checkPayLink>({
  method: 'POST',
  path: '/pay-links/check',
  access: 'signed-in',
});
