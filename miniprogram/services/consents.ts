import type * as contract from '../../shared/contract/consents';
import { route, type AnswerOf } from './route';
export type Consent = AnswerOf<typeof contract.listConsents>['consents'][number];

/** What is ticked in the version that is in force. */
export const listConsents = route<typeof contract.listConsents>({
  method: 'GET',
  path: '/seasons/{seasonId}/consents',
  access: 'signed-in',
});

/** Tick a notice or give a consent, in the version that was shown. */
export const tickNotice = route<typeof contract.tickNotice>({
  method: 'PUT',
  path: '/seasons/{seasonId}/consents/{noticeId}',
  access: 'signed-in',
});

/** Take a consent back; what it covered is erased (PR1). */
export const withdrawConsent = route<typeof contract.withdrawConsent>({
  method: 'DELETE',
  path: '/seasons/{seasonId}/consents/{noticeId}',
  access: 'signed-in',
});

/** Ask the guardian of a person under 14 for consent (PR2). */
export const askGuardian = route<typeof contract.askGuardian>({
  method: 'POST',
  path: '/guardian',
  access: 'signed-in',
});

/** The guardian agrees or refuses with the code from the SMS. */
export const answerGuardian = route<typeof contract.answerGuardian>({
  method: 'POST',
  path: '/guardian/confirm',
  access: 'signed-in',
});
