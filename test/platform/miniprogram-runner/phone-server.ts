import { readFileSync } from 'node:fs';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Bundle } from './bundle';
import type { PhoneHands } from './hands';
import { phonePage, phoneScript } from './phone-page';

export interface PhoneServerInput {
  bundle: Bundle;
  hands: PhoneHands;
  /** Origin of the server that the mini program calls. */
  serverUrl: () => string;
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
  const server = createServer((request, response) => {
    handle(input, request, response).catch((error: unknown) => {
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

async function handle(
  input: PhoneServerInput,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://phone.invalid');
  if (pathname.startsWith('/api/')) return proxy(input.serverUrl(), request, response);
  if (pathname.startsWith('/ask/')) {
    const given = JSON.parse((await bodyOf(request)) || '{}') as unknown;
    const answer = await input.hands.answer(pathname.slice('/ask/'.length), given);
    return send(response, 'application/json', JSON.stringify(answer));
  }
  const files: Record<string, () => [string, string]> = {
    '/': () => ['text/html', phonePage()],
    '/phone.js': () => [
      'text/javascript',
      phoneScript({ entry: input.entry ?? '', conditions: input.conditions }),
    ],
    '/bundle.js': () => ['text/javascript', input.bundle.script],
    '/phone.css': () => ['text/css', readFileSync(BASE_STYLE, 'utf8') + input.bundle.style],
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

function proxy(serverUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url } = request;
  const target = new URL(url ?? '/', serverUrl);
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
