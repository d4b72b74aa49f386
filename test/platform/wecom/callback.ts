import type { Core } from '../core/core';
import type { Delivery } from '../core/courier';
import { decryptFrame, encryptFrame, sha1Signature, type CallbackKeys } from '../core/frame';
import { text, type Json } from '../core/json';
import { fromXml, toXml } from '../core/xml';
import type { WeComOptions } from './state';

export interface WeComCallback {
  /** `/callbacks/wecom` or `/callbacks/kf`. */
  path: string;
  keys: CallbackKeys;
  /** The event as XML; encrypted anew for every try. */
  xml: string;
  agentId?: string;
  onReply?(reply: Json): void;
}

const TRIES = 3;

/** Delivers one event. A failed try is repeated by the schedule, with a fresh nonce, three tries in all. */
export async function deliverCallback(
  core: Core,
  options: WeComOptions,
  callback: WeComCallback,
): Promise<Delivery> {
  return attempt(core, options, { callback, tryNumber: 1 });
}

async function attempt(
  core: Core,
  options: WeComOptions,
  input: { callback: WeComCallback; tryNumber: number },
): Promise<Delivery> {
  const { callback, tryNumber } = input;
  const publicUrl = core.publicUrl();
  if (!publicUrl) return { status: 0, body: '', error: 'not connected' };
  const { query, body } = envelope(core, callback);
  const delivery = await core.courier.post({
    url: `${publicUrl}${callback.path}?${query}`,
    headers: { 'Content-Type': 'text/xml' },
    body,
  });
  record(core, callback, { tryNumber, delivery });
  const failed = options.retryCallbacksOn === 'no-answer' ? delivery.status === 0 : delivery.status !== 200;
  if (failed && tryNumber < TRIES) {
    core.schedule.at(core.clock.now() + options.retryAfterMs, async () => {
      await attempt(core, options, { callback, tryNumber: tryNumber + 1 });
    });
  }
  if (delivery.status === 200 && delivery.body) readReply(callback, delivery.body);
  return delivery;
}

function envelope(core: Core, callback: WeComCallback): { query: string; body: string } {
  const { keys, xml, agentId } = callback;
  const encrypted = encryptFrame(keys, xml, core.ids.bytes(16));
  const timestamp = String(Math.floor(core.clock.now() / 1000));
  const nonce = core.ids.secret(10);
  const query = new URLSearchParams({
    msg_signature: sha1Signature(keys.token, timestamp, nonce, encrypted),
    timestamp,
    nonce,
  });
  const body = toXml({ ToUserName: keys.receiveId, Encrypt: encrypted, AgentID: agentId });
  return { query: query.toString(), body };
}

/** An encrypted passive reply, if its signature is right; anything else is ignored as the platform does. */
function readReply(callback: WeComCallback, body: string): void {
  const reply = fromXml(body);
  const [encrypted, timestamp, nonce] = ['Encrypt', 'TimeStamp', 'Nonce'].map((name) => text(reply[name]));
  if (!encrypted || !timestamp || !nonce) return;
  const signature = sha1Signature(callback.keys.token, timestamp, nonce, encrypted);
  if (signature === reply['MsgSignature'])
    callback.onReply?.(fromXml(decryptFrame(callback.keys, encrypted)));
}

function record(
  core: Core,
  callback: WeComCallback,
  result: { tryNumber: number; delivery: Delivery },
): void {
  const { delivery, tryNumber } = result;
  const event = /<Event><!\[CDATA\[(.*?)\]\]>/.exec(callback.xml)?.[1];
  core.timeline.record({
    area: 'callback',
    kind: `wecom.${event ?? 'message'}`,
    data: { path: callback.path, tryNumber, status: delivery.status, error: delivery.error },
  });
}

/** The GET that the console makes when a callback address is saved; true when the echo came back bare. */
export async function verifyCallbackUrl(
  core: Core,
  input: { path: string; keys: CallbackKeys; spoil?: boolean },
): Promise<{ ok: boolean; delivery: Delivery }> {
  const echo = core.ids.secret(19);
  const encrypted = encryptFrame(input.keys, echo, core.ids.bytes(16));
  const timestamp = String(Math.floor(core.clock.now() / 1000));
  const nonce = core.ids.secret(10);
  const signature = sha1Signature(input.keys.token, timestamp, nonce, encrypted);
  const query = new URLSearchParams({
    msg_signature: input.spoil ? signature.replace(/^./, (c) => (c === '0' ? '1' : '0')) : signature,
    timestamp,
    nonce,
    echostr: encrypted,
  });
  const delivery = await core.courier.get(`${core.publicUrl()}${input.path}?${query.toString()}`);
  return { ok: delivery.status === 200 && delivery.body === echo, delivery };
}
