import { z } from 'zod';
import { done, endpoint, id, instant, localText, reason, seasonId } from './api';

const DAY_MS = 86_400_000;
const via = z.enum(['email', 'mobile']);

/** Proves anew who holds the phone; null only for an account that has neither a proven address nor a password. */
const proof = z
  .union([
    z.strictObject({ password: z.string().min(1).max(1024) }),
    z.strictObject({ via, code: z.string().regex(/^\d{6}$/) }),
  ])
  .nullable();

export const requestIdentityProof = endpoint({
  method: 'POST',
  path: '/me/identity-proofs',
  summary: 'Send a code to an address of the account, before an export or a deletion',
  access: 'account',
  body: z.strictObject({ via }),
  answer: done,
  status: 202,
  limit: { calls: 20, spanMs: 600_000 },
});

export const exportOwnData = endpoint({
  method: 'POST',
  path: '/me/data/export',
  summary: 'A link to everything stored about the person: for a browser, once, within a day (PR13)',
  access: 'account',
  body: z.strictObject({ proof }),
  answer: z.strictObject({ url: z.string(), expiresAt: instant }),
  limit: { calls: 10, spanMs: DAY_MS },
});

export const viewDeletion = endpoint({
  method: 'GET',
  path: '/me/deletion',
  summary: 'What deleting the account would do now, and what has to end first (PR14)',
  access: 'account',
  answer: z.strictObject({
    possible: z.boolean(),
    reasons: z.array(reason),
    erased: z.array(z.strictObject({ registrationId: id, seasonId, seasonName: localText })),
    /** Paid registrations, and until when they stay. */
    kept: z.array(
      z.strictObject({ registrationId: id, seasonId, seasonName: localText, keptUntil: instant }),
    ),
    consentsKeptUntil: instant,
    serverTime: instant,
  }),
});

export const deleteAccount = endpoint({
  method: 'POST',
  path: '/me/deletion',
  summary: 'Delete the account and what belongs to it, with a reason (PR14)',
  access: 'account',
  idempotent: true,
  body: z.strictObject({
    proof,
    reason: z.enum(['not_taking_part', 'another_account', 'privacy', 'other']),
  }),
  answer: z.strictObject({ deleted: z.literal(true), keptUntil: instant.nullable() }),
  limit: { calls: 20, spanMs: DAY_MS },
});
