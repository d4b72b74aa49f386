import type * as contract from '../../shared/contract/registrations';
import { route, type AnswerOf } from './route';
export type Registration = AnswerOf<typeof contract.readRegistration>['registration'];

/** All registrations of the account, newest first. */
export const listRegistrations = route<typeof contract.listRegistrations>({
  method: 'GET',
  path: '/registrations',
  access: 'signed-in',
});

/** Begin a registration in a season, or resume the live one. */
export const startRegistration = route<typeof contract.startRegistration>({
  method: 'POST',
  path: '/registrations',
  access: 'signed-in',
});

/** State, position, what is missing, what is possible, deadlines. */
export const readRegistration = route<typeof contract.readRegistration>({
  method: 'GET',
  path: '/registrations/{registrationId}',
  access: 'signed-in',
});

/** Full answers, to their owner on demand (PR7). */
export const readAnswers = route<typeof contract.readAnswers>({
  method: 'GET',
  path: '/registrations/{registrationId}/answers',
  access: 'signed-in',
});

/** Save answers of one or more questions, all or none. */
export const saveAnswers = route<typeof contract.saveAnswers>({
  method: 'PUT',
  path: '/registrations/{registrationId}/answers',
  access: 'signed-in',
});

/** Submit the information page with the truth promise (S21). */
export const submitInformation = route<typeof contract.submitInformation>({
  method: 'POST',
  path: '/registrations/{registrationId}/information',
  access: 'signed-in',
});

/** Put an open change in force, with the promise. */
export const applyChanges = route<typeof contract.applyChanges>({
  method: 'POST',
  path: '/registrations/{registrationId}/changes/apply',
  access: 'signed-in',
});

/** Drop an open change. */
export const discardChanges = route<typeof contract.discardChanges>({
  method: 'POST',
  path: '/registrations/{registrationId}/changes/discard',
  access: 'signed-in',
});

/** Submit for review after W3. */
export const submitForReview = route<typeof contract.submitForReview>({
  method: 'POST',
  path: '/registrations/{registrationId}/review',
  access: 'signed-in',
});

/** Delete with a reason (W4); with an open order it is closed first. */
export const deleteRegistration = route<typeof contract.deleteRegistration>({
  method: 'POST',
  path: '/registrations/{registrationId}/deletion',
  access: 'signed-in',
});

/** Delete with a reason and begin again with the same answers and the seat, as one act (S31, S34). */
export const registerAnew = route<typeof contract.registerAnew>({
  method: 'POST',
  path: '/registrations/{registrationId}/anew',
  access: 'signed-in',
});

/** What happened, oldest first. */
export const readHistory = route<typeof contract.readHistory>({
  method: 'GET',
  path: '/registrations/{registrationId}/history',
  access: 'signed-in',
});

/** Admission tickets of paid subjects, from the ticket date (S52). */
export const listTickets = route<typeof contract.listTickets>({
  method: 'GET',
  path: '/registrations/{registrationId}/tickets',
  access: 'signed-in',
});
