import { publish, publishEvent } from './bell';
import type { Json } from '../core/json';
import { newEventCode } from './session';
import type { Chat, Kf, PhoneMessage } from './state';

const WELCOME_EVERY_MS = 48 * 3_600_000;
const BUDGET = 5;

/** The customer opens the chat. Entering without writing leaves the session as it is. */
export async function enterChat(
  kf: Kf,
  chat: Chat,
  context: { scene: string; sceneParam: string },
): Promise<void> {
  const now = kf.core.clock.now();
  const welcomed = chat.welcomedAt !== undefined && now - chat.welcomedAt < WELCOME_EVERY_MS;
  chat.enteredWith = { ...context, at: now };
  kf.core.timeline.record({ area: 'kf', kind: 'chat.entered', who: chat.customer.nickname, data: context });
  await publishEvent(kf, chat, {
    event_type: 'enter_session',
    scene: context.scene,
    scene_param: context.sceneParam,
    ...(!chat.wrote && !welcomed && { welcome_code: newEventCode(kf, chat, 'welcome') }),
  });
}

/** The customer sends one message; `fromMenu` marks a tap on a menu item. */
export async function customerSends(
  kf: Kf,
  chat: Chat,
  input: {
    msgtype: string;
    content: Json;
    shown: Pick<PhoneMessage, 'text' | 'mediaId'>;
    fromMenu?: boolean;
  },
): Promise<string> {
  const { msgtype, content, shown } = input;
  const msgid = kf.core.ids.next('kfmsg_');
  if (chat.state === 4) chat.state = 0;
  if (!input.fromMenu || kf.options.menuTapRefills) chat.budget = BUDGET;
  chat.lastWordAt = kf.core.clock.now();
  chat.wrote = true;
  chat.phone.push({ msgid, at: kf.core.clock.now(), from: 'customer', type: msgtype, ...shown });
  const data = { msgid, type: msgtype, ...shown, tapped: input.fromMenu === true };
  kf.core.timeline.record({ area: 'kf', kind: 'message.sent', who: chat.customer.nickname, data });
  await publish(kf, chat, {
    msgid,
    open_kfid: chat.openKfid,
    external_userid: chat.customer.externalUserid,
    origin: 3,
    msgtype,
    [msgtype]: content,
  });
  return msgid;
}

/** The customer takes back a message within the client. */
export function customerRecalls(kf: Kf, chat: Chat, msgid: string): Promise<void> {
  chat.phone = chat.phone.filter((message) => message.msgid !== msgid);
  return publishEvent(kf, chat, { event_type: 'user_recall_msg', recall_msgid: msgid });
}

/** A human takes the chat from the pool, or reopens an ended one by writing. */
export async function servicerTakes(kf: Kf, chat: Chat, userid: string): Promise<void> {
  if (chat.state === 0 || chat.state === 1) throw new Error('a human takes chats from the pool only');
  const changeType = chat.state === 4 ? 4 : chat.state === 3 ? 2 : 1;
  const before = chat.state === 3 ? chat.servicer : undefined;
  chat.state = 3;
  chat.servicer = userid;
  kf.core.timeline.record({ area: 'kf', kind: 'session.taken', who: userid, data: { changeType } });
  await publishEvent(kf, chat, {
    event_type: 'session_status_change',
    change_type: changeType,
    ...(before && { old_servicer_userid: before }),
    new_servicer_userid: userid,
    ...(changeType === 1 && { msg_code: newEventCode(kf, chat, 'taken') }),
  });
}

export async function servicerWrites(
  kf: Kf,
  chat: Chat,
  input: { userid: string; content: string },
): Promise<void> {
  const { userid, content } = input;
  if (chat.state !== 3 || chat.servicer !== userid) await servicerTakes(kf, chat, userid);
  const msgid = kf.core.ids.next('kfmsg_');
  const now = kf.core.clock.now();
  chat.phone.push({ msgid, at: now, from: 'servicer', servicer: userid, type: 'text', text: content });
  kf.core.timeline.record({
    area: 'kf',
    kind: 'servicer.wrote',
    who: userid,
    data: { msgid, text: content },
  });
  await publish(kf, chat, {
    msgid,
    open_kfid: chat.openKfid,
    external_userid: chat.customer.externalUserid,
    origin: 5,
    servicer_userid: userid,
    msgtype: 'text',
    text: { content },
  });
}

export async function servicerEnds(kf: Kf, chat: Chat, userid: string): Promise<void> {
  chat.state = 4;
  chat.servicer = undefined;
  kf.core.timeline.record({ area: 'kf', kind: 'session.ended', who: userid, data: {} });
  await publishEvent(kf, chat, {
    event_type: 'session_status_change',
    change_type: 3,
    old_servicer_userid: userid,
    msg_code: newEventCode(kf, chat, 'ended'),
  });
}

/** In this event 1 is serving and 2 stopped, unlike in the list of servicers. */
export async function servicerSwitches(kf: Kf, userid: string, serving: boolean): Promise<void> {
  const account = kf.mainAccount;
  account.servicers.set(userid.toLowerCase(), { userid, serving });
  const any = [...kf.chats.values()][0];
  if (!any) return;
  await publish(kf, any, {
    origin: 4,
    msgtype: 'event',
    event: {
      event_type: 'servicer_status_change',
      servicer_userid: userid,
      status: serving ? 1 : 2,
      stop_type: 0,
      open_kfid: account.openKfid,
    },
  });
}
