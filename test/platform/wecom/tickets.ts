import { createHash } from 'node:crypto';
import { getRoute } from '../core/errcode-style';
import type { Answer, Call, Route } from '../core/http-host';
import { ok, Refusal } from '../core/json';
import { authenticate, type PageTicket, type TicketKind, type WeCom } from './state';

const LIFETIME_MS = 7_200_000;
const HOUR_MS = 3_600_000;
/** Calls an hour: of the whole corp, and of one app. */
const PER_HOUR: Record<TicketKind, number> = { corp: 400, app: 100 };

/** Tickets with which pages are signed for the client: the corp's and the app's own. */
export function ticketRoutes(wecom: WeCom): Route[] {
  return [
    getRoute('/cgi-bin/get_jsapi_ticket', (call) => ticket(wecom, call, 'corp')),
    getRoute('/cgi-bin/ticket/get', (call) => {
      if (call.query.get('type') !== 'agent_config') throw new Refusal(40035, 'invalid type');
      return ticket(wecom, call, 'app');
    }),
  ];
}

function ticket(wecom: WeCom, call: Call, kind: TicketKind): Answer {
  authenticate(wecom, call);
  const book = wecom.tickets[kind];
  const now = wecom.core.clock.now();
  book.askedAt = [...book.askedAt.filter((at) => now - at < HOUR_MS), now];
  if (book.askedAt.length > PER_HOUR[kind]) throw new Refusal(45009, 'api freq out of limit');
  const living = isLiving(book.present, now) ? book.present : newTicket(wecom, kind);
  book.present = living;
  return ok({ ticket: living.value, expires_in: Math.floor((living.expiresAt - now) / 1000) });
}

function newTicket({ core }: WeCom, kind: TicketKind): PageTicket {
  const value = core.ids.next(`${kind}_ticket_`) + core.ids.secret(60);
  return { value, expiresAt: core.clock.now() + LIFETIME_MS };
}

function isLiving(ticketOf: PageTicket | undefined, now: number): ticketOf is PageTicket {
  return ticketOf !== undefined && ticketOf.expiresAt > now;
}

export interface PageProof {
  kind: TicketKind;
  /** The address that the client shows. */
  url: string;
  timestamp: string;
  nonceStr: string;
  signature: string;
}

/** What the client finds wrong with a page's signature; null when it is right. */
export function faultOfProof(wecom: WeCom, proof: PageProof): string | null {
  const { present } = wecom.tickets[proof.kind];
  const url = proof.url.replace(/#.*$/s, '');
  const publicUrl = wecom.core.publicUrl();
  const trusted = wecom.trustedDomain ?? (publicUrl ? new URL(publicUrl).host : undefined);
  if (!URL.canParse(url) || new URL(url).host !== trusted) return 'invalid url domain';
  if (!isLiving(present, wecom.core.clock.now())) return 'invalid signature';
  const said = [
    `jsapi_ticket=${present.value}`,
    `noncestr=${proof.nonceStr}`,
    `timestamp=${proof.timestamp}`,
    `url=${url}`,
  ].join('&');
  const right = createHash('sha1').update(said).digest('hex');
  return /^\d{10}$/.test(proof.timestamp) && right === proof.signature ? null : 'invalid signature';
}
