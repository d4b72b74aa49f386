import type * as contract from '../../shared/contract/help';
import { route, type AnswerOf } from './route';
export type HelpAnswer = AnswerOf<typeof contract.readHelp>['answers'][number];
export type Contact = AnswerOf<typeof contract.readContact>;

/** Questions and answers in the language of the request, with the values of a sitting. */
export const readHelp = route<typeof contract.readHelp>({
  method: 'GET',
  path: '/help',
  access: 'public',
});

/** Whom to turn to: the office of a sitting, its official addresses, and the customer-service chat. */
export const readContact = route<typeof contract.readContact>({
  method: 'GET',
  path: '/contact',
  access: 'public',
});
