import type { Core } from '../core/core';
import { newAesKey, type CallbackKeys } from '../core/frame';
import { createTokenBook, type TokenBook } from '../core/tokens';

export interface WechatOptions {
  /** Whether the mini program is bound to an Open Platform account. */
  unionids: boolean;
  pushMode: 'plain' | 'compatible' | 'secure';
  /** Whether the event list of one entry is sent as an object, as the platform does in JSON. */
  singleEntryAsObject: boolean;
  retryAfterMs: number;
}

export interface WechatUser {
  openid: string;
  unionid: string;
  nickname: string;
  phone: string;
  /** Last time the mini program was used; content checks need it within two hours. */
  lastUsedAt: number;
}

export interface OneTimeCode {
  openid: string;
  expiresAt: number;
  used: boolean;
}

export interface Template {
  id: string;
  /** Keys the template wants, for example `thing1`, `time2`. */
  keys: string[];
}

export interface SubscribeMessage {
  msgid: string;
  at: number;
  openid: string;
  templateId: string;
  page: string;
  data: Record<string, string>;
}

export interface Wechat {
  core: Core;
  appId: string;
  secret: string;
  keys: CallbackKeys;
  options: WechatOptions;
  stableTokens: TokenBook;
  plainTokens: TokenBook;
  /** Times of forced token refreshes. */
  forcedAt: number[];
  /** By openid. */
  users: Map<string, WechatUser>;
  loginCodes: Map<string, OneTimeCode>;
  phoneCodes: Map<string, OneTimeCode>;
  /** Known templates; while empty every id is accepted and its keys are not compared. */
  templates: Map<string, Template>;
  /** Sends still permitted, by `openid/templateId`. */
  permits: Map<string, number>;
  messages: SubscribeMessage[];
  /** Pages that exist in the release; while empty every page does. */
  pages: Set<string>;
  links: Map<string, { path: string; query: string; expiresAt: number }>;
}

export function createWechat(core: Core, options: WechatOptions): Wechat {
  const { identities: ids } = core;
  const appId = `wx${ids.bytes(8).toString('hex')}`;
  return {
    core,
    appId,
    secret: ids.bytes(16).toString('hex'),
    keys: { token: ids.secret(20), aesKey: newAesKey(ids), receiveId: appId },
    options,
    stableTokens: createTokenBook(core, 40001),
    plainTokens: createTokenBook(core, 40001),
    forcedAt: [],
    users: new Map(),
    loginCodes: new Map(),
    phoneCodes: new Map(),
    templates: new Map(),
    permits: new Map(),
    messages: [],
    pages: new Set(),
    links: new Map(),
  };
}

const CODE_LIFETIME_MS = 5 * 60_000;

/** A login or phone code: five minutes, once. */
export function newOneTimeCode(wechat: Wechat, kind: 'login' | 'phone', openid: string): string {
  const code = wechat.core.ids.next(kind === 'login' ? '0a' : '0p') + wechat.core.ids.secret(22);
  const codes = kind === 'login' ? wechat.loginCodes : wechat.phoneCodes;
  codes.set(code, { openid, expiresAt: wechat.core.clock.now() + CODE_LIFETIME_MS, used: false });
  const user = wechat.users.get(openid);
  if (user) user.lastUsedAt = wechat.core.clock.now();
  return code;
}
