import type { Core } from '../core/core';
import { newAesKey, type CallbackKeys } from '../core/frame';
import type { Call } from '../core/http-host';
import type { Json } from '../core/json';
import { createMediaStore, type MediaStore } from '../core/media';
import { createTokenBook, type TokenBook } from '../core/tokens';

export interface Member {
  userid: string;
  name: string;
  /** 1 active, 2 disabled, 4 not activated. */
  status: 1 | 2 | 4;
  /** Whether the member is inside the app's visible range. */
  visible: boolean;
  department: number[];
  position: string;
}

/** What one member's phone shows of one app message now. */
export interface CardCopy {
  userid: string;
  /** The card as sent or as last replaced; for a text message its `text` object. */
  content: Json;
  /** Set when the buttons have become one grey text. */
  greyButton?: string;
  recalled: boolean;
}

export interface AppMessage {
  msgid: string;
  at: number;
  agentId: string;
  msgtype: string;
  taskId?: string;
  cardType?: string;
  copies: Map<string, CardCopy>;
}

export interface ResponseCode {
  message: AppMessage;
  expiresAt: number;
  spent: boolean;
}

export interface WeCom {
  core: Core;
  corpId: string;
  agentId: string;
  secret: string;
  keys: CallbackKeys;
  tokens: TokenBook;
  media: MediaStore;
  /** By lower-case userid. */
  members: Map<string, Member>;
  messages: AppMessage[];
  taskIds: Map<string, AppMessage>;
  responseCodes: Map<string, ResponseCode>;
  /** Times of recent deliveries by lower-case userid, for the silent drop. */
  deliveries: Map<string, number[]>;
  /** Recent sends by content, for the duplicate check. */
  recentSends: Map<string, number>;
  oauthCodes: Map<string, OauthCode>;
  /** What pages are signed with for the client. */
  tickets: Record<TicketKind, TicketBook>;
  /** Host with port that OAuth may return to; undefined takes the host of `connect`. */
  trustedDomain?: string;
  options: WeComOptions;
}

export type TicketKind = 'corp' | 'app';

export interface PageTicket {
  value: string;
  expiresAt: number;
}

export interface TicketBook {
  present?: PageTicket;
  /** Calls of the last hour. */
  askedAt: number[];
}

export interface OauthCode {
  /** A member's userid, or undefined for somebody outside the corp. */
  userid?: string;
  expiresAt: number;
  used: boolean;
}

export interface WeComOptions {
  /** Whether a callback is tried again after every failure or only when no answer came. */
  retryCallbacksOn: 'any-failure' | 'no-answer';
  retryAfterMs: number;
}

export const CARD_CODE_LIFETIME_MS = 72 * 3_600_000;

export function createWeCom(core: Core, options: WeComOptions): WeCom {
  const { identities: ids } = core;
  const corpId = `ww${ids.secret(16).toLowerCase()}`;
  return {
    core,
    corpId,
    agentId: '1000002',
    secret: ids.secret(43),
    keys: { token: ids.secret(20), aesKey: newAesKey(ids), receiveId: corpId },
    tokens: createTokenBook(core, 40014),
    media: createMediaStore(core),
    members: new Map(),
    messages: [],
    taskIds: new Map(),
    responseCodes: new Map(),
    deliveries: new Map(),
    recentSends: new Map(),
    oauthCodes: new Map(),
    tickets: { corp: { askedAt: [] }, app: { askedAt: [] } },
    options,
  };
}

export function authenticate(wecom: WeCom, call: Call): void {
  wecom.tokens.verify(call);
}

/** A new code that may change the card once within 72 hours. */
export function newResponseCode(wecom: WeCom, message: AppMessage): string {
  const code = wecom.core.ids.next('rc_') + wecom.core.ids.secret(20);
  const expiresAt = wecom.core.clock.now() + CARD_CODE_LIFETIME_MS;
  wecom.responseCodes.set(code, { message, expiresAt, spent: false });
  return code;
}

export function addMember(wecom: WeCom, input: Partial<Member> & { userid: string }): Member {
  const defaults = { name: input.userid, status: 1 as const, visible: true, department: [1], position: '' };
  const member = { ...defaults, ...input };
  wecom.members.set(input.userid.toLowerCase(), member);
  return member;
}
