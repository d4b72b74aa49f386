import { clip } from '../engine/clip';
import type { ResolvedItem, ResolvedReply } from '../replies/resolved-reply';

interface Envelope {
  messageId: string;
  openKfId: string;
  externalUserId: string;
  /** Epoch milliseconds. */
  sentAt: number;
}

/** One pulled message or event, read. Ids of events stand inside `event` (kf.md 3.1). */
export type KfInbound =
  | (Envelope & { kind: 'customer_wrote'; content: KfContent })
  /** A person answered in the WeCom client: the bot stays silent. */
  | (Envelope & { kind: 'servicer_wrote'; servicerUserid: string | null; text: string | null })
  | (Envelope & { kind: 'entered'; welcomeCode: string | null; sceneParam: string | null })
  | (Envelope & {
      kind: 'session_changed';
      /** 1 taken from the pool, 2 transferred, 3 ended, 4 reopened by a person. */
      change: number;
      servicerUserid: string | null;
      messageCode: string | null;
    })
  | (Envelope & { kind: 'send_failed'; failedMessageId: string; failType: number })
  | (Envelope & { kind: 'recalled'; recalledMessageId: string })
  | (Envelope & { kind: 'other'; what: string });

export type KfContent =
  | { kind: 'text'; text: string }
  | { kind: 'tap'; id: string; caption: string }
  | { kind: 'picture'; mediaId: string }
  | { kind: 'unsupported'; what: string };

/** Longer words of a person answer no question; what we keep of them and search in has an end. */
const TEXT_BYTES = 8_192;

const FROM_CUSTOMER = 3;
const FROM_SERVICER = 5;

/** Reads what `sync_msg` gave; null when it has no id or no customer and can only be dropped. */
export function readKfMessage(raw: Readonly<Record<string, unknown>>): KfInbound | null {
  const event = record(raw.event);
  const externalUserId = text(raw.external_userid) ?? text(event.external_userid);
  const openKfId = text(raw.open_kfid) ?? text(event.open_kfid);
  const messageId = text(raw.msgid);
  if (!messageId || !externalUserId || !openKfId) return null;
  const envelope = { messageId, openKfId, externalUserId, sentAt: number(raw.send_time) * 1000 };
  const kind = text(raw.msgtype) ?? 'unknown';
  if (kind === 'event') return readEvent(envelope, event);
  if (raw.origin === FROM_SERVICER) {
    const servicerUserid = text(raw.servicer_userid);
    const words = text(record(raw.text).content);
    return { ...envelope, kind: 'servicer_wrote', servicerUserid, text: words && clip(words, TEXT_BYTES) };
  }
  if (raw.origin !== FROM_CUSTOMER) return { ...envelope, kind: 'other', what: kind };
  return { ...envelope, kind: 'customer_wrote', content: readContent(kind, record(raw[kind])) };
}

/** A servicer stopped taking conversations, or takes them again. In this event 1 is serving and 2 stopped (kf.md 3.3). */
export function readServicerSwitch(
  raw: Readonly<Record<string, unknown>>,
): { servicerUserid: string; serving: boolean } | null {
  const event = record(raw.event);
  if (raw.msgtype !== 'event' || event.event_type !== 'servicer_status_change') return null;
  const servicerUserid = text(event.servicer_userid);
  return servicerUserid === null ? null : { servicerUserid, serving: event.status === 1 };
}

/**
 * What of a pulled message is stored until it is worked on: all that `readKfMessage` reads. The rest, such as forwarded
 * conversations of any size, is nobody's business here.
 */
export function keepReadable(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { msgid, open_kfid, external_userid, send_time, origin, servicer_userid, msgtype, event } = raw;
  const envelope = { msgid, open_kfid, external_userid, send_time, origin, servicer_userid, msgtype };
  if (msgtype === 'event') return { ...envelope, event };
  if (msgtype === 'image') return { ...envelope, image: { media_id: record(raw.image).media_id } };
  if (msgtype !== 'text') return envelope;
  const { content, menu_id } = record(raw.text);
  return { ...envelope, text: { content: clip(text(content) ?? '', TEXT_BYTES), menu_id } };
}

function readContent(kind: string, body: Record<string, unknown>): KfContent {
  if (kind === 'text') {
    const content = clip(text(body.content) ?? '', TEXT_BYTES);
    const id = text(body.menu_id);
    return id ? { kind: 'tap', id, caption: content } : { kind: 'text', text: content };
  }
  const mediaId = text(body.media_id);
  if (kind === 'image' && mediaId) return { kind: 'picture', mediaId };
  return { kind: 'unsupported', what: kind };
}

function readEvent(envelope: Envelope, event: Record<string, unknown>): KfInbound {
  const type = text(event.event_type) ?? 'unknown';
  switch (type) {
    case 'enter_session': {
      const welcomeCode = text(event.welcome_code);
      return { ...envelope, kind: 'entered', welcomeCode, sceneParam: text(event.scene_param) };
    }
    case 'session_status_change':
      return {
        ...envelope,
        kind: 'session_changed',
        change: number(event.change_type),
        servicerUserid: text(event.new_servicer_userid),
        messageCode: text(event.msg_code),
      };
    case 'msg_send_fail': {
      const failedMessageId = text(event.fail_msgid) ?? '';
      return { ...envelope, kind: 'send_failed', failedMessageId, failType: number(event.fail_type) };
    }
    case 'user_recall_msg':
    case 'servicer_recall_msg':
      return { ...envelope, kind: 'recalled', recalledMessageId: text(event.recall_msgid) ?? '' };
    default:
      return { ...envelope, kind: 'other', what: type };
  }
}

/** A reply as `send_msg` and `send_msg_on_event` take it. */
export type KfOutbound =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'msgmenu'; msgmenu: { head_content: string; list: KfOutboundItem[]; tail_content?: string } };

export type KfOutboundItem =
  | { type: 'click'; click: { id: string; content: string } }
  | { type: 'view'; view: { url: string; content: string } }
  | { type: 'miniprogram'; miniprogram: { appid: string; pagepath: string; content: string } }
  | { type: 'text'; text: { content: string } };

export function writeKfMessage(reply: ResolvedReply): KfOutbound {
  if (reply.kind === 'text') return { msgtype: 'text', text: { content: reply.text } };
  const menu = { head_content: reply.text, list: reply.items.map(writeItem) };
  return { msgtype: 'msgmenu', msgmenu: reply.tail ? { ...menu, tail_content: reply.tail } : menu };
}

function writeItem(item: ResolvedItem): KfOutboundItem {
  switch (item.kind) {
    case 'tap':
      return { type: 'click', click: { id: item.id, content: item.caption } };
    case 'page':
      return { type: 'view', view: { url: item.url, content: item.caption } };
    case 'mini_program':
      return {
        type: 'miniprogram',
        miniprogram: { appid: item.appId, pagepath: item.path, content: item.caption },
      };
    case 'line':
      return { type: 'text', text: { content: item.text } };
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
