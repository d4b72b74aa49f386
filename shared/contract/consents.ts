import { z } from 'zod';
import { done, endpoint, instant, seasonId } from './api';
import { noticeId } from './seasons';

const seasonParams = z.strictObject({ seasonId });

export const listConsents = endpoint({
  method: 'GET',
  path: '/seasons/{seasonId}/consents',
  summary: 'What is ticked in the version that is in force',
  access: 'account',
  params: seasonParams,
  answer: z.strictObject({
    consents: z.array(
      z.strictObject({
        noticeId,
        /** The version in force. */
        version: z.string(),
        inForce: z.boolean(),
        givenAt: instant.nullable(),
        channel: z.string().nullable(),
      }),
    ),
    guardian: z.enum(['not_needed', 'needed', 'waiting', 'given']),
  }),
});

export const tickNotice = endpoint({
  method: 'PUT',
  path: '/seasons/{seasonId}/consents/{noticeId}',
  summary: 'Tick a notice or give a consent, in the version that was shown',
  access: 'account',
  params: z.strictObject({ seasonId, noticeId }),
  body: z.strictObject({ version: z.string().min(1).max(64) }),
  answer: done,
});

export const withdrawConsent = endpoint({
  method: 'DELETE',
  path: '/seasons/{seasonId}/consents/{noticeId}',
  summary: 'Take a consent back; what it covered is erased (PR1)',
  access: 'account',
  params: z.strictObject({ seasonId, noticeId }),
  idempotent: true,
  answer: done,
});

export const askGuardian = endpoint({
  method: 'POST',
  path: '/guardian',
  summary: 'Ask the guardian of a person under 14 for consent (PR2)',
  access: 'active',
  body: z.strictObject({
    name: z.string().min(1).max(200),
    relation: z.string().min(1).max(100),
    mobile: z.string().min(1).max(40),
  }),
  answer: done,
  status: 202,
  limit: { calls: 20, spanMs: 600_000 },
});

export const answerGuardian = endpoint({
  method: 'POST',
  path: '/guardian/confirm',
  summary: 'The guardian agrees or refuses with the code from the SMS',
  access: 'active',
  body: z.strictObject({
    code: z.string().regex(/^\d{6}$/),
    agrees: z.boolean(),
    version: z.string().min(1).max(64),
  }),
  answer: z.strictObject({ agreed: z.boolean(), saved: z.boolean() }),
  limit: { calls: 20, spanMs: 600_000 },
});
