import type { Delivery } from '../core/courier';
import { encryptFrame, sha1Signature } from '../core/frame';
import type { Json } from '../core/json';
import type { Wechat } from './state';

const PATH = '/callbacks/wechat';
const TRIES = 3;

/** Sends one event of the mini program to its message address, in JSON, three tries in all. */
export function push(wechat: Wechat, openid: string, event: Json): Promise<Delivery> {
  const message = {
    ToUserName: 'gh_0123456789ab',
    FromUserName: openid,
    CreateTime: Math.floor(wechat.core.clock.now() / 1000),
    MsgType: 'event',
    ...event,
  };
  return attempt(wechat, { openid, message, tryNumber: 1 });
}

async function attempt(
  wechat: Wechat,
  input: { openid: string; message: Json; tryNumber: number },
): Promise<Delivery> {
  const { core } = wechat;
  const { query, body } = envelope(wechat, input.openid, input.message);
  const url = `${core.publicUrl()}${PATH}?${query.toString()}`;
  if (!core.publicUrl()) return { status: 0, body: '', error: 'not connected' };
  const delivery = await core.courier.post({ url, headers: { 'Content-Type': 'application/json' }, body });
  core.timeline.record({
    area: 'callback',
    kind: `wechat.${String(input.message['Event'])}`,
    data: { tryNumber: input.tryNumber, status: delivery.status, error: delivery.error },
  });
  if (delivery.status !== 200 && input.tryNumber < TRIES) {
    core.schedule.at(core.clock.now() + wechat.options.retryAfterMs, async () => {
      await attempt(wechat, { ...input, tryNumber: input.tryNumber + 1 });
    });
  }
  return delivery;
}

function envelope(wechat: Wechat, openid: string, message: Json): { query: URLSearchParams; body: string } {
  const { core, keys, options } = wechat;
  const timestamp = String(Math.floor(core.clock.now() / 1000));
  const nonce = core.ids.secret(10);
  const signature = sha1Signature(keys.token, timestamp, nonce);
  const query = new URLSearchParams({ signature, timestamp, nonce, openid });
  const clear = JSON.stringify(message);
  if (options.pushMode === 'plain') return { query, body: clear };
  const encrypted = encryptFrame(keys, clear, core.ids.bytes(16));
  query.set('encrypt_type', 'aes');
  query.set('msg_signature', sha1Signature(keys.token, timestamp, nonce, encrypted));
  const shell = { ToUserName: message['ToUserName'], Encrypt: encrypted };
  return { query, body: JSON.stringify(options.pushMode === 'secure' ? shell : { ...message, ...shell }) };
}

/** The GET of the console: the echo is plain text and must come back as it is. */
export async function verifyPushUrl(wechat: Wechat): Promise<{ ok: boolean; delivery: Delivery }> {
  const { core, keys } = wechat;
  const timestamp = String(Math.floor(core.clock.now() / 1000));
  const nonce = core.ids.secret(10);
  const echostr = core.ids.secret(19);
  const signature = sha1Signature(keys.token, timestamp, nonce);
  const query = new URLSearchParams({ signature, timestamp, nonce, echostr });
  const delivery = await core.courier.get(`${core.publicUrl()}${PATH}?${query.toString()}`);
  return { ok: delivery.status === 200 && delivery.body === echostr, delivery };
}
