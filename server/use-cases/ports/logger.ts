/**
 * The only fields a log line may carry (reliability.md 7). Ids are ours or a platform's; values of people (numbers,
 * names, phones, addresses, openids, chat text, tokens, keys) have no field. `personHash` is a keyed hash.
 */
export interface LogFields {
  requestId?: string;
  eventId?: string;
  messageId?: string;
  accountId?: string;
  registrationId?: string;
  orderId?: string;
  refundId?: string;
  paymentId?: string;
  photoId?: string;
  ticketId?: string;
  staffId?: string;
  outboxId?: string | number;
  inboxId?: string | number;
  reminderId?: string | number;
  seasonId?: string;
  siteCode?: string;
  personHash?: string;
  /** Process role, or the role of who acted. */
  role?: string;
  /** `METHOD /pattern/:id` of a route, never an address as requested. */
  route?: string;
  status?: number;
  /** One of the error codes, or a dotted domain code. */
  code?: string;
  /** Class of an error or of a platform's answer. */
  class?: string;
  platform?: string;
  /** The platform's own error number. */
  platformCode?: string | number;
  topic?: string;
  action?: string;
  from?: string;
  to?: string;
  channel?: string;
  version?: number;
  revision?: number;
  attempt?: number;
  count?: number;
  durationMs?: number;
  lateMs?: number;
  dueAt?: number;
  setting?: string;
  signal?: string;
  port?: number;
  pid?: number;
  /** Anything thrown; only its class, code, stack frames and causes are written. */
  error?: unknown;
}

/** Writes one JSON line per call. `event` is a fixed dotted name (`callback.stored`), never a sentence with values. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
