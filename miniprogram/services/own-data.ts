import type * as contract from '../../shared/contract/own-data';
import { route, type AnswerOf, type InputOf } from './route';

export type Deletion = AnswerOf<typeof contract.viewDeletion>;
export type IdentityProof = InputOf<typeof contract.exportOwnData>['body']['proof'];

/** Send a code to an address of the account, before an export or a deletion. */
export const requestIdentityProof = route<typeof contract.requestIdentityProof>({
  method: 'POST',
  path: '/me/identity-proofs',
  access: 'signed-in',
});

/** A link to everything stored about the person: for a browser, once, within a day (PR13). */
export const exportOwnData = route<typeof contract.exportOwnData>({
  method: 'POST',
  path: '/me/data/export',
  access: 'signed-in',
});

/** What deleting the account would do now, and what has to end first (PR14). */
export const viewDeletion = route<typeof contract.viewDeletion>({
  method: 'GET',
  path: '/me/deletion',
  access: 'signed-in',
});

/** Delete the account and what belongs to it, with a reason (PR14). */
export const deleteAccount = route<typeof contract.deleteAccount>({
  method: 'POST',
  path: '/me/deletion',
  access: 'signed-in',
});
