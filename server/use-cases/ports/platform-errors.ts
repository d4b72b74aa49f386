/** The outside services that the product calls. Customer service shares WeCom's host, token and error numbers. */
export type PlatformName = 'wecom' | 'kf' | 'wechat' | 'wechatpay' | 'mail' | 'sms';

/**
 * What to do about a platform's answer, decided by its number alone, never by its text.
 *
 * - `RETRY`: busy. At most three quick tries, then later.
 * - `REFRESH`: the access token was refused. The clients refresh once and repeat once; who still sees it alerts.
 * - `SLOW`: a quota is used up. Wait the whole window.
 * - `CHANNEL`: this way is closed now (window over, refused by the person, wrong state). Re-read, or another channel.
 * - `TARGET`: this person, code or account is bad or invalid. Drop that recipient.
 * - `CONFIG`: permission, key or address list. One alert, no repeats.
 * - `UNKNOWN`: the answer does not say whether it happened. Ask, or repeat under the same number.
 * - `PERMANENT`: it will never work like this. Dead, with an alert.
 */
export type PlatformErrorClass =
  'RETRY' | 'REFRESH' | 'SLOW' | 'CHANNEL' | 'TARGET' | 'CONFIG' | 'UNKNOWN' | 'PERMANENT';

/**
 * A platform answered with an error.
 * The message holds platform, path, number and class only: no person, no token, no text of the platform.
 */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly platform: PlatformName;
  /** The platform's path as documented, with placeholders instead of numbers: `/v3/…/out-trade-no/{out_trade_no}`. */
  readonly path: string;
  /** HTTP status of the answer (SMTP code for mail). */
  readonly status: number;
  /** The platform's error number or code; null when the answer had none. */
  readonly code: number | string | null;
  readonly class: PlatformErrorClass;
  /** Name of the refused field where the platform says it, such as `thing3` of a subscription message. Never a value. */
  readonly field: string | null;

  constructor(facts: {
    platform: PlatformName;
    path: string;
    status: number;
    code: number | string | null;
    class: PlatformErrorClass;
    field?: string | null;
  }) {
    super(
      `${facts.platform} ${facts.path} answered ${facts.code ?? `status ${facts.status}`} (${facts.class})`,
    );
    this.platform = facts.platform;
    this.path = facts.path;
    this.status = facts.status;
    this.code = facts.code;
    this.class = facts.class;
    this.field = facts.field ?? null;
  }
}

/**
 * Why nothing certain is known. `connect` is the only one where the request surely did not leave.
 * `unverified`: the answer's signature is missing or wrong; `foreign`: it speaks about something else than was asked.
 */
export type TransportReason =
  'connect' | 'timeout' | 'broken_off' | 'too_large' | 'unreadable' | 'unverified' | 'foreign';

/** The request did not arrive, or what became of it is not known. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly platform: PlatformName;
  readonly path: string;
  /** `no`: nothing happened, for sure. `maybe`: it may have been done. */
  readonly sent: 'no' | 'maybe';
  readonly reason: TransportReason;
  /** `RETRY` when nothing was sent, else `UNKNOWN`: lets a caller judge both kinds of error by one field. */
  readonly class: 'RETRY' | 'UNKNOWN';

  constructor(facts: { platform: PlatformName; path: string; reason: TransportReason; cause?: unknown }) {
    super(`${facts.platform} ${facts.path}: ${facts.reason}`, { cause: facts.cause });
    this.platform = facts.platform;
    this.path = facts.path;
    this.reason = facts.reason;
    this.sent = facts.reason === 'connect' ? 'no' : 'maybe';
    this.class = this.sent === 'no' ? 'RETRY' : 'UNKNOWN';
  }
}

/** Whether what was asked for may have been done all the same: it left, and no answer says what became of it. */
export function mayHaveLeft(error: unknown): boolean {
  if (error instanceof TransportError) return error.sent === 'maybe';
  return error instanceof PlatformError && error.class === 'UNKNOWN';
}
