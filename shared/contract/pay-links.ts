import { z } from 'zod';
import { endpoint, id, instant, localText, orderId, subjectCode, token } from './api';
import { payParams } from './payments';

const holding = z.strictObject({ token });
/** `payable`: nobody has begun. `open`: this person has, and may go on. `paid`: this person has paid. */
const linkState = z.enum(['payable', 'open', 'paid']);

export const mintPayLink = endpoint({
  method: 'POST',
  path: '/registrations/{registrationId}/pay-links',
  summary: 'Make a single-use link by which somebody else pays for chosen subjects',
  access: 'active',
  params: z.strictObject({ registrationId: id }),
  body: z.strictObject({ subjectCodes: z.array(subjectCode).min(1).max(20) }),
  answer: z.strictObject({ token, amountFen: z.int(), expiresAt: instant }),
  status: 201,
  limit: { calls: 20, spanMs: 600_000 },
});

/** The token travels in the body: addresses are logged on the way. */
export const readPayLink = endpoint({
  method: 'POST',
  path: '/pay-links/read',
  summary: 'What a payment link is for: masked name, subjects and sum, nothing else',
  access: 'login',
  body: holding,
  answer: z.strictObject({
    state: linkState,
    /** Masked (PR7). */
    name: z.string(),
    sitting: localText,
    subjects: z.array(z.strictObject({ code: subjectCode, name: localText, feeFen: z.int() })),
    amountFen: z.int(),
    expiresAt: instant,
    serverTime: instant,
  }),
  limit: { calls: 60, spanMs: 600_000 },
});

export const openPayLink = endpoint({
  method: 'POST',
  path: '/pay-links/order',
  summary: 'Open the payment of a link, or resume the one begun with it by the same person',
  access: 'login',
  body: holding,
  idempotent: true,
  answer: z.strictObject({
    order: z.strictObject({ id: orderId, amountFen: z.int(), expiresAt: instant }),
    payParams,
  }),
  status: 201,
  limit: { calls: 30, spanMs: 600_000 },
});

export const checkPayLink = endpoint({
  method: 'POST',
  path: '/pay-links/check',
  summary: 'After wx.requestPayment: ask the platform now',
  access: 'login',
  body: holding,
  answer: z.strictObject({ state: linkState }),
  limit: { calls: 60, spanMs: 600_000 },
});
