import { z } from 'zod';
import { endpoint, instant } from './api';

/** Place in the order of the conversation; the next page begins after it. */
const cursor = z.int().nonnegative();

/** What a message of the assistant offers. */
const item = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tap'), id: z.string(), caption: z.string() }),
  z.strictObject({ kind: z.literal('page'), url: z.string(), caption: z.string() }),
  /** A page of the mini program itself, with its query. */
  z.strictObject({ kind: z.literal('mini_program'), path: z.string(), caption: z.string() }),
  z.strictObject({ kind: z.literal('line'), text: z.string() }),
]);

const chatMessage = z.strictObject({
  id: z.string(),
  from: z.enum(['candidate', 'assistant', 'person']),
  /** Where it was written: the customer-service chat, or here. */
  channel: z.enum(['kf', 'mini_program']),
  text: z.string(),
  items: z.array(item),
  tail: z.string(),
  at: instant,
});

const conversation = z.strictObject({
  /** Oldest first. */
  messages: z.array(chatMessage),
  cursor,
  /** The language of the account, which both channels speak; null while there is none. */
  locale: z.enum(['zh-CN', 'en']).nullable(),
  /** A person is called or answers, in the customer-service chat; the assistant is silent while one serves. */
  handoff: z.strictObject({ state: z.enum(['queued', 'served', 'ticket']), answerBy: instant }).nullable(),
  serverTime: instant,
});

export const readChat = endpoint({
  method: 'GET',
  path: '/chat/messages',
  summary: 'The conversation of both channels, after a cursor or its end',
  access: 'login',
  query: z.strictObject({
    since: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  }),
  answer: conversation,
});

export const sayInChat = endpoint({
  method: 'POST',
  path: '/chat/messages',
  summary:
    'Say or tap something to the same assistant as in the customer-service chat; once for each client id',
  access: 'login',
  body: z.strictObject({
    /** Made by the phone for each message; a repeat changes nothing and answers the same. */
    clientId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
    message: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(2000) }),
      z.strictObject({
        kind: z.literal('tap'),
        id: z.string().min(1).max(64),
        caption: z.string().max(200),
      }),
      /** The page was opened: the assistant greets and asks what is next. */
      z.strictObject({ kind: z.literal('entered') }),
    ]),
    since: cursor.nullable(),
  }),
  answer: conversation,
  limit: { calls: 120, spanMs: 600_000 },
});
