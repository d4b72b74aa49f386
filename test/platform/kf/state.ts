import type { Core } from '../core/core';
import { newAesKey, type CallbackKeys } from '../core/frame';
import type { Json } from '../core/json';
import type { WeCom } from '../wecom/state';

/** 0 untreated, 1 bot, 2 waiting in the pool, 3 human, 4 ended or not begun. */
export type ServiceState = 0 | 1 | 2 | 3 | 4;

export interface KfOptions {
  /** Whether tapping a menu item refills the five messages; it opens the 48 hours in both cases. */
  menuTapRefills: boolean;
  /** Lets the API move 1 → 4 and 2 → 4, which stand in no official table. */
  looseMoves: boolean;
  /** Most messages one pull returns, below the asked limit. */
  pageSize: number;
}

/** One entry of what `sync_msg` returns, with its place in the order. */
export interface LogEntry {
  seq: number;
  at: number;
  openKfid: string;
  message: Json;
}

export interface Customer {
  externalUserid: string;
  nickname: string;
  /** Absent when the corp has no developer account bound. */
  unionid?: string;
  rejectsMessages: boolean;
}

/** A message as the customer's phone shows it. */
export interface PhoneMessage {
  msgid: string;
  at: number;
  from: 'customer' | 'bot' | 'servicer' | 'system';
  /** Userid of the human who wrote it. */
  servicer?: string;
  type: string;
  /** Everything readable in it, as one text. */
  text: string;
  menu?: PhoneMenu;
  link?: { title: string; desc: string; url: string };
  miniprogram?: { title: string; appid: string; pagepath: string };
  /** Media id of a picture or file. */
  mediaId?: string;
}

export interface PhoneMenu {
  head: string;
  items: PhoneMenuItem[];
  tail: string;
}

export interface PhoneMenuItem {
  kind: 'click' | 'view' | 'miniprogram' | 'text';
  label: string;
  id?: string;
  url?: string;
  appid?: string;
  pagepath?: string;
}

export interface Chat {
  openKfid: string;
  customer: Customer;
  state: ServiceState;
  servicer?: string;
  /** Time of the last customer message; undefined before the first. */
  lastWordAt?: number;
  /** Messages still allowed before the customer must write again. */
  budget: number;
  wrote: boolean;
  welcomedAt?: number;
  enteredWith?: { scene: string; sceneParam: string; at: number };
  phone: PhoneMessage[];
}

export interface EventCode {
  kind: 'welcome' | 'pool' | 'taken' | 'ended';
  chat: Chat;
  expiresAt: number;
  /** The session state the code belongs to; undefined for the welcome. */
  state?: ServiceState;
  spent: boolean;
}

export interface Servicer {
  userid: string;
  serving: boolean;
}

export interface KfAccount {
  openKfid: string;
  name: string;
  servicers: Map<string, Servicer>;
}

/** Wishes for what goes wrong next; each number counts down. */
export interface KfQuirks {
  emptyPages: number;
  /** How many already read messages the next pull returns again. */
  repeatMessages: number;
  silentBells: number;
  doubleBells: boolean;
  failNext: { failType: number; left: number };
}

export interface Kf {
  core: Core;
  wecom: WeCom;
  keys: CallbackKeys;
  options: KfOptions;
  accounts: Map<string, KfAccount>;
  /** The account that the settings name. */
  mainAccount: KfAccount;
  /** `enc_scene` values of contact links, with the account and scene they open. */
  links: Map<string, { openKfid: string; scene: string }>;
  customers: Map<string, Customer>;
  chats: Map<string, Chat>;
  /** Sequence numbers follow `firstSeq` without gaps, so they tell an entry's place. */
  log: LogEntry[];
  /** Taken from the clock, so that the cursors of a later run lie behind those of an earlier one. */
  firstSeq: number;
  bellTokens: Map<string, number>;
  sentIds: Map<string, string>;
  eventCodes: Map<string, EventCode>;
  quirks: KfQuirks;
  /** Appid of the mini program that is linked to the corp. */
  linkedAppId: string;
}

export function createKf(core: Core, wecom: WeCom, options: KfOptions & { linkedAppId: string }): Kf {
  const { identities: ids } = core;
  const account: KfAccount = { openKfid: `wk${ids.secret(30)}`, name: '考试报名咨询', servicers: new Map() };
  return {
    core,
    wecom,
    keys: { token: ids.secret(20), aesKey: newAesKey(ids), receiveId: wecom.corpId },
    options,
    accounts: new Map([[account.openKfid, account]]),
    mainAccount: account,
    links: new Map(),
    customers: new Map(),
    chats: new Map(),
    log: [],
    firstSeq: core.clock.now(),
    bellTokens: new Map(),
    sentIds: new Map(),
    eventCodes: new Map(),
    quirks: {
      emptyPages: 0,
      repeatMessages: 0,
      silentBells: 0,
      doubleBells: false,
      failNext: { failType: 0, left: 0 },
    },
    linkedAppId: options.linkedAppId,
  };
}

/** The chat of one customer with one account; made on first use in state 4 (not begun). */
export function chatOf(kf: Kf, openKfid: string, customer: Customer): Chat {
  const key = `${openKfid}/${customer.externalUserid}`;
  const found = kf.chats.get(key);
  if (found) return found;
  const chat: Chat = { openKfid, customer, state: 4, budget: 0, wrote: false, phone: [] };
  kf.chats.set(key, chat);
  return chat;
}
