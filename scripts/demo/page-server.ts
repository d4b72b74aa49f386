import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { servePhone } from '../../test/platform/miniprogram-runner/phone-server';
import type { DemoWorld } from './demo-world';
import { createLiveFeed, type LiveFeed } from './live-feed';
import { ACTIONS, type Wish } from './page-actions';
import { pageState } from './page-state';
import { openAlbum } from './sample-photos';
import { SIDEBAR_PATH, withClient } from './sidebar';

const PAGE = path.join(__dirname, 'page');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const MOST_BYTES = 12 * 1024 * 1024;
const OWN_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'";

export interface PageServer {
  url: string;
  close(): Promise<void>;
}

/** Serves the demo page, its live state, and each person's view of the product, all under one address. */
export async function startPageServer(world: DemoWorld, wishedPort: number): Promise<PageServer> {
  const feed = createLiveFeed({
    state: () => JSON.stringify(pageState(world)),
    listen: (changed) => world.stack.platform.timeline.onEvent(changed),
  });
  const server = createServer((request, response) => {
    answer({ world, feed, request, response }).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : 'failed';
      if (!response.headersSent)
        send(response, 500, { type: 'application/json', body: JSON.stringify({ why }) });
      else response.end();
    });
  });
  const port = await listen(server, wishedPort).catch(() => listen(server, 0));
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        feed.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  world: DemoWorld;
  feed: LiveFeed;
  request: IncomingMessage;
  response: ServerResponse;
}

async function answer(exchange: Exchange): Promise<void> {
  const { world, feed, request, response } = exchange;
  const { pathname, search } = new URL(request.url ?? '/', 'http://demo');
  const [, area = '', rest = ''] = /^\/([^/]*)\/?(.*)$/.exec(pathname) ?? [];
  if (area === 'as') return showWeb(exchange, { rest, search });
  if (area === 'phone') return showPhone(exchange, { rest, search });
  if (area === '') return sendFile(response, 'index.html');
  if (area === 'page') return sendFile(response, rest);
  if (area !== 'demo') return leadHome(request, response);
  if (rest === 'events') return feed.attach(response);
  if (rest === 'album') return sendAlbum(response);
  if (rest.startsWith('album/')) return sendAlbumPhoto(response, rest.slice('album/'.length));
  if (rest.startsWith('media/')) return sendMedia(exchange, decodeURIComponent(rest.slice('media/'.length)));
  if (request.method !== 'POST' || !isOwnOrigin(request)) return send(response, 404, { body: 'not found' });
  if (rest === 'photo') return receivePhoto(exchange, search);
  const action = rest.startsWith('do/') ? ACTIONS[rest.slice('do/'.length)] : undefined;
  if (!action) return send(response, 404, { body: 'not found' });
  const wish = JSON.parse((await bodyOf(request)).toString('utf8') || '{}') as Wish;
  const result = await action(world, wish);
  feed.changed();
  return send(response, 200, { type: 'application/json', body: JSON.stringify(result ?? {}) });
}

/** Another site in the visitor's browser must not push our buttons. */
function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}

async function showWeb(
  exchange: Exchange,
  { rest, search }: { rest: string; search: string },
): Promise<void> {
  const { world, request, response, feed } = exchange;
  const [person = '', ...parts] = rest.split('/');
  const web = world.webOf(person);
  if (!web) return send(response, 404, { body: 'not found' });
  const shown = await web
    .ask({
      method: request.method ?? 'GET',
      path: `/${parts.join('/')}${search}`,
      headers: request.headers,
      body: await bodyOf(request),
    })
    .catch(() => ({ status: 503, headers: { 'content-type': 'text/plain' }, body: Buffer.from('503') }));
  const isSidebar = request.method === 'GET' && `/${parts.join('/')}` === SIDEBAR_PATH;
  const body = isSidebar ? withClient(shown.body.toString('utf8')) : shown.body;
  response.writeHead(shown.status, shown.headers).end(body);
  feed.changed();
}

/** The mini program of one person: its files, its calls of the product, and what WeChat answers. */
async function showPhone(
  { world, request, response, feed }: Exchange,
  { rest, search }: { rest: string; search: string },
): Promise<void> {
  const [key, ...parts] = rest.split('/');
  const phone = world.phones.find((one) => one.key === key);
  const changes = request.method !== 'GET';
  if (!phone || (changes && !isOwnOrigin(request))) return send(response, 404, { body: 'not found' });
  if (changes && /json/.test(request.headers['content-type'] ?? ''))
    request.on('data', (part: Buffer) => phone.reachedAt.heard(part.toString('utf8')));
  if (changes) response.on('finish', () => feed.changed());
  response.setHeader('Cache-Control', 'no-store');
  await servePhone(phone.wechat, { request, response, place: `/${parts.join('/')}${search}` });
}

/** A page that names a place from the root means its own person's place. */
function leadHome(request: IncomingMessage, response: ServerResponse): void {
  const person = /\/as\/([\w-]+)\//.exec(request.headers.referer ?? '')?.[1];
  if (!person) return send(response, 404, { body: 'not found' });
  response.writeHead(307, { Location: `/as/${person}${request.url}` }).end();
}

function sendFile(response: ServerResponse, name: string): void {
  const file = path.join(PAGE, path.normalize(`/${name}`));
  const type = TYPES[path.extname(file)];
  if (!type) return send(response, 404, { body: 'not found' });
  try {
    send(response, 200, { type, body: readFileSync(file), csp: OWN_CSP });
  } catch {
    send(response, 404, { body: 'not found' });
  }
}

async function sendAlbum(response: ServerResponse): Promise<void> {
  const photos = (await openAlbum()).map(({ key, title }) => ({ key, title, url: `/demo/album/${key}` }));
  send(response, 200, { type: 'application/json', body: JSON.stringify(photos) });
}

async function sendAlbumPhoto(response: ServerResponse, wanted: string): Promise<void> {
  const photo = (await openAlbum()).find(({ key }) => key === wanted);
  if (!photo) return send(response, 404, { body: 'not found' });
  send(response, 200, { type: photo.contentType, body: photo.bytes });
}

/** Pictures of the chat; only pictures are shown as what they are. */
function sendMedia({ world, response }: Exchange, id: string): void {
  const media = world.stack.platform.wecom.media.find(id);
  if (!media || !/^image\/(jpeg|png|webp|heic|heif)$/.test(media.contentType))
    return send(response, 404, { body: 'not found' });
  send(response, 200, { type: media.contentType, body: media.bytes });
}

async function receivePhoto({ world, request, response, feed }: Exchange, search: string): Promise<void> {
  const phone = world.phone(new URLSearchParams(search).get('phone'));
  const type = /^image\/[\w.+-]+$/.exec(request.headers['content-type'] ?? '')?.[0] ?? 'image/jpeg';
  await phone.candidate.sendsImage(await bodyOf(request), type);
  feed.changed();
  send(response, 200, { type: 'application/json', body: '{}' });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function send(
  response: ServerResponse,
  status: number,
  { type = 'text/plain; charset=utf-8', body, csp }: { type?: string; body: string | Buffer; csp?: string },
): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(csp && { 'Content-Security-Policy': csp }),
  });
  response.end(body);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
