import type { Delivery } from '../core/courier';
import type { Json } from '../core/json';
import { toXml } from '../core/xml';
import { deliverCallback } from '../wecom/callback';
import type { Chat, Kf } from './state';

const TOKEN_LIFETIME_MS = 10 * 60_000;

/** Puts a message or event where `sync_msg` finds it and rings the bell. */
export async function publish(kf: Kf, chat: Chat, message: Json): Promise<void> {
  append(kf, chat.openKfid, message);
  if (kf.quirks.silentBells > 0) {
    kf.quirks.silentBells -= 1;
    return;
  }
  await ring(kf, chat.openKfid);
  if (kf.quirks.doubleBells) await ring(kf, chat.openKfid);
}

function append(kf: Kf, openKfid: string, message: Json): void {
  const { core } = kf;
  const at = core.clock.now();
  const seq = kf.firstSeq + kf.log.length;
  const common = { msgid: message['msgid'] ?? core.ids.next('kfmsg_'), send_time: Math.floor(at / 1000) };
  kf.log.push({ seq, at, openKfid, message: { ...common, ...message } });
}

/** The bell carries a fresh token and no content. */
export function ring(kf: Kf, openKfid: string): Promise<Delivery> {
  const { core, keys } = kf;
  const token = core.ids.next('bell_') + core.ids.secret(30);
  kf.bellTokens.set(token, core.clock.now() + TOKEN_LIFETIME_MS);
  const xml = toXml({
    ToUserName: keys.receiveId,
    CreateTime: Math.floor(core.clock.now() / 1000),
    MsgType: 'event',
    Event: 'kf_msg_or_event',
    Token: token,
    OpenKfId: openKfid,
  });
  return deliverCallback(core, kf.wecom.options, { path: '/callbacks/kf', keys, xml });
}

/** Events carry their ids inside `event`, not on top. */
export function publishEvent(kf: Kf, chat: Chat, event: Json): Promise<void> {
  const { openKfid, customer } = chat;
  return publish(kf, chat, {
    origin: 4,
    msgtype: 'event',
    event: { open_kfid: openKfid, external_userid: customer.externalUserid, ...event },
  });
}
