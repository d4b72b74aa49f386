import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultHow, Faults } from '../faults';

/** One request to the stand-in, with the bytes as they came. */
export interface Call {
  method: string;
  path: string;
  /** Path and query exactly as sent: WeChat Pay signs it. */
  target: string;
  query: URLSearchParams;
  headers: http.IncomingHttpHeaders;
  raw: Buffer;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string | Buffer;
}

export interface Route {
  method: 'GET' | 'POST';
  /** May hold `:name` parts, which match one path segment each. */
  path: string;
  handle(call: Call, params: Record<string, string>): Answer | Promise<Answer>;
}

export interface Host {
  url: string;
  close(): Promise<void>;
}

export interface HostOptions {
  routes: Route[];
  faults: Faults;
  /** What this platform answers instead of doing the work; undefined leaves the work to be done. */
  failAnswer(how: FaultHow): Answer | undefined;
  /** Last touch on every answer, for example a signature. */
  finish?(input: { call: Call; answer: Answer; fault?: FaultHow }): Answer;
}

const MAX_BODY_BYTES = 20 * 1024 * 1024;

/** Listens on a free port of 127.0.0.1. */
export async function startHost(options: HostOptions): Promise<Host> {
  const server = http.createServer((request, response) => {
    serve(options, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  options: HostOptions,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const call = await readCall(request);
  const fault = options.faults.take(call.path);
  if (fault?.how === 'refuse-connection') return void request.socket.destroy();
  const failed = fault && options.failAnswer(fault.how);
  const answer = failed ?? (await dispatch(options.routes, call));
  const finished = options.finish?.({ call, answer, fault: fault?.how }) ?? answer;
  if (fault?.how === 'answer-lost') return void request.socket.destroy();
  if (fault?.how === 'wrong-json') return send(response, { ...finished, body: '{"errcode":0,"msg' });
  if (fault?.how === 'slow') await hold(fault.ms, response);
  send(response, finished);
}

async function readCall(request: http.IncomingMessage): Promise<Call> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new Error('body too large');
    parts.push(part);
  }
  const target = request.url ?? '/';
  const url = new URL(target, 'http://platform');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    target,
    query: url.searchParams,
    headers: request.headers,
    raw: Buffer.concat(parts),
  };
}

async function dispatch(routes: Route[], call: Call): Promise<Answer> {
  for (const route of routes) {
    const params = route.method === call.method ? matchPath(route.path, call.path) : undefined;
    if (params) return route.handle(call, params);
  }
  return { status: 404, body: 'not found' };
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}

/** Waits until the time is over or the caller has given up. */
function hold(ms: number, response: http.ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function send(response: http.ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, answer.headers ?? { 'Content-Type': 'application/json; charset=UTF-8' });
  response.end(answer.body);
}
