import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { decryptFrame, encryptFrame, sha1Signature, type CallbackKeys } from '../../platform/core/frame';
import { fromXml, toXml } from '../../platform/core/xml';
import { startPlatform, type Platform, type PlatformOptions } from '../../platform/platform';

// The first stand-in on a machine makes its RSA keys, which takes seconds when the machine is busy.
jest.setTimeout(30_000);

export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A server that only notes callbacks and answers as told. */
export interface Receiver {
  url: string;
  calls: Received[];
  answer: (call: Received) => { status: number; headers?: Record<string, string>; body?: string };
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = {
    url: '',
    calls: [],
    answer: () => ({ status: 200 }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://receiver');
      const call = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      };
      receiver.calls.push(call);
      const { status, headers, body } = receiver.answer(call);
      response.writeHead(status, headers);
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
}

export interface PushedClock {
  now(): number;
  push(ms: number): void;
}

export function pushedClock(start = Date.parse('2026-03-02T10:00:00+08:00')): PushedClock {
  let now = start;
  return {
    now: () => now,
    push(ms) {
      now += ms;
    },
  };
}

export interface Stage {
  platform: Platform;
  receiver: Receiver;
  clock: PushedClock;
  settings: Record<string, string>;
  close(): Promise<void>;
}

/** A stand-in connected to a receiver, with a clock to push. */
export async function openStage(options: Partial<PlatformOptions> = {}): Promise<Stage> {
  const clock = pushedClock();
  const receiver = await startReceiver();
  const platform = await startPlatform({ clock, ...options });
  platform.connect({ publicUrl: receiver.url });
  return {
    platform,
    receiver,
    clock,
    settings: platform.settings(),
    close: async () => {
      await platform.settle();
      await platform.stop();
      await receiver.close();
    },
  };
}

/** Opens a WeCom callback after checking its signature. */
export function openWecom(keys: CallbackKeys, call: Received): Record<string, unknown> {
  const encrypted = String(fromXml(call.body)['Encrypt']);
  const [signature, timestamp, nonce] = ['msg_signature', 'timestamp', 'nonce'].map((name) =>
    String(call.query.get(name)),
  );
  expect(signature).toBe(sha1Signature(keys.token, timestamp ?? '', nonce ?? '', encrypted));
  return fromXml(decryptFrame(keys, encrypted));
}

/** The encrypted passive reply to a WeCom callback. */
export function passiveReply(keys: CallbackKeys, fields: Parameters<typeof toXml>[0]): string {
  const encrypted = encryptFrame(keys, toXml(fields), Buffer.alloc(16, 7));
  const [timestamp, nonce] = ['1700000000', 'nonce'];
  return toXml({
    Encrypt: encrypted,
    MsgSignature: sha1Signature(keys.token, timestamp, nonce, encrypted),
    TimeStamp: Number(timestamp),
    Nonce: nonce,
  });
}

export type Body = Record<string, unknown> & { errcode?: number; errmsg?: string };

/** Calls the WeCom host (or another base) with a token. */
export async function callJson(url: string, body?: unknown): Promise<Body> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(url, init);
  return (await response.json()) as Body;
}

export interface WeComApi {
  post(path: string, body: unknown): Promise<Body>;
  get(path: string, query?: Record<string, string>): Promise<Body>;
}

export async function wecomApi(settings: Record<string, string>): Promise<WeComApi> {
  const base = settings['WECOM_API_URL'];
  const query = new URLSearchParams({
    corpid: settings['WECOM_CORP_ID'] ?? '',
    corpsecret: settings['WECOM_AGENT_SECRET'] ?? '',
  });
  const { access_token: token } = await callJson(`${base}/cgi-bin/gettoken?${query.toString()}`);
  return {
    post: (path, body) => callJson(`${base}/cgi-bin/${path}?access_token=${String(token)}`, body),
    get: (path, more = {}) => {
      const params = new URLSearchParams({ access_token: String(token), ...more });
      return callJson(`${base}/cgi-bin/${path}?${params.toString()}`);
    },
  };
}
