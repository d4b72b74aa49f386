import { readFileSync } from 'node:fs';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Bundle } from './bundle';
import type { PhoneHands } from './hands';
import { phonePage, phoneScript, type PhoneSettings } from './phone-page';

/** One person's phone, whatever address it is served under. */
export interface ServedPhone {
  bundle: Bundle;
  hands: Pick<PhoneHands, 'answer'>;
  /** Origin of the server that the mini program calls. */
  serverUrl: () => string;
  /** How the phone is set up at each start. */
  settings: (request: IncomingMessage) => PhoneSettings;
}

export interface PhoneServerInput extends Omit<ServedPhone, 'settings'> {
  conditions: object;
  entry?: string;
}

export interface PhoneServer {
  url: string;
  stop(): Promise<void>;
}

const BASE_STYLE = path.join(__dirname, 'phone.css');

/** Serves one person's phone to a browser: the page, the calls of the mini program, and what WeChat answers. */
export async function startPhoneServer(input: PhoneServerInput): Promise<PhoneServer> {
  const { conditions, entry = '' } = input;
  const served: ServedPhone = { ...input, settings: () => ({ conditions, entry }) };
  const server = createServer((request, response) => {
    servePhone(served, { request, response, place: request.url ?? '/' }).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers one request to a phone; `place` is its path and query below the phone's own root. */
export async function servePhone(
  phone: ServedPhone,
  { request, response, place }: { request: IncomingMessage; response: ServerResponse; place: string },
): Promise<void> {
  const { pathname } = new URL(place, 'http://phone.invalid');
  if (pathname.startsWith('/api/')) {
    return proxy(new URL(place, phone.serverUrl()), request, response);
  }
  if (pathname.startsWith('/ask/')) {
    const given = JSON.parse((await bodyOf(request)) || '{}') as unknown;
    const answer = await phone.hands.answer(pathname.slice('/ask/'.length), given);
    return send(response, 'application/json', JSON.stringify(answer));
  }
  const files: Record<string, () => [string, string]> = {
    '/': () => ['text/html', phonePage()],
    '/phone.js': () => ['text/javascript', phoneScript(phone.settings(request))],
    '/bundle.js': () => ['text/javascript', phone.bundle.script],
    '/phone.css': () => ['text/css', readFileSync(BASE_STYLE, 'utf8') + phone.bundle.style],
  };
  const file = files[pathname];
  if (file) return send(response, ...file());
  response.statusCode = 404;
  response.end();
}

function send(response: ServerResponse, type: string, text: string): void {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.end(text);
}

function proxy(target: URL, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request;
  const onward = forward(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
