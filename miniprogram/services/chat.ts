import type * as contract from '../../shared/contract/chat';
import { route, type AnswerOf } from './route';
export type Conversation = AnswerOf<typeof contract.readChat>;
export type ChatMessage = Conversation['messages'][number];

/** The conversation of both channels, after a cursor or its end. */
export const readChat = route<typeof contract.readChat>({
  method: 'GET',
  path: '/chat/messages',
  access: 'signed-in',
});

/** Say or tap something to the same assistant as in the customer-service chat; once for each client id. */
export const sayInChat = route<typeof contract.sayInChat>({
  method: 'POST',
  path: '/chat/messages',
  access: 'signed-in',
});
