import { DAY_MS, HOUR_MS, MINUTE_MS, instantOf, plainDateAt } from '../../../shared/domain/time';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { Account, VerificationPurpose } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

/** A code is typed at once; the link also serves a mail that is read in the evening. */
export const CODE_LIFE_MS = 10 * MINUTE_MS;
export const LINK_LIFE_MS = DAY_MS;
export const CODE_DIGITS = 6;
export const CODE_TRIES = 5;

/** Sends to one address, and by one account, in a clock hour and in a day of Asia/Shanghai (PR21). */
export const SEND_LIMITS = {
  spacingMs: MINUTE_MS,
  target: { hour: 5, day: 10 },
  account: { hour: 10, day: 20 },
} as const;

export interface VerificationRequest {
  account: Account;
  purpose: VerificationPurpose;
  via: 'email' | 'mobile';
  target: string;
  /** What the confirmation is for, as JSON; sealed at rest. */
  about?: string;
}

/** `tryAgainAt`: from that instant on the very same request is accepted again. */
export type Issued = { ok: true; id: string } | { ok: false; tryAgainAt: number };

/**
 * Makes a code and a link for one address and stores the message that carries them. Limits count what was sent, whoever
 * asked and whether or not the address is known, so that nothing can be told from them (PR21).
 */
export async function issueVerification(
  tx: Repositories,
  context: Context,
  request: VerificationRequest,
): Promise<Issued> {
  const now = context.clock.now();
  const tryAgainAt = await blockedUntil(tx, { accountId: request.account.id, target: request.target, now });
  if (tryAgainAt !== null) return { ok: false, tryAgainAt };

  const id = context.newId();
  const { account, purpose, via, target } = request;
  const [code, token] = [context.secrets.digits(CODE_DIGITS), context.secrets.token()];
  const expiresAt = now + LINK_LIFE_MS;
  await tx.verifications.insert({
    id,
    accountId: account.id,
    purpose,
    via,
    target,
    codeHash: codeHash(context, id, code),
    linkHash: context.secrets.tokenHash(token),
    // One more than may be tried: a try is taken before the code is looked at, and the last one only marks the end.
    triesLeft: CODE_TRIES + 1,
    createdAt: now,
    expiresAt,
    usedAt: null,
    about: request.about ?? null,
  });
  const payload = {
    verificationId: id,
    accountId: account.id,
    purpose,
    via,
    locale: account.locale,
    expiresAt,
  };
  const secret = JSON.stringify({ target, code, token });
  const key = `verification.requested:${id}`;
  await tx.outbox.add([outboxRow(context, { topic: 'verification.requested', key, payload, secret })]);
  return { ok: true, id };
}

/** A short code is hashed with what it belongs to, so that equal codes differ in storage. */
export function codeHash(context: Pick<Context, 'secrets'>, id: string, code: string): string {
  return context.secrets.tokenHash(`${id}:${code}`);
}

/** Counted in whole clock hours and days, so that the answer names an instant that is true. */
async function blockedUntil(
  tx: Repositories,
  { accountId, target, now }: { accountId: string; target: string; now: number },
): Promise<number | null> {
  const hour = now - (now % HOUR_MS);
  const day = instantOf(plainDateAt(now));
  const sent = (since: number): Promise<number> => tx.verifications.countSince(target, since);
  const asked = (since: number): Promise<number> => tx.verifications.countOf(accountId, since);
  const { spacingMs, target: perTarget, account: perAccount } = SEND_LIMITS;
  const ends = [
    (await sent(day)) >= perTarget.day && day + DAY_MS,
    (await asked(day)) >= perAccount.day && day + DAY_MS,
    (await sent(hour)) >= perTarget.hour && hour + HOUR_MS,
    (await asked(hour)) >= perAccount.hour && hour + HOUR_MS,
    (await sent(now - spacingMs + 1)) > 0 && now + spacingMs,
  ].filter((end) => end !== false);
  return ends.length === 0 ? null : Math.max(...ends);
}
