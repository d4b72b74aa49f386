import { postRoute } from '../core/errcode-style';
import type { Answer, Route } from '../core/http-host';
import { ok, Refusal, text, type Json } from '../core/json';
import { authenticate } from '../wecom/state';
import { publishEvent } from './bell';
import { readContent, type PhoneContent } from './content';
import { chatOf, type Chat, type Customer, type EventCode, type Kf } from './state';

const WINDOW_MS = 48 * 3_600_000;
/** The real number for a repeated msgid or a bad event code is not documented. */
const BAD_PARAMETER = 40058;

/** `kf/send_msg` and `kf/send_msg_on_event`. */
export function sendRoutes(kf: Kf): Route[] {
  return [
    postRoute('/cgi-bin/kf/send_msg', (body, call) => {
      authenticate(kf.wecom, call);
      return sendMessage(kf, body);
    }),
    postRoute('/cgi-bin/kf/send_msg_on_event', (body, call) => {
      authenticate(kf.wecom, call);
      return sendOnEvent(kf, body);
    }),
  ];
}

/** The named chat; refuses accounts and customers of others. */
export function findChat(kf: Kf, body: Json, customerField: string): Chat {
  const openKfid = text(body['open_kfid']);
  if (!kf.accounts.has(openKfid)) throw new Refusal(95000, 'invalid open_kfid');
  const customer: Customer | undefined = kf.customers.get(text(body[customerField]));
  if (!customer) throw new Refusal(40096, 'invalid external userid');
  return chatOf(kf, openKfid, customer);
}

function sendMessage(kf: Kf, body: Json): Answer {
  const chat = findChat(kf, body, 'touser');
  const msgid = checkMsgid(kf, chat, body['msgid']);
  const content = readContent(kf, body);
  expireSession(kf, chat);
  if (chat.state !== 0 && chat.state !== 1) {
    const who = chat.customer.nickname;
    kf.core.timeline.record({
      area: 'kf',
      kind: 'message.forbidden',
      who,
      data: { msgid, state: chat.state },
    });
    throw new Refusal(95018, 'send msg session status invalid');
  }
  if (!isOpen(kf, chat)) throw new Refusal(95002, 'over 48 hours since the last customer message');
  if (chat.budget < 1) {
    const who = chat.customer.nickname;
    kf.core.timeline.record({ area: 'kf', kind: 'message.over_limit', who, data: {} });
    throw new Refusal(95001, 'send msg count limit');
  }
  chat.budget -= 1;
  chat.state = 1;
  arrive(kf, { chat, msgid, content });
  return ok({ msgid });
}

function checkMsgid(kf: Kf, chat: Chat, wanted: unknown): string {
  if (wanted === undefined || wanted === '') return kf.core.ids.next('sent_');
  const msgid = text(wanted);
  if (!/^[0-9a-zA-Z_-]{1,32}$/.test(msgid))
    throw new Refusal(BAD_PARAMETER, 'msgid exceed max length or charset');
  const key = `${chat.openKfid}/${msgid}`;
  if (kf.sentIds.has(key)) throw new Refusal(BAD_PARAMETER, 'msgid repeated');
  return msgid;
}

/** A session with a human, or waiting for one, ends 48 hours after the customer's last message. */
export function expireSession(kf: Kf, chat: Chat): void {
  if ((chat.state === 2 || chat.state === 3) && chat.wrote && !isOpen(kf, chat)) chat.state = 4;
}

function isOpen(kf: Kf, chat: Chat): boolean {
  return chat.lastWordAt !== undefined && kf.core.clock.now() - chat.lastWordAt < WINDOW_MS;
}

/** The message reaches the phone, or a msg_send_fail event follows although the call succeeded. */
function arrive(kf: Kf, input: { chat: Chat; msgid: string; content: PhoneContent }): void {
  const { chat, msgid, content } = input;
  kf.sentIds.set(`${chat.openKfid}/${msgid}`, chat.customer.externalUserid);
  const failType = nextFailure(kf, chat);
  const who = chat.customer.nickname;
  if (failType !== undefined) {
    kf.core.timeline.record({ area: 'kf', kind: 'message.failed', who, data: { msgid, failType } });
    const event = { event_type: 'msg_send_fail', fail_msgid: msgid, fail_type: failType };
    void kf.core.courier.track(publishEvent(kf, chat, event));
    return;
  }
  chat.phone.push({ msgid, at: kf.core.clock.now(), from: 'bot', ...content });
  const data = { msgid, ...content, state: chat.state };
  kf.core.timeline.record({ area: 'kf', kind: 'message.received', who, data });
}

function nextFailure(kf: Kf, chat: Chat): number | undefined {
  const { failNext } = kf.quirks;
  if (chat.customer.rejectsMessages) return 10;
  if (failNext.left < 1) return undefined;
  failNext.left -= 1;
  return failNext.failType;
}

function sendOnEvent(kf: Kf, body: Json): Answer {
  const code = kf.eventCodes.get(text(body['code']));
  if (!code) throw new Refusal(BAD_PARAMETER, 'invalid code');
  if (code.spent) throw new Refusal(BAD_PARAMETER, 'code has been used');
  if (code.expiresAt <= kf.core.clock.now()) throw new Refusal(BAD_PARAMETER, 'code expired');
  if (code.state !== undefined && code.chat.state !== code.state) {
    throw new Refusal(95018, 'send msg session status invalid');
  }
  checkKind(code, text(body['msgtype']));
  const msgid = checkMsgid(kf, code.chat, body['msgid']);
  const content = readContent(kf, body);
  code.spent = true;
  if (code.kind === 'welcome') code.chat.welcomedAt = kf.core.clock.now();
  arrive(kf, { chat: code.chat, msgid, content });
  return ok({ msgid });
}

function checkKind(code: EventCode, msgtype: string): void {
  const menuToo = code.kind === 'welcome' || code.kind === 'ended';
  if (msgtype === 'text' || (menuToo && msgtype === 'msgmenu')) return;
  throw new Refusal(95030, 'type forbidden for this code');
}
