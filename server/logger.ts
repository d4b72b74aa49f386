import { types } from 'node:util';
import { destination, pino, type DestinationStream, type Logger as Pino } from 'pino';
import type { Clock } from '../shared/domain/time';
import type { LogFields, Logger } from './use-cases/ports/logger';

/** A class whose messages we write ourselves, so that they hold no data of people. */
export type ErrorClass = abstract new (...parts: never[]) => Error;

export interface LoggerOptions {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  clock: Clock;
  /** Standard output unless given. */
  stream?: DestinationStream;
  /** Errors whose message may be written; of all others only class, code and stack frames are. */
  ownErrors?: readonly ErrorClass[];
}

type FieldName = keyof LogFields;

/** Object keys keep the compiler watching: a field missing here or in the port does not compile. */
const fieldKinds: Record<FieldName, 'text' | 'number' | 'either' | 'error'> = {
  requestId: 'text',
  eventId: 'text',
  messageId: 'text',
  accountId: 'text',
  registrationId: 'text',
  orderId: 'text',
  refundId: 'text',
  paymentId: 'text',
  photoId: 'text',
  ticketId: 'text',
  staffId: 'text',
  outboxId: 'either',
  inboxId: 'either',
  reminderId: 'either',
  seasonId: 'text',
  siteCode: 'text',
  personHash: 'text',
  role: 'text',
  route: 'text',
  status: 'number',
  code: 'text',
  class: 'text',
  platform: 'text',
  platformCode: 'either',
  topic: 'text',
  action: 'text',
  from: 'text',
  to: 'text',
  channel: 'text',
  version: 'number',
  revision: 'number',
  attempt: 'number',
  count: 'number',
  durationMs: 'number',
  lateMs: 'number',
  dueAt: 'number',
  setting: 'text',
  signal: 'text',
  port: 'number',
  pid: 'number',
  error: 'error',
};

const plainAscii = /^[\x20-\x7e]*$/;
const longestText = 200;
const deepestCause = 3;
const mostFrames = 20;

/** JSON lines on standard output with allow-listed fields; a full log disk loses lines and stops nothing. */
export function createLogger(options: LoggerOptions): Logger {
  const { level, clock, ownErrors = [] } = options;
  const lines = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.stream ?? standardOutput(),
  );
  return wrap(lines, ownErrors);
}

function standardOutput(): DestinationStream {
  // What cannot be written waits up to this length and is dropped beyond it.
  const output = destination({ dest: 1, sync: true, maxLength: 1_000_000 });
  // Without a listener an unwritable standard output would end the process.
  output.on('error', () => undefined);
  return output;
}

function wrap(lines: Pino, ownErrors: readonly ErrorClass[]): Logger {
  const pick = (fields: LogFields = {}): Record<string, unknown> => allowed(fields, ownErrors);
  return {
    debug: (event, fields) => lines.debug(pick(fields), safeText(event)),
    info: (event, fields) => lines.info(pick(fields), safeText(event)),
    warn: (event, fields) => lines.warn(pick(fields), safeText(event)),
    error: (event, fields) => lines.error(pick(fields), safeText(event)),
  };
}

function allowed(fields: LogFields, ownErrors: readonly ErrorClass[]): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(fieldKinds, name)) continue;
    const kind = fieldKinds[name as FieldName];
    if (kind === 'error') kept[name] = serialiseError(value, ownErrors);
    else if (typeof value === 'number' && kind !== 'text') kept[name] = value;
    else if (typeof value === 'string' && kind !== 'number') kept[name] = safeText(value);
  }
  return kept;
}

/**
 * One printable line of at most 200 characters. The masks catch what a caller put into the wrong field: 17 or 18
 * digits of an ID number, a mobile number, an e-mail address.
 */
function safeText(text: string): string {
  const capped = text.slice(0, longestText);
  const printable = plainAscii.test(capped)
    ? capped
    : capped.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
  // The masks cost more than the rest of a line; most values cannot hold what they look for.
  if (!/@|\d{11}/.test(printable)) return printable;
  return printable
    .replace(/(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g, '[id]')
    .replace(/(?<![0-9A-Za-z])(?:\+?86)?1[3-9]\d{9}(?![0-9A-Za-z])/g, '[phone]')
    .replace(/[^\s@/]+@[^\s@/]+\.[^\s@/]+/g, '[mail]');
}

interface SerialisedError {
  class: string;
  code?: string | number;
  message?: string;
  stack?: string[];
  cause?: SerialisedError;
}

/**
 * Class, code, stack frames and causes of anything thrown. Messages of foreign errors may quote a row, a body or a
 * statement (a duplicate key names the value), so only those of `ownErrors` are written.
 */
export function serialiseError(
  thrown: unknown,
  ownErrors: readonly ErrorClass[],
  depth = 0,
): SerialisedError {
  if (!types.isNativeError(thrown)) return { class: typeof thrown };
  const serialised: SerialisedError = { class: safeText(thrown.constructor.name || thrown.name) };
  const code = codeOf(thrown);
  if (code !== null) serialised.code = code;
  if (ownErrors.some((own) => thrown instanceof own)) serialised.message = safeText(thrown.message);
  const frames = framesOf(thrown);
  if (frames.length > 0) serialised.stack = frames;
  if (thrown.cause !== undefined && depth < deepestCause) {
    serialised.cause = serialiseError(thrown.cause, ownErrors, depth + 1);
  }
  return serialised;
}

function codeOf(error: Error): string | number | null {
  if (!('code' in error)) return null;
  if (typeof error.code === 'number') return error.code;
  const isCode = typeof error.code === 'string' && /^[A-Za-z][A-Za-z0-9_.]{0,63}$/.test(error.code);
  return isCode ? String(error.code) : null;
}

/** The stack begins with the message, which may itself span lines that look like frames. */
function framesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  const messageAt = error.message === '' ? -1 : stack.indexOf(error.message);
  const frames = messageAt === -1 ? stack : stack.slice(messageAt + error.message.length);
  return frames
    .split('\n')
    .filter((line) => /^\s+at \S/.test(line))
    .slice(0, mostFrames)
    .map((line) => safeText(line.trim()));
}
