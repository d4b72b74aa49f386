import { createHash } from 'node:crypto';
import { postRoute } from '../core/errcode-style';
import type { Answer, Route } from '../core/http-host';
import { ok, Refusal, text, type Json } from '../core/json';
import { authenticate } from '../wecom/state';
import type { Kf, LogEntry } from './state';

const HORIZON_MS = 3 * 24 * 3_600_000;
const MAX_PAGE = 1_000;

/** `kf/sync_msg`: what happened since the cursor, at most three days back. */
export function syncRoute(kf: Kf): Route {
  return postRoute('/cgi-bin/kf/sync_msg', (body, call) => {
    authenticate(kf.wecom, call);
    return sync(kf, body);
  });
}

function sync(kf: Kf, body: Json): Answer {
  checkToken(kf, text(body['token']));
  const openKfid = text(body['open_kfid']);
  if (openKfid && !kf.accounts.has(openKfid)) throw new Refusal(95000, 'invalid open_kfid');
  const after = readCursor(text(body['cursor']));
  if (kf.quirks.emptyPages > 0) {
    kf.quirks.emptyPages -= 1;
    return ok({ next_cursor: writeCursor(after), has_more: 1, msg_list: [] });
  }
  const horizon = kf.core.clock.now() - HORIZON_MS;
  const wanted = (entry: LogEntry): boolean =>
    (!openKfid || entry.openKfid === openKfid) && entry.at > horizon;
  const fresh = kf.log.slice(readTo(kf, after)).filter(wanted);
  const page = fresh.slice(0, pageLimit(kf, body['limit']));
  const last = page[page.length - 1]?.seq ?? after;
  const messages = [...repeats(kf, after, wanted), ...page].map(({ message }) => message);
  return ok({
    next_cursor: writeCursor(last),
    has_more: page.length < fresh.length ? 1 : 0,
    msg_list: messages,
  });
}

function checkToken(kf: Kf, token: string): void {
  if (!token) return;
  const expiresAt = kf.bellTokens.get(token);
  if (expiresAt === undefined || expiresAt <= kf.core.clock.now()) {
    throw new Refusal(95007, 'invalid msg token');
  }
}

function pageLimit(kf: Kf, wanted: unknown): number {
  const asked = typeof wanted === 'number' && wanted > 0 ? wanted : MAX_PAGE;
  if (asked > MAX_PAGE) throw new Refusal(40058, 'limit over 1000');
  return Math.min(asked, kf.options.pageSize);
}

/** Messages that were read before and come once more. */
function repeats(kf: Kf, after: number, wanted: (entry: LogEntry) => boolean): LogEntry[] {
  const count = kf.quirks.repeatMessages;
  kf.quirks.repeatMessages = 0;
  return count > 0 ? kf.log.slice(0, readTo(kf, after)).filter(wanted).slice(-count) : [];
}

/** How many entries of the log lie at or before a sequence number. */
function readTo(kf: Kf, seq: number): number {
  return Math.max(0, seq - kf.firstSeq + 1);
}

/** The cursor says nothing to the reader and carries a mark against being made up. */
function writeCursor(seq: number): string {
  return Buffer.from(`${seq}.${mark(seq)}`).toString('base64url');
}

function readCursor(cursor: string): number {
  if (!cursor) return 0;
  const [seq, given] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  const value = Number(seq);
  if (!Number.isInteger(value) || given !== mark(value)) throw new Refusal(40058, 'invalid cursor');
  return value;
}

function mark(seq: number): string {
  return createHash('sha256').update(`cursor:${seq}`).digest('hex').slice(0, 12);
}
