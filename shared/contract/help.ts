import { z } from 'zod';
import { FAQ_TOPICS } from '../domain/faq-topics';
import { endpoint, instant, localText, seasonId } from './api';

/** Values of the named sitting; of the first that is not over where none is named. */
const about = z.strictObject({ season: seasonId.optional() });

export const readHelp = endpoint({
  method: 'GET',
  path: '/help',
  summary: 'Questions and answers in the language of the request, with the values of a sitting',
  access: 'public',
  query: about,
  answer: z.strictObject({
    answers: z.array(
      z.strictObject({
        id: z.string(),
        topic: z.enum(FAQ_TOPICS),
        question: z.string(),
        answer: z.string(),
        /** Every way to ask, in both languages: for the search on the phone. */
        phrases: z.array(z.string()),
      }),
    ),
    serverTime: instant,
  }),
});

export const readContact = endpoint({
  method: 'GET',
  path: '/contact',
  summary: 'Whom to turn to: the office of a sitting, its official addresses, and the customer-service chat',
  access: 'public',
  query: about,
  answer: z.strictObject({
    /** Null where no sitting is open. */
    office: z
      .strictObject({
        province: localText,
        hotline: localText,
        hours: localText,
        links: z.record(z.string(), z.string()),
      })
      .nullable(),
    /** Opens the customer-service chat for anybody; null where there is none. */
    chat: z.strictObject({ url: z.string(), corpId: z.string() }).nullable(),
    serverTime: instant,
  }),
});
